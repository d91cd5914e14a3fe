using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Judging;

/// <summary>
/// What a family may do with a cell: the one place that decides it, for the month, the preview, the request and the explanation.
/// It changes nothing and reads no database; the plan holds all it needs.
/// </summary>
/// <param name="withReason">The agent says why a rule is set aside.</param>
/// <param name="lifting">Opening, changes and the limit of an absence don't count.</param>
public sealed partial class CellPolicy(PlanningRules rules, FamilyPlan plan, DateTimeOffset now, bool byAgent, bool withReason = false, bool lifting = false)
{
    private readonly DateOnly _today = rules.Today(now);

    public DateTimeOffset Now => now;

    public Verdict Judge(Unit unit, KnownChild child, DateOnly date, IntentAction action, AbsenceReasonDocument? reason = null)
    {
        var plain = Decide(unit, child, date, action, reason);
        if (!byAgent || !withReason || plain.Answer == Answer.Unchanged || (plain.Answer == Answer.Accepted && plain.Effect != Effect.Bill))
        {
            return plain;
        }

        var lifted = new CellPolicy(rules, plan, now, byAgent, withReason, lifting: true);
        return AgentException.Lift(plain, lifted.Decide(unit, child, date, action, reason), action, unit.Service.Day(date).Rule.OverCapacity);
    }

    private Verdict Decide(Unit unit, KnownChild child, DateOnly date, IntentAction action, AbsenceReasonDocument? reason)
    {
        var cell = plan.Cell(child.ChildId, unit.Key, date);
        if (cell is { IsStanding: true } && cell.FamilyId != plan.FamilyId)
        {
            return OtherHome(child, cell);
        }

        var mine = cell?.FamilyId == plan.FamilyId ? cell : null;
        return action switch
        {
            // Its absence is taken back where it was told: the day comes back with its week.
            IntentAction.Book when mine is { IsPart: true, IsStanding: false } => Verdict.Refused("week-absence", word: rules.UnitLabel(mine.Part!)),
            // Its week still waits for an answer, and answers for all its days.
            IntentAction.Book when mine is { IsPart: true, Booking: BookingState.Pending or BookingState.Offered } =>
                Verdict.Refused("week-asked", word: rules.UnitLabel(mine.Part!)),
            IntentAction.Book => JudgeBooking(unit, child, date, mine),
            IntentAction.Cancel when mine is { IsPart: true, IsStanding: true } => Verdict.Refused("part-of-week", word: rules.UnitLabel(mine.Part!)),
            IntentAction.Cancel => JudgeCancellation(unit, child, date, mine),
            _ when unit.WeekOf is { } day && mine is { Booking: BookingState.Confirmed, Attendance: AttendanceState.None } =>
                JudgeWeekAbsence(unit, day, child, date, reason),
            _ => JudgeAbsence(unit, date, mine, reason),
        };
    }

    private static Verdict OtherHome(KnownChild child, Cell taken) => Verdict.Refused("other-parent", word: child.OtherParent) with { Theirs = taken.Booking };

    private Verdict JudgeBooking(Unit unit, KnownChild child, DateOnly date, Cell? mine)
    {
        if (WhatStands(mine) is { } stands)
        {
            return stands;
        }

        var (service, day) = (unit.Service, unit.Service.Day(date));
        if (FindObstacle(unit, child, date) is { } obstacle)
        {
            return obstacle with { ClosesAt = day.Book.ClosesAt };
        }

        if (ChangedEnough(mine))
        {
            return Verdict.Refused("changed-once");
        }

        var age = child.AgeOn(date);
        if ((service.Ages is { } ages && !ages.Includes(age)) || unit.PoolsAt(age) is not { } pools)
        {
            return Verdict.Refused("age");
        }

        if (day.Period is { } period && JudgePeriod(period, service) is { } early)
        {
            return early.Answer == Answer.Listed ? FindClash(unit, child, date) ?? FindWeekObstacle(unit, child, date) ?? early : early;
        }

        if (day.Period is null && day.OpensAt is { } opens && now < opens && !lifting)
        {
            return Verdict.Refused("not-open-yet") with { OpensAt = opens };
        }

        return FindClash(unit, child, date) ?? FindWeekObstacle(unit, child, date) ?? JudgePlace(unit, pools, child, date);
    }

    private Verdict? FindWeekObstacle(Unit unit, KnownChild child, DateOnly date) => unit.WeekOf is { } day ? FindWeekObstacle(unit, day, child, date) : null;

