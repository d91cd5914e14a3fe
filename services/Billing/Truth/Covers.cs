using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Coverages;
using Preau.Billing.Known;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Billing.Truth;

/// <summary>A third party's part of a household's line.</summary>
internal sealed record CoveredPart(Guid Payer, Wanted Wanted);

/// <summary>
/// Parts what months cost between households and the third parties that pay for them. A third party's part is a price of its own, so runs, corrections and
/// credit notes treat it as any other; it follows the household's months, and has none itself.
/// </summary>
internal sealed class Covers
{
    private readonly BillingDb _db;
    private readonly ILookup<Guid, Coverage> _agreements;
    private readonly Dictionary<Guid, string> _names;
    private readonly List<CurrentPrice> _rows;

    private Covers(BillingDb db, List<Coverage> agreements, Dictionary<Guid, string> names, List<CurrentPrice> rows) =>
        (_db, _agreements, _names, _rows) = (db, agreements.OrderBy(a => a.From).ThenBy(a => a.Id).ToLookup(a => a.Household), names, rows);

    /// <summary>Households whose months follow from one another: an agreement has a ceiling in all.</summary>
    public List<Guid> WithCeiling => [.. _agreements.Where(g => g.Any(a => a.TotalCents is not null)).Select(g => g.Key)];

    public static async Task<Covers> LoadAsync(BillingDb db, List<Guid> households, CancellationToken ct)
    {
        var agreements = await db.Coverages.AsNoTracking().Where(c => households.Contains(c.Household)).ToListAsync(ct);
        var (merged, there) = await MergedAsync(db, households, ct);
        agreements.AddRange(there);
        List<Guid> all = [.. households, .. merged.Except(households)];
        var rows = await db.Prices.BeyondReach().Where(p => p.Household != null && all.Contains(p.Household.Value)).ToListAsync(ct);
        var payers = agreements.Select(a => a.Payer).Distinct().ToList();
        var names = payers.Count == 0 ? [] : await db.KnownFamilies.AsNoTracking().BeyondReach()
            .Where(f => payers.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, f => f.Name, ct);
        return new Covers(db, agreements, names, rows);
    }

    // A file that was merged ends, not what was agreed for its children: it goes on where they are, from the day of the merge, within the same ceilings.
    private static async Task<(List<Guid> Merged, List<Coverage> There)> MergedAsync(BillingDb db, List<Guid> households, CancellationToken ct)
    {
        var files = await db.MergedInto(households).BeyondReach().ToListAsync(ct);
        var ids = files.ConvertAll(f => f.FamilyId);
        var there = ids.Count == 0 ? [] : await db.Coverages.AsNoTracking().Where(c => ids.Contains(c.Household)).ToListAsync(ct);
        foreach (var agreement in there)
        {
            var file = files.Find(f => f.FamilyId == agreement.Household)!;
            var children = await db.KnownChildren.AsNoTracking().BeyondReach().Where(c => c.FamilyId == file.MergedInto && c.CameFrom == file.FamilyId)
                .ToListAsync(ct);
            agreement.There = children.GroupBy(c => c.CameAs ?? c.ChildId).ToDictionary(g => g.Key, g => g.First().ChildId);
            (agreement.Household, agreement.Before) = (file.MergedInto!.Value, file.FamilyId);
        }

        return (ids, there);
    }

    /// <summary>What third parties pay of a household's lines as it stands.</summary>
    public IEnumerable<CurrentPrice> Of(Guid household) => _rows.Where(r => r.Household == household);

