using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Tariffs;

namespace Preau.Billing.Truth;

/// <summary>What prices need of one family, by day.</summary>
internal sealed record FamilyFacts(
    KnownFamily Family, IReadOnlyDictionary<Guid, KnownChild> Children, IReadOnlyList<KnownQuotient> Quotients, FactTimeline Dated,
    QuotientDate By = QuotientDate.Service, Enrolled? Enrolled = null)
{
    /// <returns>Null while the family isn't known.</returns>
    public static async Task<FamilyFacts?> LoadAsync(BillingDb db, Guid familyId, BillingRules rules, CancellationToken ct) =>
        (await LoadAsync(db, [familyId], rules, ct)).GetValueOrDefault(familyId);

    /// <summary>Of many families in as many queries as of one; those not known yet are left out.</summary>
    public static async Task<Dictionary<Guid, FamilyFacts>> LoadAsync(BillingDb db, IReadOnlyCollection<Guid> payers, BillingRules rules, CancellationToken ct)
    {
        var families = await db.KnownFamilies.AsNoTracking().Where(f => payers.Contains(f.FamilyId) && f.Version > 0).ToListAsync(ct);
        var children = (await db.KnownChildren.AsNoTracking().Where(c => payers.Contains(c.FamilyId)).ToListAsync(ct)).ToLookup(c => c.FamilyId);
        var quotients = (await db.KnownQuotients.AsNoTracking().Where(q => payers.Contains(q.FamilyId)).ToListAsync(ct)).ToLookup(q => q.FamilyId);
        var dated = (await db.FactVersions.AsNoTracking().Where(f => payers.Contains(f.FamilyId)).ToListAsync(ct)).ToLookup(f => f.FamilyId);
        var units = (await db.KnownUnits.AsNoTracking().ToListAsync(ct)).ToLookup(u => u.Unit, u => u.Service);
        var enrolled = await db.KnownEnrolments.AsNoTracking().Where(e => payers.Contains(e.FamilyId)).ToDictionaryAsync(e => e.FamilyId, e => e.Document, ct);
        return families.ToDictionary(f => f.FamilyId, f => new FamilyFacts(
            f, children[f.FamilyId].ToDictionary(c => c.ChildId), [.. quotients[f.FamilyId]], new FactTimeline(dated[f.FamilyId]), rules.QuotientDate,
            enrolled.TryGetValue(f.FamilyId, out var document) ? Known.Enrolled.Read(document, units) : null));
    }

    /// <summary>The one that makes the price of a day, by the council's rule.</summary>
    public KnownQuotient? QuotientOn(DateOnly service) => KnownQuotient.On(Quotients, BillingRules.QuotientDay(By, service));

    public int RankOn(Guid child, DateOnly day) => Dated.OfChild(child, day)?.Rank ?? (Children.TryGetValue(child, out var known) ? known.Rank : int.MaxValue);

    /// <summary>Days on which a price may become another by quotient or facts.</summary>
    public IEnumerable<DateOnly> Turns => Quotients.SelectMany(q => q.Until is { } last
        && last < DateOnly.MaxValue ? [q.From, last.AddDays(1)] : new[] { q.From })
        .Select(d => By == QuotientDate.Service ? d : d.Day == 1 ? d : new DateOnly(d.Year, d.Month, 1).AddMonths(1)).Concat(Dated.Turns);

    /// <summary>Completed with what the enrolments say, where the tariff asks for it and they are known.</summary>
    public PriceFacts Under(PriceFacts facts, Guid child, Tariff tariff, TariffVersion? version) =>
        Enrolled is null || version is null || !Known.Enrolled.Matters(version) ? facts
        : facts with
        {
            Occasional = version.Occasional is not null && Enrolled.IsOccasional(child, tariff, facts.Date),
            Enrolled = Enrolled.PlaceOf(child, tariff, facts.Date, c => RankOn(c, facts.Date)),
        };

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
