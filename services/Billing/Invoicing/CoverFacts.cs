using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Ledger;
using Preau.Contracts.Api;

namespace Preau.Billing.Invoicing;

/// <summary>What invoices say of third parties: to a household what others pay of the period, to a third party whose children they are.</summary>
internal sealed class CoverFacts
{
    private readonly ILookup<Guid, CoveredSum> _sums;
    private readonly Dictionary<Guid, string?> _references;

    private CoverFacts(ILookup<Guid, CoveredSum> sums, Dictionary<Guid, string?> references, List<(Guid, KnownChild)> children) =>
        (_sums, _references, Children) = (sums, references, children);

    /// <summary>Children by third party.</summary>
    public List<(Guid Payer, KnownChild Child)> Children { get; }

    public CoveredSum[]? SumsOf(Guid household) => _sums.Contains(household) ? [.. _sums[household]] : null;

    public string? ReferenceOf(Guid payer) => _references.GetValueOrDefault(payer);

    public static async Task<CoverFacts> LoadAsync(BillingDb db, Run run, List<Guid> payers, CancellationToken ct)
    {
        var references = await db.ThirdParties.AsNoTracking().Where(t => payers.Contains(t.Id)).ToDictionaryAsync(t => t.Id, t => t.Reference, ct);
        var parts = await (
            from p in db.Prices.AsNoTracking()
            where p.Household != null && payers.Contains(p.Household.Value) && p.CashOffice == run.CashOffice && p.Date >= run.From
                && p.Date <= run.Until && p.Cents != 0
            group p.Cents by new { Household = p.Household!.Value, p.Payer, p.ChildId, p.Label } into g
            select new
            {
                g.Key,
                Count = g.Count(),
                Cents = g.Sum(),
                Name = db.KnownFamilies.Where(f => f.FamilyId == g.Key.Payer).Select(f => f.Name).FirstOrDefault(),
                Child = db.KnownChildren.Where(c => c.FamilyId == g.Key.Household && c.ChildId == g.Key.ChildId).Select(c => c.FirstName).FirstOrDefault(),
            }).ToListAsync(ct);
        return new CoverFacts(
            parts.OrderBy(p => p.Name, StringComparer.Ordinal).ThenBy(p => p.Child, StringComparer.Ordinal).ThenBy(p => p.Key.Label, StringComparer.Ordinal)
                .ToLookup(p => p.Key.Household, p => new CoveredSum(p.Name ?? "", p.Child, p.Key.Label, p.Count, Euros.Of(p.Cents))),
            references, references.Count == 0 ? [] : await ChildrenAsync(db, [.. references.Keys], ct));
    }

    /// <summary>Of the households whose part a third party takes; a child that went from one to another is one.</summary>
    public static async Task<List<(Guid Payer, KnownChild Child)>> ChildrenAsync(BillingDb db, List<Guid> thirdParties, CancellationToken ct) =>
        [.. (await (
            from p in db.Prices
            where thirdParties.Contains(p.Payer) && p.Household != null
            select new { p.Payer, Household = p.Household!.Value, p.ChildId }).Distinct()
            .Join(db.KnownChildren, p => new { FamilyId = p.Household, p.ChildId }, c => new { c.FamilyId, c.ChildId }, (p, c) => new { p.Payer, Child = c })
            .AsNoTracking().ToListAsync(ct)).Select(r => (r.Payer, r.Child)).DistinctBy(r => (r.Payer, r.Child.ChildId))];
}
