using System.Globalization;
using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using MonthCell = Preau.Billing.Tariffs.MonthCell;

namespace Preau.Billing.Simulation;

/// <summary>So many days of a tariff in a month, for a child of that rank.</summary>
internal sealed record SimulatedItem(Tariff Tariff, int Rank, bool PackedLunch, int Days)
{
    public const string Lunch = "pai";

    public string Key => PackedLunch ? $"{Tariff.Key}:{Lunch}" : Rank > 1 ? $"{Tariff.Key}:{Rank}" : Tariff.Key;

    /// <summary>"repas*11", "repas:pai*7", "alsh:2*2"; null when it can't be read, or a tariff that is unknown (then <paramref name="unknown"/>).</summary>
    public static SimulatedItem? Read(string text, BillingRules rules, out bool unknown)
    {
        unknown = false;
        var (name, count) = text.Split('*') is [var left, var right] ? (left.Split(':'), right) : ([], "");
        if (name.Length is < 1 or > 2 || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var days) || days > 99)
        {
            return null;
        }

        var rank = 1;
        if (name.Length == 2 && name[1] != Lunch && (!int.TryParse(name[1], NumberStyles.None, CultureInfo.InvariantCulture, out rank) || rank is < 1 or > 20))
        {
            return null;
        }

        var tariff = rules.Tariffs.FirstOrDefault(t => t.Public && t.Key == name[0]);
        unknown = tariff is null;
        return tariff is null ? null : new SimulatedItem(tariff, rank, name is [_, Lunch], days);
    }
}

/// <summary>What a month of days costs, by the very functions that bill: <see cref="Price"/>,
/// <see cref="MonthContext"/>, <see cref="PeriodCharges"/>.</summary>
internal static class SimulateMonth
{
    /// <summary>What can be counted of a tariff: ranks and packed lunches where they make a price of their own.</summary>
    public static IEnumerable<SimulatorRow> Rows(Tariff tariff, TariffVersion version, DateOnly on)
    {
        var help = version.Per == PricePer.Month
            ? "forfait du mois"
            : version.Per == PricePer.Year ? "forfait de l’année"
            : version.IsTimed ? "jours, à la durée prévue"
            : null;
        if (version.Contract is not null)
        {
            yield break;
        }

        var ranks = version.SiblingDiscounts is { Length: > 0 } discounts ? discounts.Length + 1 : version.ByChildren?.Length ?? 1;
        for (var rank = 1; rank <= Math.Min(ranks, 4); rank++)
        {
            var item = new SimulatedItem(tariff, rank, false, 1);
            yield return new SimulatorRow(item.Key, Label(item, ranks > 1), help);
        }

        if (version.PackedLunch is not null)
        {
            var item = new SimulatedItem(tariff, 1, true, 1);
            yield return new SimulatorRow(item.Key, Label(item, false), "repas fourni par la famille");
        }
    }

    public static PriceSimulation Of(BillingRules rules, IReadOnlyList<SimulatedItem> items, decimal? quotient, bool resident, DateOnly on)
    {
        var month = new DateOnly(on.Year, on.Month, 1);
        var (lines, cells, missing) = (new List<SimulationLine>(), new List<(SimulatedItem Item, MonthCell Cell)>(), (string?)null);
        foreach (var item in items.Where(i => i.Tariff.On(on) is not null))
        {
            // A day is a day under the prices of "on", whatever the calendar: the month only counts them.
            cells.AddRange(Enumerable.Range(0, item.Days)
                .Select(d => (item, new MonthCell(ChildOf(item), item.Tariff.Units[0], month.AddDays(d % month.AddMonths(1).AddDays(-1).Day)))));
        }

        var all = cells.Select(c => c.Cell).ToList();
        var priced = new List<MonthCell>();
        foreach (var group in cells.GroupBy(c => c.Item))
        {
            var version = group.Key.Tariff.On(on)!;
            var prices = group.Select(c =>
                Price.Of(group.Key.Tariff.Label, version,
                    MonthContext.Place(FactsOf(group.Key, c.Cell.Date, quotient, resident, on), c.Cell.Child, group.Key.Tariff, all, RankOf)))
                .ToList();
            priced.AddRange(group.Zip(prices, (c, p) => c.Cell with { Cents = p.Cents }));
            if (prices.Count > 0 && !version.IsPackage)
            {
                missing ??= prices[0].Missing;
                var same = prices.TrueForAll(p => p.Amount == prices[0].Amount);
                lines.Add(new SimulationLine(group.Key.Key, Label(group.Key, HasRanks(version)), prices.Count, same ? prices[0].Amount : null,
                    prices.Sum(p => p.Amount), prices[0].Why.Sentence));
            }
        }

        var household = new HouseholdMonth(
            month, priced, (child, day) => cells.Find(c => c.Cell.Child == child) is { Item: { } item } ? FactsOf(item, day, quotient, resident, on) : null, [],
            (child, tariff, _) => priced.Where(c => child is null || c.Child == child).Select(c => (DateOnly?)c.Date).Min());
        foreach (var charge in PeriodCharges.Of(items.Select(i => i.Tariff).Distinct().Select(t => Frozen(t, on)), household))
        {
            missing ??= charge.Missing;
            var label = items.First(i => i.Tariff.Key == charge.Tariff).Tariff.Label;
            lines.Add(new SimulationLine(charge.Key,
                charge.Kind == PeriodCharge.Fee ? $"{label}, droit d’inscription" : charge.Cents < 0 ? $"{label}, plafond" : $"{label}, forfait", 1, null,
                charge.Cents / 100m, charge.Why.Sentence));
        }

        return new PriceSimulation(on, quotient, resident, [.. lines], lines.Sum(l => l.Amount), missing);
    }

    // The day's version, for every day of the month.
    private static Tariff Frozen(Tariff tariff, DateOnly on) =>
        tariff.On(on) is { } version ? tariff with { Versions = [version with { From = DateOnly.MinValue, Until = null }] } : tariff;

    private static PriceFacts FactsOf(SimulatedItem item, DateOnly day, decimal? quotient, bool resident, DateOnly on) => new(
        // A part of another tariff is looked up by the day; a supplement of a date isn't simulated.
        item.Tariff.On(on)?.PercentOf is null ? day : on, quotient, resident, item.Rank, item.PackedLunch)
    { Children = item.Rank };

    private static bool HasRanks(TariffVersion version) => version.SiblingDiscounts is { Length: > 0 } || version.ByChildren is { Length: > 1 };

    private static string Label(SimulatedItem item, bool ranks) =>
        item.PackedLunch
            ? $"{item.Tariff.Label}, panier-repas (PAI)"
            : !ranks ? item.Tariff.Label
            : $"{item.Tariff.Label}, {(item.Rank == 1 ? "1er" : $"{item.Rank}e")} enfant";

    // A child for each rank, and another with a packed lunch.
    private static Guid ChildOf(SimulatedItem item) => new(item.Rank, 0, (short)(item.PackedLunch ? 1 : 0), new byte[8]);

    private static int RankOf(Guid child) => BitConverter.ToInt32(child.ToByteArray());
}
