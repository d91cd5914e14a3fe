using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Tariffs;

namespace Preau.Billing.Truth;

/// <summary>What prices need of one family, by day.</summary>
internal sealed record FamilyFacts(
    KnownFamily Family, IReadOnlyDictionary<Guid, KnownChild> Children, IReadOnlyList<KnownQuotient> Quotients, FactTimeline Dated,
    QuotientDate By = QuotientDate.Service)
{
    /// <returns>Null while the family isn't known.</returns>
    public static async Task<FamilyFacts?> LoadAsync(BillingDb db, Guid familyId, BillingRules rules, CancellationToken ct)
    {
        var family = await db.KnownFamilies.AsNoTracking().SingleOrDefaultAsync(f => f.FamilyId == familyId && f.Version > 0, ct);
        return family is null ? null : new(
            family,
            await db.KnownChildren.AsNoTracking().Where(c => c.FamilyId == familyId).ToDictionaryAsync(c => c.ChildId, ct),
            await db.KnownQuotients.AsNoTracking().Where(q => q.FamilyId == familyId).ToListAsync(ct),
            new FactTimeline(await db.FactVersions.AsNoTracking().Where(f => f.FamilyId == familyId).ToListAsync(ct)),
            rules.QuotientDate);
    }

    /// <summary>The one that makes the price of a day, by the council's rule.</summary>
    public KnownQuotient? QuotientOn(DateOnly service)
    {
        var day = BillingRules.QuotientDay(By, service);
        foreach (var quotient in Quotients)
        {
            if (quotient.IsValidOn(day))
            {
                return quotient;
            }
        }

        return null;
    }

    public int RankOn(Guid child, DateOnly day) => Dated.OfChild(child, day)?.Rank ?? (Children.TryGetValue(child, out var known) ? known.Rank : int.MaxValue);

    /// <summary>Days on which a price may become another by quotient or facts.</summary>
    public IEnumerable<DateOnly> Turns => Quotients.SelectMany(q => q.Until is { } last
        && last < DateOnly.MaxValue ? [q.From, last.AddDays(1)] : new[] { q.From })
        .Select(d => By == QuotientDate.Service ? d : d.Day == 1 ? d : new DateOnly(d.Year, d.Month, 1).AddMonths(1)).Concat(Dated.Turns);

    public bool ResidentOn(DateOnly day) => Dated.On(day)?.Resident ?? Family.Resident;

    /// <summary>Null when the child isn't known in this household.</summary>
    public PriceFacts? Of(Guid child, DateOnly date, decimal? hours, bool late, int? percent = null)
    {
        if (!Children.TryGetValue(child, out var known))
        {
            return null;
        }

        var facts = Dated.OfChild(child, date);
        var household = Dated.On(date);
        return new PriceFacts(
            date, QuotientOn(date)?.Value, ResidentOn(date), facts?.Rank ?? known.Rank, facts?.PackedLunch ?? known.PackedLunch, hours, late, percent)
        {
            Category = household?.Categories.FirstOrDefault(),
            Children = household?.Children.Length,
        };
    }
}
