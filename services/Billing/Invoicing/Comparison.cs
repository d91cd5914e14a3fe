using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Contracts.Api;

namespace Preau.Billing.Invoicing;

/// <summary>A run beside the one before it: by service, and the families that differ most.</summary>
internal static class Comparison
{
    private const int Most = 10;
    private const string OfCorrections = "Corrections";

    public static async Task<(ServiceComparison[] Services, FamilyComparison[] Families)> OfAsync(BillingDb db, Run run, List<DraftPayer> payers,
        CancellationToken ct)
    {
        var before = await db.Runs.AsNoTracking().Where(r => r.CashOffice == run.CashOffice && r.State == RunState.Issued && r.Id != run.Id
            && r.From < run.From)
            .OrderByDescending(r => r.From).FirstOrDefaultAsync(ct);
        var was = before is null ? [] : await IssuedAsync(db, before.Id, null, ct);
        var now = run.State == RunState.Issued ? await IssuedAsync(db, run.Id, null, ct) : await DraftAsync(db, run, null, ct);
        var services = Merge(was, now).Select(s =>
            new ServiceComparison(s.Label, s.CountWas, s.Count, Euros.Of(s.Was), Euros.Of(s.Now), Euros.Of(s.Now - s.Was))).ToArray();
        var sums = before is null ? [] : await db.Invoices.Where(i => i.RunId == before.Id).Select(i => new { i.Payer, i.Cents }).ToDictionaryAsync(i =>
            i.Payer, i => i.Cents, ct);
        var names = payers.ToDictionary(p => p.Payer);
        var largest = sums.Keys.Union(names.Keys).Select(p => (Payer: p, Was: sums.GetValueOrDefault(p), Now: names.GetValueOrDefault(p)?.Cents ?? 0))
            .Where(p => p.Was != p.Now).OrderByDescending(p => Math.Abs(p.Now - p.Was)).ThenBy(p => p.Payer).Take(Most).ToList();
        var known = await db.PayersAsync(ct);
        var families = new List<FamilyComparison>();
        foreach (var (payer, cents, current) in before is null ? [] : largest)
        {
            var own = Merge(
                await IssuedAsync(db, before!.Id, payer, ct),
                    run.State == RunState.Issued ? await IssuedAsync(db, run.Id, payer, ct) : await DraftAsync(db, run, payer, ct));
            families.Add(new FamilyComparison(payer, known.GetValueOrDefault(payer).Name ?? "", Euros.Of(cents), Euros.Of(current),
                Euros.Of(current - cents), Why(own)));
        }

        return (services, [.. families]);
    }

    private static async Task<List<Part>> IssuedAsync(BillingDb db, Guid run, Guid? payer, CancellationToken ct) => await (
        from l in db.BilledLines
        join i in db.Invoices on l.InvoiceId equals i.Id
        where i.RunId == run && (payer == null || i.Payer == payer)
        group l.Cents by l.Corrects == null ? l.Label : OfCorrections into g
        select new Part(g.Key, g.Count(), g.Sum())).ToListAsync(ct);

    private static Task<List<Part>> DraftAsync(BillingDb db, Run run, Guid? payer, CancellationToken ct) =>
        db.Prices.Where(p => p.CashOffice == run.CashOffice && p.Date <= run.Until && p.Open != 0 && (payer == null || p.Payer == payer))
            .GroupBy(p => p.Billed == 0 ? p.Label : OfCorrections).Select(g => new Part(g.Key, g.Count(), g.Sum(p => p.Open))).ToListAsync(ct);

    private static List<(string Label, int CountWas, int Count, long Was, long Now)> Merge(List<Part> was, List<Part> now)
    {
        var (old, current) = (was.ToDictionary(p => p.Label), now.ToDictionary(p => p.Label));
        return [.. old.Keys.Union(current.Keys).OrderBy(l => l == OfCorrections).ThenBy(l => l, StringComparer.Ordinal).Select(l =>
            (l, old.GetValueOrDefault(l)?.Count ?? 0, current.GetValueOrDefault(l)?.Count ?? 0, old.GetValueOrDefault(l)?.Cents ?? 0,
                current.GetValueOrDefault(l)?.Cents ?? 0))];
    }

    // Nothing when the payer's invoice is issued while this is read.
    private static string Why(List<(string Label, int CountWas, int Count, long Was, long Now)> parts) =>
        parts.OrderByDescending(p => Math.Abs(p.Now - p.Was)).Select(p => p.CountWas == p.Count
            ? $"{p.Label}\u00A0: autre prix"
            : $"{p.Label}\u00A0: {Math.Abs(p.Count - p.CountWas)} {(p.Count < p.CountWas ? "de moins" : "de plus")}").FirstOrDefault() ?? "";

    private sealed record Part(string Label, int Count, long Cents);
}