    /// <param name="months">First days of those being priced.</param>
    /// <param name="whole">Whole prices of all their lines.</param>
    /// <returns>The household's own parts, and those of third parties.</returns>
    public (IReadOnlyCollection<Wanted> Own, List<CoveredPart> Parts) Part(
        Guid household, IReadOnlySet<DateOnly> months, IReadOnlyCollection<Wanted> whole, BillingRules rules)
    {
        var agreements = _agreements[household].ToList();
        if (agreements.Count == 0)
        {
            return (whole, []);
        }

        var (own, parts) = (new List<Wanted>(), new List<CoveredPart>());
        var used = agreements.ToDictionary(a => a.Id, a => Paid(household, a, r => r.Date < months.Min()) + Before(a, r => true));
        foreach (var month in whole.GroupBy(w => FamilyMonth.Of(w.Date)).OrderBy(g => g.Key))
        {
            own.AddRange(month.Where(w => !MayBeCovered(w)));
            var lines = month.Where(MayBeCovered).OrderBy(w => w.Date).ThenBy(w => w.Child).ThenBy(w => w.Unit,
                StringComparer.Ordinal).ThenBy(w => w.Kind).ToList();
            var asked = CoverLines.Of(lines, rules, byChild: agreements.Exists(a => a.ChildId is not null || a.There is not null));
            var shares = Covering.Share(asked.ConvertAll(p => p.Part), agreements, a => used[a.Id] - Before(a, r => FamilyMonth.Of(r.Date) == month.Key),
                a => Before(a, r => FamilyMonth.Of(r.Date) == month.Key));
            for (var a = 0; a < agreements.Count; a++)
            {
                used[agreements[a].Id] += shares[a].Sum();
            }

            for (var i = 0; i < lines.Count; i++)
            {
                var taken = agreements.Select((a, n) => (Agreement: a, Cents: asked.Select((p, at) => p.Line == i ? shares[n][at] : 0).Sum()))
                    .Where(t => t.Cents != 0).ToList();
                own.Add(taken.Count == 0 ? lines[i] : OwnPart(lines[i], taken, parts));
            }
        }

        return (own, parts);
    }

    /// <summary>
    /// Of days that aren't booked yet, what the household would pay itself: by what bills them, beside
    /// what third parties pay already. A percentage of a month is rounded once, so
    /// these prices and the invoice may part by a cent.
    /// </summary>
    /// <returns>Cents, in the order of the lines.</returns>
    public long[] Own(Guid household, IReadOnlyList<CoverLine> lines)
    {
        var own = lines.Select(l => l.Cents).ToArray();
        var agreements = _agreements[household].ToList();
        if (agreements.Count == 0)
        {
            return own;
        }

        foreach (var month in lines.Select((l, i) => (Line: l, At: i)).GroupBy(l => FamilyMonth.Of(l.Line.Date)).OrderBy(g => g.Key))
        {
            var asked = month.ToList();
            var shares = Covering.Share([.. asked.Select(l => l.Line)], agreements,
                a => Paid(household, a, r => FamilyMonth.Of(r.Date) != month.Key) + Before(a, r => FamilyMonth.Of(r.Date) != month.Key),
                a => Paid(household, a, r => FamilyMonth.Of(r.Date) == month.Key) + Before(a, r => FamilyMonth.Of(r.Date) == month.Key));
            for (var i = 0; i < asked.Count; i++)
            {
                own[asked[i].At] -= shares.Sum(s => s[i]);
            }
        }

        return own;
    }

    /// <summary>Days on which what third parties pay of a day may change.</summary>
    public IEnumerable<DateOnly> Turns(Guid household, DateOnly from, DateOnly until) => _agreements[household]
        .SelectMany(a => a.Until is { } last && last < DateOnly.MaxValue ? [a.From, last.AddDays(1)] : new[] { a.From })
        .Concat(_agreements[household].Any(a => a.MonthCents is not null)
            ? Enumerable.Range(1, ((until.Year - from.Year) * 12) + until.Month - from.Month).Select(m => FamilyMonth.Of(from).AddMonths(m)) : []);

    private long Paid(Guid household, Coverage agreement, Func<CurrentPrice, bool> such) =>
        Of(household).Where(r => r.Payer == agreement.Payer && agreement.From <= r.Date
            && agreement.IsOf(r.ChildId) && such(r)).Sum(r => r.Cents);

    // What it paid in the file that was merged, by its children's names there.
    private long Before(Coverage agreement, Func<CurrentPrice, bool> such) => agreement.Before is not { } file ? 0
        : Of(file).Where(r => r.Payer == agreement.Payer && agreement.From <= r.Date
            && (agreement.ChildId is null || agreement.ChildId == r.ChildId) && such(r)).Sum(r => r.Cents);

