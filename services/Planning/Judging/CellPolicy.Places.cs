using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Judging;

/// <summary>Weeks, booking periods and full days.</summary>
public sealed partial class CellPolicy
{
    private static Verdict? WhatStands(Cell? mine) => mine switch
    {
        { Booking: BookingState.Pending or BookingState.Wished } => Verdict.Unchanged("pending"),
        { Booking: BookingState.Waitlisted } => Verdict.Unchanged("waiting"),
        { Booking: BookingState.Offered } => Verdict.Unchanged("offered"),
        { Booking: BookingState.CancelPending } => Verdict.Refused("cancel-pending"),
        { Booking: BookingState.AbsencePending } => Verdict.Refused("absence-pending"),
        { IsStanding: true } => Verdict.Unchanged("booked"),
        _ => null,
    };

    // All days of a week or none: the first that can't be booked says why.
    private Verdict? FindWeekObstacle(Unit week, Unit day, KnownChild child, DateOnly date)
    {
        if (!week.BeginsOn(date))
        {
            return week.DaysOn(date) is [var first, ..] open && first == date
                ? Verdict.Refused("week-length", word: $"{week.WeekDays} jours d’ouverture ; celle-ci en a {open.Count}") : Verdict.Refused("week-start");
        }

        foreach (var one in week.DaysOn(date))
        {
            var verdict = Decide(day, child, one, IntentAction.Book, null);
            if (verdict.Answer == Answer.Unchanged)
            {
                return Verdict.Refused("exclusive", word: day.Label) with { Clash = day.Key };
            }

            // A full day is the week's matter: it waits for all its days at once.
            if (verdict.Answer == Answer.Refused && verdict.Full is null)
            {
                return verdict;
            }
        }

        return null;
    }

    // A day of a week that is wished, waited for or asked is not asked apart. Once the week is booked its days are.
    private Verdict? FindWeekAround(Unit unit, KnownChild child, DateOnly date)
    {
        foreach (var week in unit.Weeks)
        {
            if (week.DaysOn(date) is [var first, ..]
                && plan.Cell(child.ChildId, week.Key,
                first) is { Booking: BookingState.Wished or BookingState.Waitlisted or BookingState.Offered or BookingState.Pending } asked)
            {
                return asked.FamilyId == plan.FamilyId ? Verdict.Refused("week-asked", word: week.Label) : OtherHome(child, asked);
            }
        }

        return null;
    }

    // Of a week, the first of its days without a place.
    private (Pool Pool, DateOnly Date)? FindFull(Unit unit, IReadOnlyList<Pool> pools, KnownChild child, DateOnly date)
    {
        if (unit.WeekOf is not { } day)
        {
            return plan.Seats.FullOf(pools, date) is { } full ? (full, date) : null;
        }

        foreach (var one in unit.DaysOn(date))
        {
            if (plan.Seats.FullOf(day.PoolsAt(child.AgeOn(one)) ?? [], one) is { } full)
            {
                return (full, one);
            }
        }

        return null;
    }

    // The whole week: possible as long as it is for one of the days that are left.
    private Verdict JudgeWeekAbsence(Unit week, Unit day, KnownChild child, DateOnly date, AbsenceReasonDocument? reason)
    {
        var refused = Verdict.Refused("nothing-booked");
        foreach (var one in week.DaysOn(date))
        {
            if (plan.Cell(child.ChildId, day.Key, one) is not { IsPart: true } part || part.FamilyId != plan.FamilyId)
            {
                continue;
            }

            var verdict = JudgeAbsence(day, one, part, reason);
            if (verdict.Answer is Answer.Accepted or Answer.ToAgent)
            {
                return verdict;
            }

            refused = verdict;
        }

        return refused;
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

    private Verdict WhenFullOn(ServiceDay day, Pool full, int taken, bool late, bool surcharge) => day.Rule.Full switch
    {
        WhenFull.ToAgent => new Verdict(Answer.ToAgent, "pending.full", day.Book.ClosesAt, late, surcharge, full, taken),
        WhenFull.WaitingList when now < day.PlacesUntil => new Verdict(Answer.Listed, "waiting", day.Book.ClosesAt, late, Full: full, Taken: taken),
        _ => Verdict.Refused("full", day.Book.ClosesAt) with { Full = full, Taken = taken },
    };

    // What keeps the household from booking by itself; an agent books for it.
    private Verdict? FindOwnObstacle(Unit unit, KnownChild child) => !unit.Service.Online ? Verdict.Refused("not-online")
        : plan.Stop is { } stop && (stop.Meals || !unit.Meal) ? Verdict.Refused("unpaid")
        : unit.Service.NeedsCompleteFile && plan.Family.FirstMissing(child.ChildId) is { } section ? Verdict.Refused("file-incomplete", word: section)
        : null;
}
