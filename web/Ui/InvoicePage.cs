using System.Globalization;
using Preau.Contracts.Api;

namespace Preau.Ui;

/// <summary>An invoice as both fronts show it: each child's days as a calendar that opens to the price of each day.</summary>
public static class InvoicePage
{
    /// <summary>« Facture de décembre 2026 », « Avoir de décembre 2026 », « Facture du 28 novembre au 2 décembre ».</summary>
    public static string Title(InvoiceSummary invoice)
    {
        var what = invoice.Kind == "credit" ? "Avoir" : "Facture";
        return IsMonth(invoice) ? $"{what} {Of(French.Month(invoice.PeriodFrom))}" : $"{what} {French.Period(invoice.PeriodFrom, invoice.PeriodTo)}";
    }

    /// <summary>« décembre 2026 » or « du 28 novembre au 2 décembre ».</summary>
    public static string Period(InvoiceSummary invoice, DateOnly today) =>
        IsMonth(invoice) ? French.Month(invoice.PeriodFrom) : French.Period(invoice.PeriodFrom, invoice.PeriodTo, today);

    /// <summary>« 9 × 3,60 € · 2, 4 et 18 décembre »: how often, at what price, and on which days.</summary>
    public static string Times(InvoiceSum sum, InvoiceChild child) =>
        (sum.Price is { } price ? $"{sum.Count} × {French.Money(price)}" : $"{sum.Count} fois")
        + (sum.Dates.Length > 0 && child.Lines.Any(l => l.Label == sum.Label && l.Kind == LineKinds.Day) ? " · " + Days(sum.Dates) : "");

    public static (string Text, string? Tone, string Icon) State(InvoiceSummary invoice, DateOnly today) => invoice.State switch
    {
        InvoiceStates.Paid => ("Réglée", "ok", "check"),
        InvoiceStates.Title when invoice.TreasuryPaidOn is { } on => ($"Réglée au Trésor le {French.DayOfMonth(on, today)}", "ok", "check"),
        InvoiceStates.Title => ("Suivie par le Trésor public", "info", "info"),
        InvoiceStates.Credited => ("Annulée par un avoir", null, "undo"),
        InvoiceStates.WrittenOff => ("N’est plus réclamée", null, "undo"),
        InvoiceStates.Credit => ("Avoir", null, "undo"),
        _ when invoice.DebitOn is { } on => (on < today ? "À prélever" : $"Prélevée le {French.DayOfMonth(on, today)}", "info", "clock"),
        _ when invoice.PlanNext is { } on => ($"Échéancier : le {French.DayOfMonth(on, today)}", "info", "clock"),
        _ when IsLate(invoice, today) => ("En retard", "bad", "warn"),
        InvoiceStates.Part => ("Réglée en partie", "wait", "clock"),
        _ => ("À payer", "wait", "clock"),
    };

    /// <summary>Its day is over, no debit was promised for it and no plan that is kept spreads it.</summary>
    public static bool IsLate(InvoiceSummary invoice, DateOnly today) => invoice.DueDate < today && invoice.DebitOn is null && invoice.PlanNext is null;

    /// <summary>« avant le 7 janvier », « depuis le 7 décembre », « échéancier : le 31 janvier ».</summary>
    public static string Due(InvoiceSummary invoice, DateOnly today) => invoice.PlanNext is { } on
        ? $"échéancier : le {French.DayOfMonth(on, today)}"
        : $"{(invoice.DueDate < today ? "depuis" : "avant")} le {French.DayOfMonth(invoice.DueDate, today)}";

    /// <summary>« 1er, 4, 14 déc. et 5 janv. »</summary>
    public static string Days(IReadOnlyCollection<DateOnly> dates) => string.Join(" ; ", dates.Distinct().Order().GroupBy(d => (d.Year, d.Month))
        .Select(m =>
            string.Join(", ", m.Select(d => d.Day == 1 ? "1er" : d.Day.ToString(CultureInfo.InvariantCulture))) + "\u00A0"
                + French.ShortDay(m.First()).Split('\u00A0')[^1]));

    /// <summary>« + 4,60 € », « − 24,80 € ».</summary>
    public static string WithSign(decimal amount) => amount == 0 ? French.Money(0) : (amount > 0 ? "+\u00A0" : "−\u00A0") + French.Money(Math.Abs(amount));

    /// <summary>« de décembre », « d’octobre ».</summary>
    public static string Of(string word) => "aehiouéèêœ".Contains(char.ToLowerInvariant(word[0]), StringComparison.Ordinal) ? "d’" + word : "de " + word;

    /// <summary>The months in which a child has billed days, each as weeks of cells.</summary>
    public static IReadOnlyList<InvoiceMonth> Months(InvoiceChild child) =>
    [
        .. child.Lines.Where(l => l.Kind is LineKinds.Day or LineKinds.Late or LineKinds.Penalty)
            .GroupBy(l => new DateOnly(l.Date.Year, l.Date.Month, 1)).OrderBy(g => g.Key).Select(g => new InvoiceMonth(g.Key, [.. g], child.Days ?? [])),
    ];

    private static bool IsMonth(InvoiceSummary invoice) =>
        invoice.PeriodFrom.Day == 1 && invoice.PeriodTo == invoice.PeriodFrom.AddMonths(1).AddDays(-1);
}

/// <summary>A month of a child on an invoice.</summary>
public sealed class InvoiceMonth(DateOnly first, InvoiceLineView[] lines, InvoiceDayAmount[] days)
{
    public DateOnly First => first;

    /// <summary>Saturday or Sunday is billed: the calendar then has all seven days.</summary>
    public bool HasWeekends { get; } = Array.Exists(lines, l => l.Date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>Names of the columns: « lun », « mar »…</summary>
    public IEnumerable<string> Columns => Enumerable.Range(1, HasWeekends ? 7 : 5).Select(d => French.DayName((DayOfWeek)(d % 7), brief: true).TrimEnd('.'));

    /// <summary>From the Monday of the first week to the end of the last; null stands for a day outside the month.</summary>
    public IEnumerable<InvoiceDay?> Cells()
    {
        // A month that begins on a week-end which isn't shown begins on its first Monday.
        var shown = !HasWeekends && first.DayOfWeek is (DayOfWeek.Saturday or DayOfWeek.Sunday)
            ? first.AddDays(first.DayOfWeek == DayOfWeek.Saturday ? 2 : 1)
            : first;
        var start = shown.AddDays(-(((int)shown.DayOfWeek + 6) % 7));
        var end = first.AddMonths(1);
        for (var day = start; day < end || day.DayOfWeek != DayOfWeek.Monday; day = day.AddDays(1))
        {
            if (!HasWeekends && day.DayOfWeek is (DayOfWeek.Saturday or DayOfWeek.Sunday))
            {
                continue;
            }

            yield return day < first || day >= end ? null : new InvoiceDay(
                day, [.. lines.Where(l => l.Date == day)], Array.Find(days, d => d.Date == day)?.Amount ?? 0);
        }
    }
}

/// <summary>One day: nothing billed, or its lines with their sum.</summary>
public sealed record InvoiceDay(DateOnly Date, InvoiceLineView[] Lines, decimal Amount)
{
    /// <summary>A late fee, a penalty or an absence that is billed: shown apart, in words and colour.</summary>
    public bool IsMore => Array.Exists(Lines, l => l.Kind is LineKinds.Late or LineKinds.Penalty);

    /// <summary>« 1,10 + 3,60 = 4,70 € » is said by the lines; one line says itself.</summary>
    public bool HasSum => Lines.Length > 1;
}
