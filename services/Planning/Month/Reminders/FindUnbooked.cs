using Preau.Planning.Book;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Month.Reminders;

/// <summary>Children for whom nothing is booked in a week although they usually are, while it can still be done.</summary>
internal sealed class FindUnbooked(PlanningRules rules, DateTimeOffset now)
{
    /// <summary>Who booked within that time, or was enrolled then, usually books.</summary>
    public const int UsualDays = 42;

    /// <summary>Null when nothing is missing. The instant is the first limit of the week, of these children.</summary>
    public (List<KnownChild> Children, DateTimeOffset FirstLimit)? Of(FamilyPlan plan, DateOnly monday)
    {
        var policy = new CellPolicy(rules, plan, now, byAgent: false);
        var missing = new List<(KnownChild Child, DateTimeOffset Limit)>();
        foreach (var child in plan.Children)
        {
            var cells = plan.CellsOf(child.ChildId).ToList();
            if (cells.Exists(c => c.Date >= monday && c.Date < monday.AddDays(7) && c.IsStanding) || !UsuallyBooks(plan, child, cells, monday))
            {
                continue;
            }

            var limits = (from unit in rules.Units.Values
                          where unit.Service.Online
                          from date in Enumerable.Range(0, 7).Select(monday.AddDays)
                          where child.IsHere(date) != false && plan.IsOpen(unit.Service, child, date)
                          let verdict = policy.Judge(unit, child, date, Contracts.Api.IntentAction.Book)
                          where verdict is { Answer: Answer.Accepted or Answer.ToAgent, Late: false, ClosesAt: not null }
                          select verdict.ClosesAt!.Value).ToList();
            if (limits.Count > 0)
            {
                missing.Add((child, limits.Min()));
            }
        }

        return missing.Count == 0 ? null : (missing.ConvertAll(m => m.Child), missing.Min(m => m.Limit));
    }

    private static bool UsuallyBooks(FamilyPlan plan, KnownChild child, List<Cell> cells, DateOnly monday) =>
        cells.Exists(c => c.Date < monday && c.FamilyId == plan.FamilyId && (c.IsStanding || c.Attendance != AttendanceState.None))
        || plan.Enrolments.Any(e => e.ChildId == child.ChildId && e.From > monday.AddDays(-UsualDays) && e.From <= monday.AddDays(6));

    /// <summary>« Rien n’est réservé pour Louise et Tom la semaine du 14 au 18 décembre. »</summary>
    public (string Subject, string Text) Words(List<KnownChild> children, DateTimeOffset firstLimit, DateOnly monday)
    {
        var names = children.ConvertAll(c => c.FirstName);
        var list = names.Count == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Count - 1))} et {names[^1]}";
        var today = rules.Today(now);
        var week = FrenchDates.Range(monday, monday.AddDays(4), today);
        var limit = FrenchDates.Moment(rules.LastMinute(firstLimit)!.Value, today);
        return ($"Rien n’est réservé pour {list} {week}",
            $"Rien n’est réservé pour {list} {week}.\nLa première limite pour réserver est le {limit}.\nSi c’est voulu, il n’y a rien à faire. Pour ne plus recevoir ce rappel : page « Agenda et rappels » de votre compte.");
    }
}
