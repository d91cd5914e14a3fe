using Preau.Contracts.Api;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Attending.RollCall;

/// <summary>
/// Where a child is, from the marks of one day. In doubt it is inside: one looks for it in vain rather than not at all. It is not once it left (a departure
/// written down for later is none yet, and an arrival after it brings the child back), once it was seen elsewhere, or once what it came for is over.
/// </summary>
/// <param name="IsOver">What it came for is over and nobody noted that it left: named apart, since nobody knows.</param>
internal sealed record Seen(Guid ChildId, Unit Unit, TimeOnly? Since, bool IsOver = false)
{
    private static readonly TimeOnly EndOfMeal = new(14, 30);

    private static readonly TimeOnly EndOfDay = new(20, 0);

    /// <summary>One for each child that is somewhere, or was and is not known to have left.</summary>
    public static IEnumerable<Seen> Of(IEnumerable<ClockMark> marks, PlanningRules rules, TimeOnly now)
    {
        var standing = marks.GroupBy(m => (m.ChildId, m.Unit)).SelectMany(cell => Roll.Standing(cell.ToDictionary(m => m.Id)))
            .Where(m => m.Kind != MarkKind.Absent && rules.Units.ContainsKey(m.Unit));
        return standing.GroupBy(m => m.ChildId).Select(child => Of([.. child.OrderBy(m => m.Time).ThenBy(m => m.At)], rules, now)).OfType<Seen>();
    }

    private static Seen? Of(List<ClockMark> marks, PlanningRules rules, TimeOnly now)
    {
        var left = marks.FindLastIndex(m => m.Kind == MarkKind.Departure && m.Time <= now);
        var entries = marks.Skip(left + 1).Where(m => m.Kind != MarkKind.Departure).ToList();
        if (entries.Count == 0)
        {
            return null;
        }

        // Seen on another site later, it is there.
        var facility = rules.Units[entries[^1].Unit].Service.Facility;
        var here = entries.FindAll(m => rules.Units[m.Unit].Service.Facility == facility
            && (m.Kind == MarkKind.Arrival || now <= EndOf(rules.Units[m.Unit], rules)));
        return here.Count == 0 ? new Seen(entries[^1].ChildId, rules.Units[entries[^1].Unit], entries[^1].Time, IsOver: true)
            : new Seen(here[^1].ChildId, rules.Units[here[^1].Unit], here.FindAll(m => m.Unit == here[^1].Unit)[0].Time);
    }

    /// <summary>
    /// The hour after which nobody marked present is looked for there: the end of its hours; of a canteen without hours half past two;
    /// of anything else as long as anything lasts on that site.
    /// </summary>
    public static TimeOnly EndOf(Unit unit, PlanningRules rules) => unit.Attendance.Slot?.To
        ?? (unit.Service.Units.TrueForAll(u => u.Meal) ? EndOfMeal
            : rules.Units.Values.Where(u => u.Service.Facility == unit.Service.Facility).Max(u => u.Attendance.Slot?.To) ?? EndOfDay);
}