    /// <summary>Writes the third parties' rows of the household's months and drops those that are no more.</summary>
    public async Task KeepAsync(Guid household, IReadOnlySet<DateOnly> months, List<CoveredPart> parts, CancellationToken ct)
    {
        var rows = Of(household).Where(r => months.Contains(FamilyMonth.Of(r.Date))).ToDictionary(r => (r.Payer, r.ChildId, r.Unit, r.Date, r.Kind));
        foreach (var (payer, want) in parts)
        {
            if (!rows.Remove((payer, want.Child, want.Unit, want.Date, want.Kind), out var row))
            {
                // The child's other household may have had this day before.
                row = await _db.Prices.FindAsync([_db.CurrentTenant, payer, want.Child, want.Unit, want.Date, want.Kind], ct);
                if (row is null)
                {
                    row = new CurrentPrice
                    {
                        Tenant = _db.CurrentTenant,
                        Payer = payer,
                        ChildId = want.Child,
                        Unit = want.Unit,
                        Date = want.Date,
                        Kind = want.Kind
                    };
                    _db.Prices.Add(row);
                    _rows.Add(row);
                }

                row.Household = household;
            }

            PriceMonths.Write(row, want);
        }

        foreach (var gone in rows.Values)
        {
            PriceMonths.Drop(_db, gone);
            if (gone.Billed == 0)
            {
                // The file that took this one over is priced next: what is no more leaves its part of the ceiling.
                _rows.Remove(gone);
            }
        }
    }

    // Who picks a child up late, or doesn't tell, pays that.
    private static bool MayBeCovered(Wanted line) => line is { Kind: PriceKind.Day or PriceKind.Month or PriceKind.Fee, Cents: not 0 };

    private Wanted OwnPart(Wanted whole, List<(Coverage Agreement, long Cents)> taken, List<CoveredPart> parts)
    {
        var (food, care) = (whole.FoodCents, whole.CareCents);
        var steps = new List<PriceStep>();
        // On its own invoice a household's cap stands with the child that the agreement names.
        foreach (var party in taken.GroupBy(t => (t.Agreement.Payer, Child: t.Agreement.ChildId ?? whole.Child)))
        {
            var cents = party.Sum(p => p.Cents);
            var (itsFood, itsCare) = (PartOf(whole.FoodCents, cents, whole.Cents), PartOf(whole.CareCents, cents, whole.Cents));
            (food, care) = (food - itsFood, care - itsCare);
            steps.Add(new PriceStep($"Pris en charge par {_names.GetValueOrDefault(party.Key.Payer) ?? "un tiers"}", Money(cents)));
            // Nothing of the household's means: who helps needs the price and its part.
            var why = new PriceWhy($"{Money(cents)} pris en charge sur {Money(whole.Cents)}.",
                [new PriceStep("Prix", Money(whole.Cents)), new PriceStep("Part prise en charge", Money(cents))]);
            parts.Add(new CoveredPart(party.Key.Payer,
                whole with { Child = party.Key.Child, Cents = cents, FoodCents = itsFood, CareCents = itsCare, Missing = null, Why = Why.Of(why) }));
        }

        var own = whole.Cents - taken.Sum(t => t.Cents);
        var before = Why.Read(whole.Why?.Text);
        var words = string.Join(", ", steps.Select(s => $"{s.Value} {char.ToLowerInvariant(s.Label[0])}{s.Label[1..]}"));
        var told = new PriceWhy($"{Money(own)} à votre charge, {words}. Prix entier{'\u00A0'}: {before.Sentence}",
            [.. before.Steps, .. steps, new PriceStep("À votre charge", Money(own))]);
        return whole with
        {
            Cents = own,
            FoodCents = food,
            CareCents = Math.Min(care, Math.Max(0, own - food)),
            CoveredCents = whole.Cents - own,
            Why = Why.Of(told)
        };
    }

    private static long PartOf(long cents, long part, long whole) => whole == 0 ? 0 : (long)decimal.Round((decimal)cents * part / whole, 0,
        MidpointRounding.AwayFromZero);

    private static string Money(long cents) => French.Price(cents / 100m);
}
