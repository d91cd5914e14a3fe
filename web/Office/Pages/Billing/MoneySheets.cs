using System.Globalization;
using Preau.Contracts.Api;
using Preau.Office.Lists;
using Preau.Ui;

namespace Preau.Office.Pages.Billing;

/// <summary>The tables of money as files for a spreadsheet: the same rows as on screen, amounts as numbers.</summary>
internal static class MoneySheets
{
    /// <param name="show">"services", "impayes", "repas" or "heures"; anything else: by month.</param>
    public static Sheet Figures(FiguresView view, string? show) => show switch
    {
        "services" =>
            new("Par service", ["Mois", "Prestation", "Nombre", "Facturé", "Payé"],
                [.. view.Services.Select(s => (object?[])[s.Month, s.Label, s.Count, s.Billed, s.Paid])]),
        "impayes" => new("Reste dû", ["Échéance", "Factures", "Reste dû"], [.. view.Ages.Select(a => (object?[])[a.Label, a.Invoices, a.Amount])]),
        "repas" =>
            new("Repas à 1 euro", ["Période", "École", "Repas", "Montant"], [.. view.Meals.Select(m => (object?[])[m.Period, m.School, m.Meals, m.Amount])]),
        "heures" => new("Heures", ["Trimestre", "Lieu", "Âge", "Régime", "Réalisées", "Facturées"],
            [.. view.Hours.Select(h => (object?[])[h.Quarter, h.Centre, Age(h.Age), h.Regime, h.Realised, h.Billed])]),
        _ => new("Par mois", ["Mois", "Facturé", "Payé", "Confié au Trésor", "Abandonné", "Reste dû", "Encaissé"],
            [.. view.Months.Select(m => (object?[])[m.Month, m.Billed, m.Paid, m.Treasury, m.GivenUp, m.Unpaid, m.Received])]),
    };

    public static Sheet Lines(string name, IEnumerable<FigureLine> lines, bool hours) => hours
        ? new(name, ["Famille", "Enfant", "Quoi", "Date", "Heures réalisées", "Heures facturées"],
            [.. lines.Select(l => (object?[])[l.Payer, l.Child, l.Label, Iso(l.Date), l.Hours?.Realised, l.Hours?.Billed])])
        : new(name, ["Famille", "Facture", "Enfant", "Quoi", "Date", "Montant"],
            [.. lines.Select(l => (object?[])[l.Payer, l.Number, l.Child, l.Label, Iso(l.Date), l.Amount])]);

    public static Sheet Invoices(IEnumerable<InvoiceSummary> invoices, DateOnly today) =>
        new("Factures", ["Numéro", "Date", "Payeur", "Du", "Au", "Régie", "Échéance", "État", "Montant", "Reste"],
            [.. invoices.Select(i =>
                (object?[])[i.Number, Iso(i.Date), i.Payer, Iso(i.PeriodFrom), Iso(i.PeriodTo), i.OfficeLabel, Iso(i.DueDate), InvoicePage.State(i, today).Text,
                    i.Amount, i.Remaining])]);

    public static Sheet Payers(IEnumerable<RunPayer> payers) => new("Payeurs", ["Payeur", "Facture", "Envoi", "Lignes", "Corrections", "Montant"],
        [.. payers.Select(p => (object?[])[p.Payer, p.Number, p.Mail ? "courriel" : "papier", p.Lines, p.Corrections, p.Amount])]);

    public static Sheet Payments(CashDayView day) =>
        new("Journal", ["Famille", "Reçu", "Date", "Moyen", "Sur", "Montant", "À affecter", "État"],
            [.. day.Payments.Select(p =>
                (object?[])[p.Payer, p.Number, Iso(p.Date), p.MethodLabel, string.Join(", ", p.On), p.Amount, p.Advance,
                    p.State switch { "reversed" => "annulé", "reversal" => "annulation", _ => "reçu" }]),
                .. (day.Back ?? []).Select(b => (object?[])[b.Payer, b.Number, Iso(day.Date), b.MethodLabel, "", -b.Amount, 0m, "remboursement"])]);

    /// <summary>"2026-T3" → « septembre à décembre 2026 ».</summary>
    public static string FourMonths(string period) => Months(period, 4);

    /// <summary>"2026-T4" → « octobre à décembre 2026 ».</summary>
    public static string Quarter(string period) => Months(period, 3);

    private static string Months(string period, int together) =>
        period.Split("-T") is [var y, var n] && int.TryParse(y, out var year) && int.TryParse(n, out var part)
        && year is >= 2000 and <= 2100 && part >= 1 && part * together <= 12
        ? $"{French.MonthName(((part - 1) * together) + 1)} à {French.Month(new DateOnly(year, part * together, 1))}"
        : period;

    public static string Age(string age) => age == "under6" ? "moins de 6 ans" : "6 ans et plus";

    /// <summary>All pages of a list, one after the other.</summary>
    /// <param name="read">Rows of the page that begins after a key, and the key of the next.</param>
    public static async Task<List<T>> AllAsync<T>(Func<string?, Task<(T[] Rows, string? Next)>> read)
    {
        var all = new List<T>();
        string? after = null;
        do
        {
            (var rows, after) = await read(after);
            all.AddRange(rows);
        }
        while (after is not null);
        return all;
    }

    private static string Iso(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
