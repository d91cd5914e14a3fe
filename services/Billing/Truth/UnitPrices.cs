using Preau.Billing.Tariffs;
using Preau.Contracts.Api;

namespace Preau.Billing.Truth;

/// <summary>Prices of all units for the children of a family over a period: a price only changes with the tariff's versions and the quotient, so few days are worked out.</summary>
internal static class UnitPrices
{
    public static UnitPrice[] Of(FamilyFacts facts, BillingRules rules, DateOnly from, DateOnly until)
    {
        var prices = new List<UnitPrice>();
        foreach (var unit in rules.Units.Order(StringComparer.Ordinal))
        {
            var tariff = rules.TariffOf(unit)!;
            var known = new Dictionary<Guid, At>();
            foreach (var day in Turns(tariff, facts, from, until))
            {
                var changed = new Dictionary<At, List<Guid>>();
                foreach (var child in facts.Children.Keys)
                {
                    var at = PriceOn(tariff, facts, child, day);
                    if (!known.TryGetValue(child, out var before) || before != at)
                    {
                        known[child] = at;
                        (changed.TryGetValue(at, out var children) ? children : changed[at] = []).Add(child);
                    }
                }

                prices.AddRange(changed.Select(c => new UnitPrice(unit, [.. c.Value], day, c.Key.Price, c.Key.Late, c.Key.Missing)));
            }
        }

        return [.. prices];
    }

    private static At PriceOn(Tariff tariff, FamilyFacts facts, Guid child, DateOnly day)
    {
        var of = facts.Under(facts.Of(child, day, hours: null, late: false)!, child, tariff, tariff.On(day));
        var inTime = Price.Of(tariff, of);
        return inTime is null ? default
            : new At(inTime.Amount, tariff.On(day)!.Late is null ? inTime.Amount : Price.Of(tariff, of with { Late = true })!.Amount,
                inTime.Missing);
    }

    // The days on which a price may become another.
    private static IEnumerable<DateOnly> Turns(Tariff tariff, FamilyFacts facts, DateOnly from, DateOnly until)
    {
        var bases = tariff.Versions.Select(v => v.PercentOf?.Base).OfType<Tariff>();
        var versions = bases.Prepend(tariff).SelectMany(t => t.Versions).Select(v => (v.From, v.Until));
        // A day outside the child's own, an outing: such a price may turn with each day.
        var daily = tariff.Versions.Any(v => v.Occasional is not null || v.DaySupplements is { Length: > 0 })
            ? Enumerable.Range(1, until.DayNumber - from.DayNumber).Select(from.AddDays) : [];
        return versions.SelectMany(p => p.Until is { } last && last < DateOnly.MaxValue ? [p.From, last.AddDays(1)] : new[] { p.From }).Concat(facts.Turns).Concat(daily)
            .Where(d => d > from && d <= until).Append(from).Distinct().Order();
    }

    private readonly record struct At(decimal? Price, decimal? Late, string? Missing);
}
