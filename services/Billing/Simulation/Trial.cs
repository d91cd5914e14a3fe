using Preau.Billing.Tariffs;
using Preau.Contracts.Api;
using MonthCell = Preau.Billing.Tariffs.MonthCell;

namespace Preau.Billing.Simulation;

/// <summary>A charged day of the period on trial.</summary>
internal readonly record struct TrialDay(
    Guid Payer, Guid Child, string Unit, DateOnly Date, decimal? Hours, bool Late, int? Percent, bool Unbooked, bool Absent);

/// <summary>
/// A draft on real days beside the version in force: sums while the days stream by, one small row a family and a few hundred prices kept, so that memory
/// does not grow with the days. Both versions price every day of the period, whatever their own dates.
/// </summary>
internal sealed class Trial
{
    private readonly Tariff _tariff;
    private readonly (Tariff Before, Tariff After) _versions;
    private readonly DateOnly _anyDay;
    private readonly decimal[] _edges;
    private readonly Dictionary<PriceFacts, Sums> _prices = [];
    private readonly Dictionary<string, Band> _bands = [];
    private readonly Dictionary<string, (int Days, long Before, long After)> _conditions = [];
    private readonly HashSet<int> _months = [];
    private int _month;

    /// <param name="today">Of which the base of a percentage is taken.</param>
    public Trial(Tariff tariff, TariffVersion before, TariffVersion after, DateOnly today)
    {
        (_tariff, _anyDay) = (tariff, today);
        _versions = (Always(tariff, before, today), Always(tariff, after, today));
        NeedsDates = before.DaySupplements is not null || after.DaySupplements is not null;
        // Prices that hang on the month are worked out month by month; the rest day by day.
        NeedsMonths = MonthContext.Reaches(before) || MonthContext.Reaches(after);
        var brackets = after.Brackets ?? after.PercentOf?.Base?.On(today)?.Brackets ?? before.Brackets ?? before.PercentOf?.Base?.On(today)?.Brackets;
        _edges = brackets is null ? [0, 501, 801, 1201, 1801] : [.. brackets.Select(b => b.From)];
    }

    public bool NeedsMonths { get; }

    /// <summary>Two days that are alike in all else may differ in price.</summary>
    public bool NeedsDates { get; }

    public int Days { get; private set; }

    public int Months => _months.Count;

    /// <summary>A household's month, when one does.</summary>
    public void Add(
        TrialHousehold family, DateOnly month, IReadOnlyList<(TrialDay Day, PriceFacts Facts)> days, Func<Guid, DateOnly, PriceFacts?> factsOf,
            Func<Guid, int> rank)
    {
        var cells = days.Select(d => new MonthCell(d.Day.Child, d.Day.Unit, d.Day.Date, d.Day.Late || d.Day.Unbooked)).ToList();
        var (before, after) = (new List<MonthCell>(cells.Count), new List<MonthCell>(cells.Count));
        foreach (var child in cells.GroupBy(c => c.Child))
        {
            family.Begins(child.Key, child.Min(c => c.Date));
        }

        for (var i = 0; i < days.Count; i++)
        {
            var facts = MonthContext.Place(days[i].Facts, days[i].Day.Child, _tariff, cells, rank);
            var sums = Of(facts);
            Count(days[i].Day, family, Place(days[i].Day, facts, sums));
            before.Add(cells[i] with { Cents = sums.Before });
            after.Add(cells[i] with { Cents = sums.After });
        }

        Besides(_versions.Before, before, isAfter: false);
        Besides(_versions.After, after, isAfter: true);

        void Besides(Tariff tariff, List<MonthCell> priced, bool isAfter)
        {
            foreach (var charge in PeriodCharges.Of([tariff], new HouseholdMonth(month, priced, factsOf, [], family.FirstSince)))
            {
                var facts = charge.Child is { } child ? factsOf(child, month) : days[0].Facts;
                Into(At(BandOf(facts ?? days[0].Facts)), family, 0, isAfter ? 0 : charge.Cents, isAfter ? charge.Cents : 0);
            }
        }
    }

    /// <summary>What another one counted of other households.</summary>
    public void Add(Trial other)
    {
        Days += other.Days;
        _months.UnionWith(other._months);
        foreach (var (label, band) in other._bands)
        {
            At((label, band.From)).Add(band);
        }

        foreach (var (label, (days, before, after)) in other._conditions)
        {
            var own = _conditions.GetValueOrDefault(label);
            _conditions[label] = (own.Days + days, own.Before + before, own.After + after);
        }
    }

