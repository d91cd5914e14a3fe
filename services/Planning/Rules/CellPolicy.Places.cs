using Preau.Contracts.Api;
using Preau.Planning.Families;
using Preau.Planning.Settings;

namespace Preau.Planning.Rules;

/// <summary>Weeks, booking periods and full days.</summary>
public sealed partial class CellPolicy
{
    // All days of a week or none: the first that can't be booked says why.
    private Verdict? FindWeekObstacle(Unit week, Unit day, KnownChild child, DateOnly date)
    {
        if (!week.BeginsOn(date))
        {
            return Verdict.Refused("week-start");
        }

        foreach (var one in week.DaysOn(date))
        {
            var verdict = Judge(day, child, one, IntentAction.Book);
            if (verdict.Answer == Answer.Refused)
            {
                return verdict;
            }

            if (verdict.Answer == Answer.Unchanged)
            {
                return Verdict.Refused("exclusive", word: day.Label);
            }

            if (verdict.Full is not null)
            {
                return Verdict.Refused("full", verdict.ClosesAt) with { Full = verdict.Full, Taken = verdict.Taken };
            }
        }

        return null;
    }

    // Wishes first where the commune collects them, then by opening; null when the day can be booked as any other.
    private Verdict? JudgePeriod(Period period, Service service)
    {
        if (period.Wishes is not null && !plan.IsAllocated(service.Key, period.Key))
        {
            // An agent also enters the wish of a family that was too late or could not do it by itself.
            return now < period.WishesFrom && !byAgent ? Verdict.Refused("not-open-yet") with { OpensAt = period.WishesFrom }
                : now < period.WishesUntil || byAgent ? new Verdict(Answer.Listed, "pending.wish", period.WishesUntil)
                : Verdict.Refused("allocation", period.WishesUntil);
        }

        if (byAgent)
        {
            return null;
        }

        return !period.TryFindOpening(plan.Family, out var opens) ? Verdict.Refused("not-for-family", word: period.Document.Label)
            : opens is { } at && now < at ? Verdict.Refused("not-open-yet") with { OpensAt = at }
            : period.ClosesAt is { } closes && now >= closes ? Verdict.Refused("deadline", closes)
            : null;
    }

    private Verdict WhenFullOn(ServiceDay day, Pool full, int taken, bool late) => day.Rule.Full switch
    {
        WhenFull.ToAgent => new Verdict(Answer.ToAgent, "pending.full", day.Book.ClosesAt, late, Full: full, Taken: taken),
        WhenFull.WaitingList when now < day.PlacesUntil => new Verdict(Answer.Listed, "waiting", day.Book.ClosesAt, late, Full: full, Taken: taken),
        _ => Verdict.Refused("full", day.Book.ClosesAt) with { Full = full, Taken = taken },
    };
}