    // In time or late, with a place or without.
    private Verdict JudgePlace(Unit unit, IReadOnlyList<Pool> pools, KnownChild child, DateOnly date)
    {
        var day = unit.Service.Day(date);
        var closes = day.Book.ClosesAt;
        var late = now >= closes;
        var ordered = now >= day.OrderedAt;
        if (ordered && !byAgent)
        {
            return Verdict.Refused("ordered", day.OrderedAt);
        }

        if (late && day.Book.Rule.Late == LateAnswer.Refuse && !byAgent)
        {
            return Verdict.Refused("deadline", closes);
        }

        if (!byAgent && unit.Tickets is { } book && plan.Tickets.Left(book, rules, plan.Mine) <= 0)
        {
            return Verdict.Refused("tickets", closes);
        }

        // Said to the family and told to Billing by the same word, whatever else is in the way.
        var surcharge = late && day.Book.Rule.Late == LateAnswer.Surcharge;
        if (FindFull(unit, pools, child, date) is var (full, on))
        {
            return WhenFullOn(day, full, plan.Seats.Taken(full.Key, on), late, surcharge);
        }

        return late switch
        {
            _ when ordered => new Verdict(Answer.ToAgent, "pending.late", day.OrderedAt, true, surcharge),
            true when day.Book.Rule.Late is LateAnswer.ToAgent or LateAnswer.Refuse => new Verdict(Answer.ToAgent, "pending.late", closes, true),
            // Whoever validates has no one to ask.
            _ when day.Rule.Validation.Book == Validation.Manual && !byAgent => new Verdict(Answer.ToAgent, "pending.validation", closes, late, surcharge),
            _ => new Verdict(Answer.Accepted, late ? "booked.late" : "booked", closes, late, surcharge),
        };
    }

    private Verdict? FindObstacle(Unit unit, KnownChild child, DateOnly date)
    {
        if (!byAgent && FindOwnObstacle(unit, child) is { } own)
        {
            return own;
        }

        if (!plan.IsEnrolled(child.ChildId, unit.Service.Key, date))
        {
            return Verdict.Refused("not-enrolled");
        }

        var info = unit.Service.Day(date).Info;
        return !info.IsOpen ? Verdict.Refused("closed", word: info.Label)
            : plan.ClosedBy(unit.Service, child, date) is { } disruption ? Verdict.Refused("closed", word: disruption.Cause)
            : date < _today ? Verdict.Refused("past")
            : null;
    }

    private Verdict? FindClash(Unit unit, KnownChild child, DateOnly date)
    {
        foreach (var other in unit.Excludes)
        {
            if (plan.Cell(child.ChildId, other, date) is { IsStanding: true } taken)
            {
                return taken.FamilyId == plan.FamilyId ? Verdict.Refused("exclusive", word: rules.UnitLabel(other)) with { Clash = other }
                    : OtherHome(child, taken);
            }
        }

        foreach (var needed in unit.Requires)
        {
            if (plan.Cell(child.ChildId, needed, date) is not { IsStanding: true, Booking: not (BookingState.Waitlisted or BookingState.Offered) })
            {
                return Verdict.Refused("requires", word: rules.UnitLabel(needed));
            }
        }

        return FindWeekAround(unit, child, date);
    }

