using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Platform;

namespace Preau.Billing.Treasury;

/// <summary>
/// GET /accounting?from&amp;until[&amp;office]: the books of a period as CSV for the accountant,
/// from the frozen lines and entries alone. Invoices and credit notes by
/// account and product code; payments by means; reversals, refunds, titles and write-offs; a total for each kind. Amounts as in the books: debits positive.
/// </summary>
internal static class Accounting
{
    private sealed record Row(string Office, string Kind, string Account, string Code, string Label, int Count, long Cents);

    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Csv(
        DateOnly? from, DateOnly? until, BillingDb db, SettingsCache cache, CancellationToken ct, string? office = null)
    {
        if (from is not { } first || until is not { } last || last < first || last > first.AddYears(2))
        {
            return Problems.Invalid("period.invalid", "La période va d’un jour à un autre, deux ans au plus.");
        }

        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (office is not null && !rules.CashOffices.ContainsKey(office))
        {
            return Problems.NotFound();
        }

        var rows = (await LinesAsync(db, rules, office, first, last, ct)).Concat(await EntriesAsync(db, office, first, last, ct))
            .OrderBy(r => r.Office, StringComparer.Ordinal).ThenBy(r => r.Kind, StringComparer.Ordinal).ThenBy(r => r.Account, StringComparer.Ordinal)
            .ThenBy(r => r.Code, StringComparer.Ordinal).ThenBy(r => r.Label, StringComparer.Ordinal).ToList();
        var text = new StringBuilder("Régie;Écriture;Compte;Code produit;Libellé;Nombre;Montant\r\n");
        foreach (var row in rows)
        {
            Write(text, rules, row);
        }

        foreach (var total in rows.GroupBy(r => (r.Office, r.Kind)))
        {
            Write(text, rules, new Row(total.Key.Office, total.Key.Kind, "", "", "Total", total.Sum(r => r.Count), total.Sum(r => r.Cents)));
        }

        var name = FormattableString.Invariant($"comptabilite-{first:yyyy-MM-dd}-{last:yyyy-MM-dd}.csv");
        return TypedResults.File([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())], "text/csv", name);
    }

    private static async Task<IEnumerable<Row>> LinesAsync(
        BillingDb db, BillingRules rules, string? office, DateOnly first, DateOnly last, CancellationToken ct)
    {
        var sums = await (
            from l in db.BilledLines
            join i in db.Invoices on l.InvoiceId equals i.Id
            where i.Date >= first && i.Date <= last && (office == null || i.CashOffice == office)
            group l.Cents by new { i.CashOffice, i.Kind, l.Unit, l.Label } into g
            select new { g.Key.CashOffice, g.Key.Kind, g.Key.Unit, g.Key.Label, Count = g.Count(), Cents = g.Sum() }).ToListAsync(ct);
        return sums.Select(s =>
        {
            var product = rules.CashOffices.GetValueOrDefault(s.CashOffice)?.Pes?.Products.FirstOrDefault(p => p.Unit == s.Unit);
            return new Row(s.CashOffice, s.Kind == InvoiceKind.Credit ? "2 Avoirs" : "1 Factures", product?.Account ?? "", product?.Code ?? "", s.Label,
                s.Count, s.Cents);
        });
    }

    private static async Task<IEnumerable<Row>> EntriesAsync(BillingDb db, string? office, DateOnly first, DateOnly last, CancellationToken ct)
    {
        // A transfer between two files is no money of the commune's: it came in once, and once it will be used.
        var entries = await db.Entries.Where(e => e.Date >= first && e.Date <= last && e.Kind != EntryKind.Invoice && e.Kind != EntryKind.Credit
                && e.Kind != EntryKind.Transfer && (office == null || e.CashOffice == office))
            .Select(e => new
            {
                e.CashOffice,
                e.Kind,
                Method = e.Kind == EntryKind.Payment || e.Kind == EntryKind.Refund ? e.Detail : null,
                e.Cents,
            }).ToListAsync(ct);
        return entries.GroupBy(e => (e.CashOffice, e.Kind, e.Method)).Select(g => new Row(
            g.Key.CashOffice, Word(g.Key.Kind), "", "", Label(g.Key.Kind, g.Key.Method), g.Count(),
            g.Sum(e => e.Cents)));
    }

    private static string Label(EntryKind kind, string? method) =>
        kind == EntryKind.Payment || (kind == EntryKind.Refund && method is not null) ? Methods.Word(method ?? "") : Word(kind)[2..];

    private static string Word(EntryKind kind) => kind switch
    {
        EntryKind.Payment => "3 Règlements",
        EntryKind.Reversal => "4 Règlements annulés",
        EntryKind.Refund => "5 Remboursements",
        EntryKind.Title => "6 Titres transmis au Trésor public",
        _ => "7 Admissions en non-valeur",
    };

    private static void Write(StringBuilder text, BillingRules rules, Row row) => text.AppendJoin(';',
        Safe(rules.CashOffices.GetValueOrDefault(row.Office)?.Label ?? row.Office), row.Kind[2..], row.Account, row.Code, Safe(row.Label),
        row.Count.ToString(CultureInfo.InvariantCulture), French.Plain(row.Cents / 100m, 2)).Append("\r\n");

    // A cell that begins like a formula is text for a spreadsheet too.
    private static string Safe(string text) =>
        $"\"{(text is ['=' or '+' or '-' or '@', ..] ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
