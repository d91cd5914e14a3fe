using Preau.Billing.Coverages;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;

namespace Preau.Billing.Truth;

/// <summary>Prices of all units for the children of a family over a period, the part it pays itself: a price only changes
/// with the tariff's versions, the quotient and agreements, so few days are worked out.</summary>
internal static class UnitPrices
{
    public static UnitPrice[] Of(FamilyFacts facts, BillingRules rules, Covers covers, DateOnly from, DateOnly until, DateOnly today)
    {
        var prices = new List<UnitPrice>();
        foreach (var unit in rules.Units.Order(StringComparer.Ordinal))
        {
            var tariff = rules.TariffOf(unit)!;
            var known = new Dictionary<Guid, At>();
            var hold = rules.HoldOf(unit)?.Rule;
            var printed = (hold?.Dates ?? []).SelectMany(d => new[] { d.From, d.Until.AddDays(1) });
            foreach (var day in Turns(tariff, [.. facts.Turns, .. covers.Turns(facts.Family.FamilyId, from, until), .. printed], from, until))
            {
                var changed = new Dictionary<At, List<Guid>>();
                foreach (var child in facts.Children.Keys)
                {
                    var at = PriceOn(tariff, facts, covers, child, day) with { PayBy = hold?.PrintedOn(day, today) };
                    if (!known.TryGetValue(child, out var before) || before != at)
                    {
                        known[child] = at;
                        (changed.TryGetValue(at, out var children) ? children : changed[at] = []).Add(child);
                    }
                }

                prices.AddRange(changed.Select(c => new UnitPrice(
                    unit, [.. c.Value], day, c.Key.Price, c.Key.Late, c.Key.Missing, c.Key.Covered, c.Key.PayBy is null ? hold?.Minutes : null, c.Key.PayBy)));
            }
        }

        return [.. prices];
    }

    private static At PriceOn(Tariff tariff, FamilyFacts facts, Covers covers, Guid child, DateOnly day)
    {
        var of = facts.Under(facts.Of(child, day, hours: null, late: false)!, child, tariff, tariff.On(day));
        var inTime = Price.Of(tariff, of);
        if (inTime is null)
        {
            return default;
        }

        decimal Own(decimal price) => covers.Own(facts.Family.FamilyId, [new CoverLine(child, day, tariff.Key, MonthPrices.Cents(price))])[0] / 100m;
        var own = Own(inTime.Amount);
        return new At(own, tariff.On(day)!.Late is null ? own : Own(Price.Of(tariff, of with { Late = true })!.Amount), inTime.Missing, inTime.Amount - own);
    }

    // The days on which a price may become another.
    private static IEnumerable<DateOnly> Turns(Tariff tariff, List<DateOnly> more, DateOnly from, DateOnly until)
    {
        var bases = tariff.Versions.Select(v => v.PercentOf?.Base).OfType<Tariff>();
        var versions = bases.Prepend(tariff).SelectMany(t => t.Versions).Select(v => (v.From, v.Until));
        // A day outside the child's own, an outing: such a price may turn with each day.
        var daily = tariff.Versions.Any(v => v.Occasional is not null || v.DaySupplements is { Length: > 0 })
            ? Enumerable.Range(1, until.DayNumber - from.DayNumber).Select(from.AddDays) : [];
        return versions.SelectMany(p => p.Until is { } last && last < DateOnly.MaxValue ? [p.From, last.AddDays(1)] : new[] { p.From }).Concat(more)
            .Concat(daily)
            .Where(d => d > from && d <= until).Append(from).Distinct().Order();
    }

    private readonly record struct At(decimal? Price, decimal? Late, string? Missing, decimal Covered, DateOnly? PayBy = null);
}
