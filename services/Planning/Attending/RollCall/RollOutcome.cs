using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Attending.RollCall;

/// <summary>Puts what the marks say on the cell. What the family or an agent had told stays underneath and comes back when the marks are withdrawn.</summary>
public static class RollOutcome
{
    public static void Apply(Cell cell, Unit unit, RollState roll)
    {
        var clock = cell.Clock;
        // Someone may have changed the attendance since the roll did: then that is what stands underneath.
        var told = clock.Rolled is { } rolled && rolled == cell.Attendance ? clock.Before : cell.Attendance;
        var rules = unit.Attendance;
        var booked = cell.Booking is BookingState.Confirmed or BookingState.CancelPending or BookingState.AbsencePending
            && told != AttendanceState.AbsentExcused;
        clock.Times = rules.Clock == ClockKind.Times;
        (clock.Arrival, clock.Departure, clock.Conflict, clock.CollectedBy) = (roll.Arrival, roll.Departure, roll.Conflict, roll.CollectedBy);
        (clock.Hours, clock.CafHours, clock.LateMinutes, clock.NoShow) = (null, null, null, false);
        AttendanceState? now = null;
        switch (roll.Presence)
        {
            case RollPresence.Present:
                now = booked ? AttendanceState.Present : AttendanceState.PresentUnbooked;
                clock.Hours = roll is { Arrival: { } from, Departure: { } to } ? ClockedHours.Billed(rules, from, to) : null;
                clock.CafHours = ClockedHours.Caf(rules, unit.Meal, unit.Service.Day(cell.Date).Info.Kind);
                clock.LateMinutes = ClockedHours.Late(rules, roll.Departure);
                break;
            // What waits for an agent's answer, or was told before, is not decided by the roll.
            case RollPresence.Absent when told == AttendanceState.None && cell.Booking == BookingState.Confirmed:
                now = rules.NoShow switch { NoShow.Billed => AttendanceState.AbsentBilled, NoShow.Excused => AttendanceState.AbsentExcused, _ => null };
                clock.NoShow = now is null;
                break;
        }

        clock.Rolled = now;
        clock.Before = told;
        cell.Roll(now ?? told);
    }
}
