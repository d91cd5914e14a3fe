using Preau.Billing.Tariffs;
using Preau.Billing.Truth;

namespace Preau.Billing.Simulation;

/// <summary>A household on trial: what its prices need, and what the trial comes to for it.</summary>
internal sealed class Household
{
    private readonly Tariff? _asks;
    private readonly DateOnly[] _turns;
    // Clocked hours differ from day to day: a longer list would cost more than the price.
    private const int MostAlike = 64;
    private readonly List<Alike> _alike = new(2);

    /// <param name="asks">The tariff whose price asks for enrolments; null when neither version does.</param>
    public Household(int index, FamilyFacts facts, DateOnly until, Tariff? asks)
    {
        (Facts, _asks, _turns) = (facts, asks, [.. facts.Turns.Distinct().Order()]);
        Kept = new TrialHousehold(index, facts.Family.Number, facts.ResidentOn(until), facts.QuotientOn(until)?.Value);
    }

    public FamilyFacts Facts { get; }

    public TrialHousehold Kept { get; }

    /// <summary>Days between two turns of the household's facts that say the same are priced once and counted each.</summary>
    public void Count(Trial trial, TrialDay day)
    {
        foreach (var known in _alike)
        {
            if (known.Holds(day))
            {
                trial.Count(day, Kept, known.Placed);
                return;
            }
        }

        if (FactsOf(day) is not { } facts)
        {
            return;
        }

        var placed = trial.Place(day, facts);
        if (!trial.NeedsDates && _asks is null && _alike.Count < MostAlike)
        {
            var next = Array.FindIndex(_turns, t => t > day.Date);
            var last = next < 0 ? _turns.Length - 1 : next - 1;
            _alike.Add(new Alike(day, last < 0 ? DateOnly.MinValue : _turns[last], next < 0 ? DateOnly.MaxValue : _turns[next], placed));
        }

        trial.Count(day, Kept, placed);
    }

    public PriceFacts? FactsOf(TrialDay day) => Facts.Of(day.Child, day.Date, day.Hours, day.Late, day.Percent) is { } facts
        ? Enrolments(facts with { Unbooked = day.Unbooked, Absent = day.Absent }, day.Child) : null;

    /// <summary>A day of the child with nothing special.</summary>
    public PriceFacts? FactsOn(Guid child, DateOnly date) => FactsOf(new TrialDay(default, child, "", date, null, false, null, false, false));

    private PriceFacts Enrolments(PriceFacts facts, Guid child) => _asks is null ? facts : Facts.Under(facts, child, _asks, _asks.Versions[0]);

    /// <param name="End">The first day that may be another.</param>
    private sealed record Alike(TrialDay Like, DateOnly From, DateOnly End, Trial.Placed Placed)
    {
        public bool Holds(TrialDay day) => day.Date >= From && day.Date < End && day.Child == Like.Child && day.Late == Like.Late
            && day.Unbooked == Like.Unbooked && day.Absent == Like.Absent && day.Hours == Like.Hours && day.Percent == Like.Percent;
    }
}

/// <summary>What a trial keeps of a family.</summary>
internal sealed class TrialHousehold(int index, string number, bool resident, decimal? quotient)
{
    private readonly List<Guid> _children = new(2);

    public int Index => index;

    public string Number => number;

    public bool Resident => resident;

    /// <summary>At the end of the period.</summary>
    public decimal? Quotient => quotient;

    public int Days { get; private set; }

    public long Before { get; private set; }

    public long After { get; private set; }

    public int ChildrenSeen => _children.Count;

    /// <summary>The first charged day of each month and child: a fee is due with the first of its year.</summary>
    private readonly List<(Guid Child, DateOnly Day)> _firsts = [];

    public void Begins(Guid child, DateOnly day) => _firsts.Add((child, day));

    public DateOnly? FirstSince(Guid? child, Tariff tariff, DateOnly since) =>
        _firsts.Where(f => (child is null || f.Child == child) && f.Day >= since).Select(f => (DateOnly?)f.Day).Min();

    public void Saw(Guid child)
    {
        if (!_children.Contains(child))
        {
            _children.Add(child);
        }
    }

    public void Add(int days, long before, long after) => (Days, Before, After) = (Days + days, Before + before, After + after);
}
