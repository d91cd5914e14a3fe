using Preau.Billing.Tariffs;
using Preau.Contracts.Api;

namespace Preau.Billing.Simulation;

/// <summary>The commune's prices of a day as a grid, pure: every figure comes from <see cref="Price"/>.</summary>
internal static class TariffGrid
{
    /// <param name="name">What a unit is called.</param>
    public static TariffsView Of(BillingRules rules, DateOnly on, Func<string, string?> name)
    {
        var open = rules.Tariffs.Where(t => t.Public && t.On(on) is not null).Select(t => (Tariff: t, Version: t.On(on)!)).ToList();
        var (columns, others) = (open.Where(t => Edges(t.Version, on) is not null).ToList(), open.Where(t => Edges(t.Version, on) is null).ToList());
        var edges = columns.SelectMany(c => Edges(c.Version, on)!).Distinct().Order().ToArray();
        var rows = edges.Select((from, i) =>
        {
            var below = i + 1 < edges.Length ? edges[i + 1] : (decimal?)null;
            return new GridRow(Figures.Bracket(from, below), from, below, [.. columns.Select(c => At(c, on, from, resident: true))]);
        }).ToList();
        var outside = columns.Any(c => FromElsewhere(c.Version, on));
        if (outside && columns.TrueForAll(c => At(c, on, 0, resident: false) == At(c, on, null, resident: false) || !FromElsewhere(c.Version, on)))
        {
            // One price whatever the quotient; where it follows the quotient, a sentence says how much more.
            rows.Add(new GridRow("Hors commune", null, null, [.. columns.Select(c => At(c, on, null, resident: false))]));
        }

        var coming = rules.Tariffs.Where(t => t.Public).SelectMany(t => t.Versions).Select(v => v.From).Where(d => d > on).Distinct().Order().ToArray();
        return new TariffsView(
            on, coming, [.. columns.Select(c => Sheet(c.Tariff, c.Version, name))], [.. rows], [.. others.Select(c => Sheet(c.Tariff, c.Version, name))],
            [.. open.SelectMany(t => SimulateMonth.Rows(t.Tariff, t.Version, on))],
            open.Exists(t => FromElsewhere(t.Version, on)));
    }

    internal static TariffSheet Sheet(Tariff tariff, TariffVersion version, Func<string, string?> name)
    {
        return new TariffSheet(
            tariff.Key, tariff.Label, [.. tariff.Units.Select(u => name(u) ?? u)], TariffWords.Price(version), [.. TariffWords.Conditions(version)],
            version.From, version.Until, version.Decision?.Words, version.Decision?.Url);
    }

    internal static decimal At((Tariff Tariff, TariffVersion Version) column, DateOnly on, decimal? quotient, bool resident)
    {
        var why = new Explanation();
        var price = PriceBase.Of(column.Version, new PriceFacts(on, quotient, resident), why);
        // Prices of a quarter of an hour keep their decimals: only a sum is rounded to the cent.
        return column.Version.IsTimed ? price : why.Round(price, column.Version).Amount;
    }

    // The quotients at which the price changes; null when it isn't by bracket.
    private static IEnumerable<decimal>? Edges(TariffVersion version, DateOnly on) => version switch
    {
        { Brackets: { Length: > 1 } brackets } => brackets.Select(b => b.From),
        { PercentOf.Base: { } other } when other.On(on)?.Brackets is { Length: > 1 } brackets => brackets.Select(b => b.From),
        _ => null,
    };

    private static bool FromElsewhere(TariffVersion version, DateOnly on) =>
        version.NonResident is not null || version.NonResidentPercent is not null || version.NonResidentAmount is not null
        || (version.PercentOf?.Base?.On(on) is { } other && FromElsewhere(other, on));
}
