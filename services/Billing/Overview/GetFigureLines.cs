using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Overview;

/// <summary>
/// GET /figures/lines?figure=billed|paid|unpaid|service|age&amp;month=2026-12[&amp;unit=…&amp;label=…][&amp;age=over90][&amp;office=…][&amp;after=…]: what a number is made of.
/// </summary>
internal static class GetFigureLines
{
    private const int Page = 100;

    public static async Task<Results<Ok<FigureLines>, ProblemHttpResult>> Handle(
        BillingDb db, SettingsCache cache, TimeProvider clock, CancellationToken ct, string? figure = null, string? month = null, string? unit = null,
            string? label = null,
        string? age = null, string? office = null, int after = 0)
    {
        var first = default(DateOnly);
        if (figure is not ("billed" or "paid" or "unpaid" or "service" or "age") || after < 0 || (figure != "age" && !GetFigures.TryMonth(month, out first)))
        {
            return Problems.Invalid("figure.invalid", "Ce chiffre n’existe pas.");
        }

        var end = first.AddMonths(1);
        var rows = figure switch
        {
            "billed" => Of(db.Entries.Where(e => e.Date >= first && e.Date < end && (office == null || e.CashOffice == office)
                && (e.Kind == EntryKind.Invoice || e.Kind == EntryKind.Credit)), 1),
            "paid" => Of(db.Entries.Where(e => e.Date >= first && e.Date < end && (office == null || e.CashOffice == office)
                && (e.Kind == EntryKind.Payment || e.Kind == EntryKind.Reversal || e.Kind == EntryKind.Refund)), -1),
            "service" => from l in db.BilledLines
                         join i in db.Invoices on l.InvoiceId equals i.Id
                         where i.Date >= first && i.Date < end && (office == null || i.CashOffice == office) && l.Unit == unit
                             && (label == null || l.Label == label)
                         select new Row(i.Id, i.Number, l.Payer, l.ChildId, l.Label, l.Date, l.Cents),
            "unpaid" => Of(db, GetFigures.Unpaid(db, office).Where(i => i.Date >= first && i.Date < end)),
            _ => Of(db, Overdue(GetFigures.Unpaid(db, office), age, (await BillingRules.InForceAsync(cache, db, ct)).Rules.Today(clock))),
        };
        var all = await rows.ToListAsync(ct);
        var page = all.OrderBy(r => r.Date).ThenBy(r => r.Number, StringComparer.Ordinal).ThenBy(r => r.Label,
            StringComparer.Ordinal).Skip(after).Take(Page).ToList();
        var payers = page.Select(r => r.Payer).Distinct().ToList();
        var names = await db.KnownFamilies.Where(f => payers.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, f => f.Name, ct);
        var children = (await db.KnownChildren.AsNoTracking().Where(c => payers.Contains(c.FamilyId)).ToListAsync(ct)).ToDictionary(c =>
            (c.FamilyId, c.ChildId), c => c.FirstName);
        return TypedResults.Ok(new FigureLines(
            [.. page.Select(r => new FigureLine(
                r.Invoice, r.Number, r.Payer, names.GetValueOrDefault(r.Payer) ?? "",
                    r.Child is { } child ? children.GetValueOrDefault((r.Payer, child)) : null, r.Label, r.Date, Euros.Of(r.Cents)))],
            Euros.Of(all.Sum(r => r.Cents)), all.Count,
                after + Page < all.Count ? (after + Page).ToString(System.Globalization.CultureInfo.InvariantCulture) : null));
    }

    private static IQueryable<Row> Of(IQueryable<Entry> entries, int sign) =>
        entries.Select(e => new Row(null, e.Number, e.Payer, null, e.Detail ?? "", e.Date, sign * e.Cents));

    private static IQueryable<Row> Of(BillingDb db, IQueryable<Invoice> invoices) => invoices.Select(i => new Row(
        i.Id, i.Number, i.Payer, null, "", i.DueDate, i.Cents - db.Allocations.Where(a => a.InvoiceId == i.Id).Sum(a => a.Cents)));

    private static IQueryable<Invoice> Overdue(IQueryable<Invoice> unpaid, string? key, DateOnly today)
    {
        var age = Array.Find(Ages.All, a => a.Key == key) ?? Ages.All[0];
        var newest = age.From == int.MinValue ? DateOnly.MaxValue : today.AddDays(-age.From);
        var oldest = age.Below == int.MaxValue ? DateOnly.MinValue : today.AddDays(-age.Below);
        return unpaid.Where(i => i.DueDate <= newest && i.DueDate > oldest);
    }

    private sealed record Row(Guid? Invoice, string Number, Guid Payer, Guid? Child, string Label, DateOnly Date, long Cents);
}
