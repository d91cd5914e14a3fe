using Preau.Contracts.Api;

namespace Preau.Planning.Attending.RollCall;

/// <summary>What a set of marks on one cell says.</summary>
/// <param name="Departure">Null while the child is there, and once it has come back after having left.</param>
/// <param name="Conflict">Marks that still stand contradict each other.</param>
/// <param name="CollectedBy">Whom it was handed to at that departure.</param>
public sealed record RollState(RollPresence Presence, TimeOnly? Arrival, TimeOnly? Departure, bool Conflict, string? CollectedBy = null)
{
    public static readonly RollState Unmarked = new(RollPresence.Unmarked, null, null, false);
}

/// <summary>
/// The state of a cell as a function of the set of its marks, whatever their order and however often each arrived, so that tablets
/// that were offline merge without asking anyone. A mark that another standing mark replaces does not stand (an undo that is undone lets it stand again).
/// Among those that stand: the latest correction wins, else the earliest arrival and the latest departure; having been seen wins over absent.
/// A child may leave and come back: an arrival after a departure opens a new stay, and only marks of one stay contradict each other.
/// </summary>
public static class Roll
{
    public static RollState Of(IEnumerable<ClockMark> marks)
    {
        var all = marks.DistinctBy(m => m.Id).ToDictionary(m => m.Id);
        if (all.Count == 0)
        {
            return RollState.Unmarked;
        }

        var standing = Standing(all);
        var stays = Stays(standing);
        var arrival = Hour(stays[0].Arrivals, all, earliest: true);
        var departure = Hour(stays[^1].Departures, all, earliest: false);
        var seen = arrival is not null || departure is not null || standing.Exists(m => m.Kind == MarkKind.Present);
        var absent = standing.Exists(m => m.Kind == MarkKind.Absent);
        var conflict = (seen && absent) || stays.Exists(s => Differ(s.Arrivals) || Differ(s.Departures)) || departure < arrival;
        return new RollState(seen ? RollPresence.Present : absent ? RollPresence.Absent : RollPresence.Unmarked, arrival, departure, conflict,
            stays[^1].Departures.FindLast(m => m.CollectedBy is not null)?.CollectedBy);
    }

    /// <summary>The marks no standing mark replaces, undos left out, in the order they were made.</summary>
    public static List<ClockMark> Standing(IReadOnlyDictionary<Guid, ClockMark> all)
    {
        // A tablet can't know an id before it exists; marks that name each other in a ring are nobody's and replace nothing.
        var replacing = all.Values.Where(m => m.Replaces is { } id && all.ContainsKey(id) && !IsOnRing(m, all)).ToLookup(m => m.Replaces!.Value);
        var stands = new Dictionary<Guid, bool>();
        return [.. all.Values.Where(m => m.Kind != MarkKind.Undo && Stands(m.Id)).OrderBy(m => m.At).ThenBy(m => m.Id)];

        bool Stands(Guid id)
        {
            if (!stands.TryGetValue(id, out var known))
            {
                known = !replacing[id].Any(m => Stands(m.Id));
                stands[id] = known;
            }

            return known;
        }
    }

    private static bool IsOnRing(ClockMark mark, IReadOnlyDictionary<Guid, ClockMark> all)
    {
        var next = mark;
        for (var steps = 0; steps <= all.Count; steps++)
        {
            if (next.Replaces is not { } id || !all.TryGetValue(id, out next!))
            {
                return false;
            }

            if (next.Id == mark.Id)
            {
                return true;
            }
        }

        return false;
    }

    private static TimeOnly? Hour(List<ClockMark> standing, Dictionary<Guid, ClockMark> all, bool earliest)
    {
        if (standing.Count == 0)
        {
            return null;
        }

        var corrected = standing.OrderBy(m => m.At).ThenBy(m => m.Id)
            .LastOrDefault(m => m.Replaces is { } id && all.TryGetValue(id, out var before) && before.Kind == m.Kind);
        return corrected?.Time ?? (earliest ? standing.Min(m => m.Time) : standing.Max(m => m.Time));
    }

    // By the hours that count, within a minute as they were made: whoever arrives after having left begins another stay.
    private static List<(List<ClockMark> Arrivals, List<ClockMark> Departures)> Stays(List<ClockMark> standing)
    {
        List<(List<ClockMark> Arrivals, List<ClockMark> Departures)> stays = [([], [])];
        foreach (var mark in standing.Where(m => m.Kind is MarkKind.Arrival or MarkKind.Departure).OrderBy(m => m.Time))
        {
            if (mark.Kind == MarkKind.Arrival && stays[^1] is { Arrivals.Count: > 0, Departures.Count: > 0 })
            {
                stays.Add(([], []));
            }

            (mark.Kind == MarkKind.Arrival ? stays[^1].Arrivals : stays[^1].Departures).Add(mark);
        }

        return stays;
    }

    private static bool Differ(List<ClockMark> marks) => marks.Exists(m => m.Time != marks[0].Time);
}
