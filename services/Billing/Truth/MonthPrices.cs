using Preau.Billing.Cells;
using Preau.Billing.Known;
using Preau.Billing.Tariffs;
using Preau.Contracts;

namespace Preau.Billing.Truth;

/// <summary>A price as it should stand.</summary>
internal sealed record Wanted(
    Guid Child, string Unit, DateOnly Date, PriceKind Kind, long Cents, long FoodCents, long CareCents, string Label, string? Missing, string? CashOffice,
    decimal? Quotient, Why? Why)
{
    /// <summary>What third parties pay of it, not in <see cref="Cents"/>.</summary>
    public long CoveredCents { get; init; }
}

/// <summary>What the days of a payer's months cost and what the months charge besides, pure: cells, facts and rules in, prices out.</summary>
/// <param name="kept">Quotients of days that were billed and keep them.</param>
/// <param name="firstSince">The first charged day of a child (null: of the household) under a tariff since a day.</param>
internal sealed class MonthPrices(
    BillingRules rules, IEnumerable<KnownUnit> units, FamilyFacts facts, Func<Guid?, Tariff, DateOnly, DateOnly?> firstSince,
    IReadOnlyDictionary<(Guid, string, DateOnly), decimal?> kept)
{
    public const string TariffMissing = "Tarif non défini : ce jour n’a pas encore de prix";

    private readonly Dictionary<string, string> _labels =
        units.OrderBy(u => u.Service, StringComparer.Ordinal).GroupBy(u => u.Unit).ToDictionary(g => g.Key, g => g.First().LineLabel());

    private IReadOnlyList<Subscription>? _subscriptions;

    /// <param name="cells">All of the stale months, charged or not.</param>
    /// <param name="late">Late pick-ups of the whole school years around them.</param>
    /// <param name="months">First days of the stale months.</param>
    public IReadOnlyCollection<Wanted> Of(IReadOnlyCollection<Cell> cells, IReadOnlyCollection<Cell> late, IReadOnlySet<DateOnly> months)
    {
        var wanted = new List<Wanted>();
        foreach (var month in cells.Where(c => c.IsCharged).GroupBy(c => FamilyMonth.Of(c.Date)))
        {
            var placed = month.Select(c => new MonthCell(c.ChildId, c.Unit, c.Date, c.Late || c.Outcome == CellOutcome.PresentUnbooked)).ToList();
            var days = month.Select(c => Day(c, placed)).OfType<Wanted>().ToList();
            wanted.AddRange(days);
            var priced = days.Select(d => new MonthCell(d.Child, d.Unit, d.Date, false, d.Cents)).ToList();
            wanted.AddRange(PeriodsOf(month.Key, priced));
        }

        // Months of a package in which no day is charged.
        var served = cells.Where(c => c.IsCharged).Select(c => FamilyMonth.Of(c.Date)).ToHashSet();
        wanted.AddRange(months.Where(m => Subscriptions.Count > 0 && !served.Contains(m)).SelectMany(m => PeriodsOf(m, [])));

        wanted.AddRange(late.Where(l => months.Contains(FamilyMonth.Of(l.Date))).Select(l => Late(l, late)).OfType<Wanted>());
        return wanted;
    }

    public static long Cents(decimal euros) => (long)decimal.Round(euros * 100, 0, MidpointRounding.AwayFromZero);

    private IReadOnlyList<Subscription> Subscriptions => _subscriptions ??= facts.Enrolled?.Subscriptions(rules.Tariffs) ?? [];

    private IEnumerable<Wanted> PeriodsOf(DateOnly month, List<MonthCell> priced) =>
        rules.Tariffs.SelectMany(tariff => PeriodCharges.Of([tariff], new HouseholdMonth(
            month, priced, (child, day) => FactsOf(child, day) is { } known ? facts.Under(known, child, tariff, tariff.On(day)) : null, Subscriptions,
            firstSince)))
        .Select(Period);

    private PriceFacts? FactsOf(Guid child, DateOnly day) => facts.Of(child, day, hours: null, late: false);

    private Wanted? Day(Cell cell, List<MonthCell> month)
    {
        if (facts.Of(cell.ChildId, cell.Date, cell.Hours, cell.Late, cell.BilledPercent) is not { } day)
        {
            return null;
        }

        day = day with
        {
            Quotient = kept.TryGetValue((cell.ChildId, cell.Unit, cell.Date), out var billed) ? billed : day.Quotient,
            Unbooked = cell.Outcome == CellOutcome.PresentUnbooked,
            Absent = cell.Outcome == CellOutcome.AbsentBilled,
        };
        var tariff = rules.TariffOf(cell.Unit);
        if (tariff?.On(cell.Date) is not { } version)
        {
            return new Wanted(cell.ChildId, cell.Unit, cell.Date, PriceKind.Day, 0, 0, 0, LabelOf(cell.Unit, tariff), TariffMissing, tariff?.CashOffice,
                day.Quotient, null);
        }

        day = facts.Under(day, cell.ChildId, tariff, version);
        if (MonthContext.Reaches(version))
        {
            day = MonthContext.Place(day, cell.ChildId, tariff, month, child => facts.RankOn(child, cell.Date));
        }

        var priced = Price.Of(tariff.Label, version, day);
        var care = version.TaxCredit ? Math.Max(0, priced.Cents - priced.FoodCents - priced.ExtraCents) : 0;
        return new Wanted(
            cell.ChildId, cell.Unit, cell.Date, PriceKind.Day, priced.Cents, priced.FoodCents, care, LabelOf(cell.Unit, tariff), priced.Missing,
                tariff.CashOffice,
            day.Quotient, Why.Of(priced.Why));
    }

    // Its place among the rows is the tariff's own key: a month has no unit.
    private Wanted Period(PeriodCharge charge)
    {
        var tariff = rules.Tariffs.First(t => t.Key == charge.Tariff);
        var isMonth = charge.Kind == PeriodCharge.Month;
        var care = isMonth && tariff.On(charge.Date)?.TaxCredit == true ? charge.Cents - charge.FoodCents : 0;
        return new Wanted(
            charge.Child ?? Guid.Empty, charge.Key, charge.Date, isMonth ? PriceKind.Month : PriceKind.Fee, charge.Cents, charge.FoodCents, care,
                tariff.Label, charge.Missing,
            tariff.CashOffice, null, Why.Of(charge.Why));
    }

    private Wanted? Late(Cell cell, IReadOnlyCollection<Cell> all)
    {
        var tariff = rules.TariffOf(cell.Unit);
        if (tariff?.On(cell.Date) is not { LatePickUp: not null } version || !facts.Children.ContainsKey(cell.ChildId))
        {
            return null;
        }

        var priced = LatePickUpPrice.Of(cell, tariff, version, [.. all.Where(l => rules.TariffOf(l.Unit) == tariff)]);
        return priced is null ? null : new Wanted(
            cell.ChildId, cell.Unit, cell.Date, PriceKind.Late, Cents(priced.Amount), 0, 0, $"Retard au départ, {LabelOf(cell.Unit, tariff)}",
            null, tariff.CashOffice, null, Why.Of(priced.Why));
    }

    private string LabelOf(string unit, Tariff? tariff) => _labels.GetValueOrDefault(unit) ?? tariff?.Label ?? unit;
}