    public TrialView View(IReadOnlyCollection<TrialHousehold> families, DateOnly from, DateOnly until, long milliseconds)
    {
        var order = new[] { Missing, Outside, Lunch };
        var known = families.Where(f => f.Days > 0).ToList();
        return new TrialView(
            from, until, Days, Months, known.Count, Euros(known.Sum(f => f.Before)), Euros(known.Sum(f => f.After)),
            known.Count(f => f.After > f.Before), known.Count(f => f.After < f.Before), known.Count(f => f.After == f.Before),
            [.. _bands.OrderBy(b => Array.IndexOf(order, b.Key)).ThenBy(b => b.Value.From)
                .Select(b => new TrialBand(b.Key, b.Value.Days, b.Value.Families, Euros(b.Value.Before), Euros(b.Value.After)))],
            [.. known.GroupBy(f => Math.Min(f.ChildrenSeen, 3)).OrderBy(g => g.Key)
                .Select(g => Group(g.Key switch { 1 => "1 enfant", 2 => "2 enfants", _ => "3 enfants et plus" }, g))],
            [.. known.GroupBy(f => f.Resident).OrderByDescending(g => g.Key).Select(g => Group(g.Key ? "Commune" : "Hors commune", g))],
            [.. _conditions.OrderBy(c => c.Key, StringComparer.Ordinal)
                .Select(c => new TrialCondition(c.Key, c.Value.Days, Euros(c.Value.Before), Euros(c.Value.After)))],
            [.. known.Where(f => f.After > f.Before).OrderByDescending(f => f.After - f.Before).ThenBy(f => f.Number, StringComparer.Ordinal).Take(20)
                .Select(f => new TrialFamily(f.Number, f.Quotient, f.Resident, f.ChildrenSeen, Euros(f.Before), Euros(f.After)))],
            milliseconds);
    }

    private const string Missing = "Quotient non fourni";
    private const string Outside = "Hors commune";
    private const string Lunch = "Paniers-repas (PAI)";

    private static TrialGroup Group(string label, IEnumerable<TrialHousehold> families) =>
        new(label, families.Count(), families.Count(f => f.After > f.Before), Euros(families.Sum(f => f.Before)), Euros(families.Sum(f => f.After)));

    private Sums Of(PriceFacts real)
    {
        // Only supplements of a day need the real date: without them a few hundred prices serve all days.
        var facts = NeedsDates ? real : real with { Date = _anyDay };
        if (!_prices.TryGetValue(facts, out var sums))
        {
            var (before, after) = (Price.Of(_versions.Before, facts)!, Price.Of(_versions.After, facts)!);
            sums = new Sums(before.Cents, after.Cents, before.ExtraCents, after.ExtraCents);
            _prices.Add(facts, sums);
        }

        return sums;
    }

    /// <summary>What a day comes to, for it and all that are alike.</summary>
    public Placed Place(TrialDay day, PriceFacts facts) => Place(day, facts, Of(facts));

    public void Count(TrialDay day, TrialHousehold family, Placed placed)
    {
        Days++;
        if (day.Date.Year * 12 + day.Date.Month is var month && month != _month)
        {
            _months.Add(_month = month);
        }

        family.Saw(day.Child);
        Into(placed.Band, family, 1, placed.Sums.Before, placed.Sums.After);
        if (placed.Condition is { } condition)
        {
            var (days, before, after) = _conditions.GetValueOrDefault(condition);
            _conditions[condition] = (days + 1, before + placed.Sums.ExtraBefore, after + placed.Sums.ExtraAfter);
        }
    }

    private Placed Place(TrialDay day, PriceFacts facts, Sums sums) => new(
        sums, At(BandOf(facts)), day.Unbooked ? "Sans réservation" : day.Late ? "Réservé en retard" : day.Absent ? "Absence facturée" : null);

    private Band At((string Label, decimal From) place)
    {
        if (!_bands.TryGetValue(place.Label, out var band))
        {
            _bands.Add(place.Label, band = new Band(place.From));
        }

        return band;
    }

    private static void Into(Band band, TrialHousehold family, int days, long before, long after)
    {
        band.Add(family.Index, days, before, after);
        family.Add(days, before, after);
    }

    private (string Label, decimal From) BandOf(PriceFacts facts)
    {
        if (facts.PackedLunch && (_versions.Before.Versions[0].PackedLunch ?? _versions.After.Versions[0].PackedLunch) is not null)
        {
            return (Lunch, 0);
        }

        if (!facts.Resident)
        {
            return (Outside, 0);
        }

        if (facts.Quotient is not { } quotient)
        {
            return (Missing, 0);
        }

        var at = Math.Max(0, Array.FindLastIndex(_edges, e => e <= quotient));
        return (_labels[at] ??= Figures.Bracket(_edges[at], at + 1 < _edges.Length ? _edges[at + 1] : null), _edges[at]);
    }

    private readonly string?[] _labels = new string?[64];

    private static Tariff Always(Tariff tariff, TariffVersion version, DateOnly today)
    {
        var part = version.PercentOf;
        if (part?.Base is { } other)
        {
            part = part with { Base = Always(other, other.On(today) ?? other.Versions[^1], today) };
        }

        return tariff with { Versions = [version with { From = DateOnly.MinValue, Until = null, PercentOf = part }], Draft = null };
    }

    private static decimal Euros(long cents) => cents / 100m;

    internal readonly record struct Placed(Sums Sums, Band Band, string? Condition);

    internal readonly record struct Sums(long Before, long After, long ExtraBefore, long ExtraAfter);

    internal sealed class Band(decimal from)
    {
        private readonly HashSet<int> _families = [];

        public decimal From => from;

        public int Days { get; private set; }

        public int Families => _families.Count;

        public long Before { get; private set; }

        public long After { get; private set; }

        public void Add(int family, int days, long before, long after)
        {
            _families.Add(family);
            (Days, Before, After) = (Days + days, Before + before, After + after);
        }

        public void Add(Band other)
        {
            _families.UnionWith(other._families);
            (Days, Before, After) = (Days + other.Days, Before + other.Before, After + other.After);
        }
    }
}
