using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Tariffs;

namespace Preau.Billing.Charges;

/// <summary>What prices need of one family.</summary>
internal sealed record FamilyFacts(KnownFamily Family, IReadOnlyDictionary<Guid, KnownChild> Children, IReadOnlyList<KnownQuotient> Quotients)
{
    public static async Task<FamilyFacts?> LoadAsync(BillingDb db, Guid familyId, CancellationToken ct)
    {
        var family = await db.KnownFamilies.AsNoTracking().SingleOrDefaultAsync(f => f.FamilyId == familyId && f.Version > 0, ct);
        return family is null ? null : await LoadAsync(db, family, ct);
    }

    public static async Task<FamilyFacts> LoadAsync(BillingDb db, KnownFamily family, CancellationToken ct) => new(
        family,
        await db.KnownChildren.AsNoTracking().Where(c => c.FamilyId == family.FamilyId).ToDictionaryAsync(c => c.ChildId, ct),
        await db.KnownQuotients.AsNoTracking().Where(q => q.FamilyId == family.FamilyId).ToListAsync(ct));

    /// <summary>Every family of the tenant, in three queries.</summary>
    public static async Task<IReadOnlyDictionary<Guid, FamilyFacts>> LoadAllAsync(BillingDb db, CancellationToken ct)
    {
        var families = await db.KnownFamilies.AsNoTracking().Where(f => f.Version > 0).ToListAsync(ct);
        var children = (await db.KnownChildren.AsNoTracking().ToListAsync(ct)).ToLookup(c => c.FamilyId);
        var quotients = (await db.KnownQuotients.AsNoTracking().ToListAsync(ct)).ToLookup(q => q.FamilyId);
        return families.ToDictionary(f => f.FamilyId, f => new FamilyFacts(f, children[f.FamilyId].ToDictionary(c => c.ChildId), [.. quotients[f.FamilyId]]));
    }

    public KnownQuotient? QuotientOn(DateOnly day)
    {
        foreach (var quotient in Quotients)
        {
            if (quotient.IsValidOn(day))
            {
                return quotient;
            }
        }

        return null;
    }

    /// <summary>Null when the child isn't known in this household.</summary>
    public PriceFacts? Of(Guid child, DateOnly date, decimal? hours, bool late, int? percent = null) => Children.TryGetValue(child, out var known)
        ? new PriceFacts(date, QuotientOn(date)?.Value, Family.Resident, known.Rank, known.PackedLunch, hours, late, percent)
        : null;
}
