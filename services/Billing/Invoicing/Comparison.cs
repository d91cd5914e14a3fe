using Microsoft.EntityFrameworkCore;
using Preau.Billing.Ledger;
using Preau.Contracts.Api;

namespace Preau.Billing.Invoicing;

/// <summary>
/// A run beside the period before it: by service, and the families that differ most. A period billed in several runs counts with all of them, so that a second
/// run of a month doesn't look like one that lost what the first had billed.
/// </summary>
internal static class Comparison
{
    private const int Most = 10;
    internal const string OfCorrections = "Corrections";

    public static async Task<(ServiceComparison[] Services, FamilyComparison[] Families)> OfAsync(BillingDb db, Run run, List<DraftPayer> payers,
        CancellationToken ct)
    {
        var (old, first) = await RunsAsync(db, run, ct);
        var was = await IssuedAsync(db, old, null, ct);
        var now = await NowAsync(db, run, first, null, ct);
        var services = Merge(was, now).Select(s =>
            new ServiceComparison(s.Label, s.CountWas, s.Count, Euros.Of(s.Was), Euros.Of(s.Now), Euros.Of(s.Now - s.Was))).ToArray();
        var (sums, already) = (await SumsAsync(db, old, ct), await SumsAsync(db, first, ct));
        var names = payers.ToDictionary(p => p.Payer);
        var largest = sums.Keys.Union(already.Keys).Union(names.Keys)
            .Select(p => (Payer: p, Was: sums.GetValueOrDefault(p), Now: already.GetValueOrDefault(p) + (names.GetValueOrDefault(p)?.Cents ?? 0)))
            .Where(p => p.Was != p.Now).OrderByDescending(p => Math.Abs(p.Now - p.Was)).ThenBy(p => p.Payer).Take(Most).ToList();
        var known = await db.PayersAsync(ct);
        var families = new List<FamilyComparison>();
        foreach (var (payer, cents, current) in old.Length == 0 ? [] : largest)
        {
            var own = Merge(await IssuedAsync(db, old, payer, ct), await NowAsync(db, run, first, payer, ct));
            families.Add(new FamilyComparison(payer, known.GetValueOrDefault(payer).Name ?? "", Euros.Of(cents), Euros.Of(current),
                Euros.Of(current - cents), Why(own)));
        }

        return (services, [.. families]);
    }

    /// <returns>Issued runs of the period before, and those of this very period that came earlier.</returns>
    internal static async Task<(Guid[] Before, Guid[] Already)> RunsAsync(BillingDb db, Run run, CancellationToken ct)
    {
        var issued = await db.Runs.AsNoTracking().Where(r => r.CashOffice == run.CashOffice && r.State == RunState.Issued && r.Id != run.Id)
            .Select(r => new { r.Id, r.From, r.Until, r.IssuedAt }).ToListAsync(ct);
        var before = issued.Where(r => r.Until < run.From).MaxBy(r => r.From);
        return (
            before is null ? [] : [.. issued.Where(r => r.From <= before.Until && r.Until >= before.From).Select(r => r.Id)],
            [.. issued.Where(r => r.From <= run.Until && r.Until >= run.From && (run.IssuedAt is null || r.IssuedAt < run.IssuedAt)).Select(r => r.Id)]);
    }

    private static async Task<List<Part>> NowAsync(BillingDb db, Run run, Guid[] first, Guid? payer, CancellationToken ct)
    {
        if (run.State == RunState.Issued)
        {
            return await IssuedAsync(db, [.. first, run.Id], payer, ct);
        }

        var (already, draft) = (await IssuedAsync(db, first, payer, ct), await DraftAsync(db, run, payer, ct));
        return [.. already.Concat(draft).GroupBy(p => p.Label).Select(g => new Part(g.Key, g.Sum(p => p.Count), g.Sum(p => p.Cents)))];
    }

    private static Task<Dictionary<Guid, long>> SumsAsync(BillingDb db, Guid[] runs, CancellationToken ct) =>
        db.Invoices.Where(i => runs.Contains(i.RunId!.Value)).GroupBy(i => i.Payer).Select(g => new { g.Key, Cents = g.Sum(i => i.Cents) })
            .ToDictionaryAsync(g => g.Key, g => g.Cents, ct);

    private static async Task<List<Part>> IssuedAsync(BillingDb db, Guid[] runs, Guid? payer, CancellationToken ct) => await (
        from l in db.BilledLines
        join i in db.Invoices on l.InvoiceId equals i.Id
        where runs.Contains(i.RunId!.Value) && (payer == null || i.Payer == payer)
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