    private Verdict JudgeCancellation(Unit unit, KnownChild child, DateOnly date, Cell? mine)
    {
        switch (mine)
        {
            case null or { Booking: BookingState.None or BookingState.Refused, Attendance: AttendanceState.None }:
                return Verdict.Refused("nothing-booked");
            case { Booking: BookingState.Pending or BookingState.Waitlisted or BookingState.Offered or BookingState.Wished }:
                return new Verdict(Answer.Accepted, "withdrawn");
            case { Booking: BookingState.CancelPending }:
                return Verdict.Unchanged("cancel-pending");
            case { Booking: BookingState.AbsencePending }:
                return Verdict.Refused("absence-pending");
            case { Attendance: not AttendanceState.None }:
            case not null when unit.WeekOf is { } part
                && unit.DaysOn(date).Any(d =>
                plan.Cell(child.ChildId, part.Key, d) is { IsPart: true, Attendance: AttendanceState.Present or AttendanceState.PresentUnbooked }):
                return Verdict.Refused("settled");
        }

        var limit = unit.Service.Day(date).Cancel;
        if (date < _today)
        {
            return Verdict.Refused("past", limit.ClosesAt);
        }

        if (ChangedEnough(mine))
        {
            return Verdict.Refused("changed-once");
        }

        if (rules.Units.Values.FirstOrDefault(u =>
            u.Requires.Contains(unit.Key) && plan.Cell(child.ChildId, u.Key, date) is { IsStanding: true }) is { } dependent)
        {
            return Verdict.Refused("required", word: dependent.Label);
        }

        if (now >= unit.Service.Day(date).OrderedAt)
        {
            var at = unit.Service.Day(date).OrderedAt;
            return byAgent ? new Verdict(Answer.ToAgent, "pending.late", at, true) : Verdict.Refused("ordered", at);
        }

        var late = now >= limit.ClosesAt;
        if (late && (limit.Rule.Late is LateAnswer.Refuse or LateAnswer.ToAgent))
        {
            if (MayExchange(unit, child, date))
            {
                return new Verdict(Answer.Accepted, "cancelled.exchange", limit.ClosesAt, true);
            }

            return limit.Rule.Late == LateAnswer.Refuse && !byAgent
                ? Verdict.Refused("deadline", limit.ClosesAt) : new Verdict(Answer.ToAgent, "pending.late", limit.ClosesAt, true);
        }

        return unit.Service.Day(date).Rule.Validation.Cancel == Validation.Manual && !byAgent
            ? new Verdict(Answer.ToAgent, "pending.validation", limit.ClosesAt, late)
            : new Verdict(Answer.Accepted, "cancelled", limit.ClosesAt, late);
    }

    // Somebody waits, and places are still given on.
    private bool MayExchange(Unit unit, KnownChild child, DateOnly date)
    {
        var day = unit.Service.Day(date);
        return unit.WeekOf is null && day.Rule.LateExchange && now < day.PlacesUntil && unit.QueueAt(child.AgeOn(date), rules) is { } queue
            && plan.IsWaitedFor(queue, date);
    }

    private Verdict JudgeAbsence(Unit unit, DateOnly date, Cell? mine, AbsenceReasonDocument? reason)
    {
        switch (mine)
        {
            case { Booking: BookingState.AbsencePending } or { Attendance: AttendanceState.AbsentExcused or AttendanceState.AbsentBilled }:
                return Verdict.Unchanged("absence");
            case { Booking: BookingState.Pending }:
                return Verdict.Refused("not-confirmed");
            case { Booking: BookingState.CancelPending }:
                return Verdict.Refused("cancel-pending");
            case not { Booking: BookingState.Confirmed, Attendance: AttendanceState.None }:
                return Verdict.Refused(mine?.Attendance is AttendanceState.Present or AttendanceState.PresentUnbooked ? "settled" : "nothing-booked");
        }

        if (reason?.Fits(unit.Service.Key) == false)
        {
            return Verdict.Refused("reason", word: reason.Label);
        }

        var day = unit.Service.Day(date);
        var limit = day.Absence;
        if (date.AddDays(rules.AbsenceDaysAfter) < _today)
        {
            return Verdict.Refused("past", limit.ClosesAt);
        }

        if (ChangedEnough(mine))
        {
            return Verdict.Refused("changed-once");
        }

        var late = now >= limit.ClosesAt && !lifting;
        if (late && limit.Rule.Late == LateAnswer.Refuse && !byAgent)
        {
            return Verdict.Refused("deadline", limit.ClosesAt);
        }

        var effect = late ? reason?.Late ?? AbsenceEffect.ToAgent : day.Rule.Validation.Absence == Validation.Manual && !byAgent ? AbsenceEffect.ToAgent
            : reason?.InTime ?? AbsenceEffect.Excused;
        return effect switch
        {
            AbsenceEffect.Excused => new Verdict(Answer.Accepted, "absence.excused", limit.ClosesAt, late),
            AbsenceEffect.Billed => new Verdict(Answer.Accepted, "absence.billed", limit.ClosesAt, late, BilledPercent: late ? reason?.LatePercent : null),
            _ => new Verdict(Answer.ToAgent, late ? "pending.late" : "pending.validation", limit.ClosesAt, late),
        };
    }

    // F-91: the first booking is no change; one change of what was booked is, and a second goes through the commune's mailbox.
    private bool ChangedEnough(Cell? mine) => rules.OneChangePerCell && !lifting && mine?.Changes > 0;
}
