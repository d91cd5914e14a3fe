using Preau.Contracts.Api;
using Preau.Planning.Attending.RollCall;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Demo;

/// <summary>Marks of the roll on the days before today, so that a demonstration has presences, an absence and a missing departure to show.</summary>
/// <param name="FromWeek">First week, counted from the current one; negative for the past.</param>
/// <param name="Arrival">With a unit whose times are clocked; else the child is marked present.</param>
/// <param name="Departure">Left out with an arrival: the clock is missing.</param>
internal sealed record DemoMark(IReadOnlyList<Guid> Children, IReadOnlyList<string> Units, int FromWeek, int ToWeek, WeekdaySet Weekdays,
    TimeOnly? Arrival = null, TimeOnly? Departure = null, bool Absent = false)
{
    public IEnumerable<ClockMark> On(PlanningRules rules, DateOnly today, DateTime now)
    {
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        for (var date = monday.AddDays(7 * FromWeek); date < monday.AddDays(7 * (ToWeek + 1)) && date < today; date = date.AddDays(1))
        {
            if (!Weekdays.Contains(date.DayOfWeek))
            {
                continue;
            }

            foreach (var (child, unit) in Children.SelectMany(c => Units.Select(u => (c, u))).Where(x => rules.Units[x.u].Service.Day(date).Info.IsOpen))
            {
                foreach (var (kind, time) in Kinds())
                {
                    var local = date.ToDateTime(time);
                    yield return new ClockMark
                    {
                        Id = Guid.CreateVersion7(),
                        ChildId = child,
                        Unit = unit,
                        Date = date,
                        Kind = kind,
                        At = local - rules.Zone.GetUtcOffset(local),
                        Time = time,
                        By = "Karim Benali",
                        Device = "Tablette de démonstration",
                        ReceivedAt = now,
                    };
                }
            }
        }
    }

    private IEnumerable<(MarkKind Kind, TimeOnly Time)> Kinds()
    {
        if (Absent)
        {
            return [(MarkKind.Absent, new TimeOnly(12, 0))];
        }

        return Arrival is null && Departure is null
            ? [(MarkKind.Present, new TimeOnly(12, 0))]
            : new[] { (MarkKind.Arrival, Arrival), (MarkKind.Departure, Departure) }.Where(m => m.Item2 is not null).Select(m => (m.Item1, m.Item2!.Value));
    }
}
