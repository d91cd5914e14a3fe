using Microsoft.EntityFrameworkCore;
using Preau.Billing.Tariffs;

namespace Preau.Billing.Invoicing;

/// <param name="Corrections">Lines that change something billed before.</param>
internal sealed record DraftPayer(Guid Payer, string Name, bool Mail, DraftKind Kind, long Cents, int Lines, int Corrections);

/// <summary>
/// The draft of a run: nothing but what prices and lines say now, one row for each payer. So it is never behind, and made again without trace.
/// </summary>
internal static class RunDraft
{
    public static async Task<List<DraftPayer>> DraftAsync(this BillingDb db, Run run, BillingRules rules, CancellationToken ct)
    {
        var sums = await db.Prices.Where(p => p.CashOffice == run.CashOffice && p.Date <= run.Until && p.Open != 0).GroupBy(p => p.Payer)
            .Select(g => new { g.Key, Cents = g.Sum(p => p.Open), Lines = g.Count(), Corrections = g.Count(p => p.Billed != 0) }).ToListAsync(ct);
        var names = await db.PayersAsync(ct);
        var office = rules.CashOffices.GetValueOrDefault(run.CashOffice);
        return [.. sums.Select(s => names.TryGetValue(s.Key, out var known)
                ? new DraftPayer(s.Key, known.Name, known.HasMail, IssueInvoice.KindOf(s.Cents, office, known.HasAddress), s.Cents, s.Lines, s.Corrections)
                : new DraftPayer(s.Key, "", false, DraftKind.Blocked, s.Cents, s.Lines, s.Corrections))
            .OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Payer)];
    }

    public static async Task<Dictionary<Guid, (string Name, bool HasMail, bool HasAddress)>> PayersAsync(this BillingDb db, CancellationToken ct) =>
        (await db.KnownFamilies.AsNoTracking().Where(f => f.Version > 0).ToListAsync(ct)).ToDictionary(f => f.FamilyId, f => (f.Name, f.HasMail, f.HasAddress));

    /// <summary>Months still to be priced before the draft is whole.</summary>
    public static Task<int> PricingAsync(this BillingDb db, DateOnly until, CancellationToken ct) =>
        db.Months.CountAsync(m => m.Stale != 0 && m.Month <= until, ct);
}
