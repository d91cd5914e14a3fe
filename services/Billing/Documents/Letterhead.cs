using Preau.Documents;

namespace Preau.Billing.Documents;

/// <summary>What all papers of a cash office begin with, and their words.</summary>
internal static class Letterhead
{
    private static readonly string[] ShortMonths = ["janv.", "févr.", "mars", "avril", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

    /// <summary>Who writes, and to whom, where the window of an envelope is.</summary>
    public static void Draw(Sheet sheet, string[] issuer, string? siret, string[] recipient)
    {
        sheet.Lines(issuer.Take(1), Style.Strong);
        sheet.Lines(issuer.Skip(1), Style.Small);
        if (siret is not null)
        {
            sheet.Lines([$"SIRET {siret}"], Style.Small);
        }

        var under = sheet.Y;
        sheet.Y = Math.Max(under, 130);
        sheet.Lines(recipient, x: 315);
        sheet.Y = Math.Max(sheet.Y, under) + 14;
    }

    public static string Money(decimal amount) => amount < 0 ? "−\u00A0" + French.Price(-amount) : French.Price(amount);

    /// <summary>"+ 23,50 €", "− 3,60 €".</summary>
    public static string Difference(decimal amount) => amount > 0 ? "+\u00A0" + French.Price(amount) : Money(amount);

    /// <summary>"du 1er au 31 décembre 2026".</summary>
    public static string Period(DateOnly from, DateOnly until) =>
        from == until ? French.Date(from)
        : from.Year == until.Year && from.Month == until.Month ? $"du {(from.Day == 1 ? "1er" : from.Day)} au {French.Date(until)}"
        : $"du {French.Date(from)} au {French.Date(until)}";

    /// <summary>"1er, 4, 14 déc.", "30 nov., 1er déc.".</summary>
    public static string Dates(IEnumerable<DateOnly> dates) =>
        string.Join(
            ", ", dates.Distinct().Order().GroupBy(d => (d.Year, d.Month))
                .Select(m => $"{string.Join(", ", m.Select(d => d.Day == 1 ? "1er" : $"{d.Day}"))}\u00A0{ShortMonths[m.Key.Month - 1]}"));

    /// <summary>The moment a paper bears: a day's noon, so that it is the same whenever it is printed.</summary>
    public static DateTime Noon(DateOnly day) => day.ToDateTime(new TimeOnly(12, 0), DateTimeKind.Utc);
}
