using Preau.Contracts.Api;

namespace Preau.Planning.Book;

/// <summary>All that may happen to a cell. Places, events, lists and its version follow by the day book that does the act.</summary>
public sealed partial class Cell
{
    /// <summary>A cell on which nothing is recorded yet.</summary>
    public static Cell Of(Guid family, Guid child, string unit, DateOnly date) => new() { FamilyId = family, ChildId = child, Unit = unit, Date = date };

    /// <summary>Another household has it from now on: what the former one did with it counts no more.</summary>
    public void BelongTo(Guid family)
    {
        if (FamilyId != family)
        {
            (FamilyId, Changes, Part) = (family, 0, null);
        }
    }

    /// <summary>The child went to this household with all it has booked.</summary>
    public void HandTo(Guid family) => FamilyId = family;

    /// <summary>What this child's other row had booked, in a file that was merged or is on its own again.</summary>
    public void TakeOver(CellStanding standing, CellBond bond, Guid family)
    {
        Restore(standing);
        (FamilyId, Part, RequestId, RequestNumber, LineId) = (family, bond.Part, bond.RequestId, bond.RequestNumber, bond.LineId);
    }

    /// <summary>The child is another one's double, who has it from now on.</summary>
    public void Vanish() => (Booking, Attendance, Exchange, Part) = (BookingState.None, AttendanceState.None, false, null);

    /// <summary>What it had taken over from a double is the double's again.</summary>
    public void PutBack(CellStanding before)
    {
        Vanish();
        Restore(before);
    }

    public void Book(bool late) => Begin(BookingState.Confirmed, late);

    /// <summary>Asked of an agent.</summary>
    public void Ask(bool late) => Begin(BookingState.Pending, late);

    /// <summary>Wished, until places are allocated.</summary>
    public void Wish() => Begin(BookingState.Wished, late: false);

    /// <summary>On the waiting list.</summary>
    public void Wait() => Begin(BookingState.Waitlisted, late: false);

    /// <summary>It is booked, or one day of it, as this week unit; null for a day alone.</summary>
    public void BookAs(string? week) => Part = week;

    /// <summary>What was asked, offered or to be given up is booked.</summary>
    public void Confirm() => Booking = BookingState.Confirmed;

    /// <summary>A place is held until the family has answered.</summary>
    public void Offer() => Booking = BookingState.Offered;

    /// <summary>It waits for a place again, or its wish counts again.</summary>
    public void WaitAgain(bool wished = false) => Booking = wished ? BookingState.Wished : BookingState.Waitlisted;

    public void Refuse() => Booking = BookingState.Refused;

    /// <summary>Nothing is booked or asked any more.</summary>
    public void GiveUp() => Booking = BookingState.None;

    public void AskToGiveUp() => Booking = BookingState.CancelPending;

    /// <summary>Given up after the limit: the place is free, the day due until it is taken.</summary>
    public void GiveUpLate() => (Attendance, Exchange, BilledPercent) = (AttendanceState.AbsentBilled, true, null);

    /// <summary>Its place was taken: the day that was given up late is no longer due.</summary>
    public void LetGo() => (Booking, Attendance, Exchange) = (BookingState.None, AttendanceState.None, false);

    /// <summary>The family tells an absence; what it comes to is <see cref="Excuse"/> or <see cref="AskToExcuse"/>.</summary>
    public void Tell(string? reason, bool leave) => (Reason, Leave) = (reason, leave);

    public void AskToExcuse() => Booking = BookingState.AbsencePending;

    /// <summary>The child is absent: excused days free their places, billed ones keep them.</summary>
    /// <param name="billedPercent">Of the price; null for all of it.</param>
    public void Excuse(bool excused, int? billedPercent = null) =>
        (Booking, Attendance, BilledPercent) = (BookingState.Confirmed, excused ? AttendanceState.AbsentExcused : AttendanceState.AbsentBilled,
            excused ? null : billedPercent);

    /// <summary>The family changed a day that was booked (F-91).</summary>
    public void CountChange() => Changes++;

    /// <summary>A decision is taken back: it waits for an agent again.</summary>
    public void Reopen(IntentAction asked) => (Booking, Attendance) = (asked switch
    {
        IntentAction.Book => BookingState.Pending,
        IntentAction.Cancel => BookingState.CancelPending,
        _ => BookingState.AbsencePending,
    }, AttendanceState.None);

    /// <summary>A strike, a trip or a closure: what only waited is gone, what was booked is excused.</summary>
    public void Disrupt(Guid disruption)
    {
        if (Booking is BookingState.Pending or BookingState.Waitlisted or BookingState.Offered or BookingState.Wished)
        {
            Refuse();
        }
        else
        {
            Excuse(excused: true);
        }

        DisruptionId = disruption;
    }

    /// <summary>The disruption is undone.</summary>
    public void EndDisruption(CellStanding before)
    {
        Restore(before);
        DisruptionId = null;
    }

    /// <summary>An agent sets it right.</summary>
    public void Correct(CellState state)
    {
        (Booking, Attendance) = state switch
        {
            CellState.Free => (BookingState.None, AttendanceState.None),
            CellState.Booked => (BookingState.Confirmed, AttendanceState.None),
            CellState.Present => (BookingState.Confirmed, AttendanceState.Present),
            CellState.PresentUnbooked => (BookingState.None, AttendanceState.PresentUnbooked),
            CellState.AbsentExcused => (BookingState.Confirmed, AttendanceState.AbsentExcused),
            _ => (BookingState.Confirmed, AttendanceState.AbsentBilled),
        };
        (Leave, BilledPercent, Exchange) = (false, null, false);
        if (state is CellState.Free or CellState.AbsentExcused or CellState.AbsentBilled)
        {
            // The correction says that nobody was there.
            (Clock.Arrival, Clock.Departure, Clock.Hours, Clock.CafHours, Clock.LateMinutes) = (null, null, null, null, null);
        }
    }

    /// <summary>What the marks of the roll, or without them the family, say.</summary>
    public void Roll(AttendanceState attendance) => Attendance = attendance;

    /// <summary>Minutes clocked outside the child's contract.</summary>
    public void ClockOutside(int? minutes) => ExtraMinutes = minutes;

    /// <summary>An agent says what the absence of a child nobody excused comes to.</summary>
    public void SettleNoShow(bool billed)
    {
        Attendance = billed ? AttendanceState.AbsentBilled : AttendanceState.AbsentExcused;
        Clock.NoShow = false;
    }

    /// <summary>That was said too soon: it is to be decided again.</summary>
    public void UnsettleNoShow()
    {
        Attendance = AttendanceState.None;
        Clock.NoShow = true;
    }

    /// <summary>A day of this week, which holds the places, from now on.</summary>
    public void BelongTo(Cell week, BookingState booking)
    {
        BelongTo(week.FamilyId);
        Begin(booking, late: false);
        Part = week.Unit;
        (RequestId, RequestNumber, LineId) = (week.RequestId, week.RequestNumber, week.LineId);
    }

    /// <summary>What becomes of the week becomes of its days.</summary>
    public void Follow(BookingState week) => Booking = week;

    /// <summary>The week is excused once all its days are.</summary>
    public void FollowDays(bool excused) => Attendance = excused ? AttendanceState.AbsentExcused : AttendanceState.None;

    /// <summary>No longer a day of its week.</summary>
    public void LeaveWeek() => (Booking, Attendance, Part, Reason) = (BookingState.None, AttendanceState.None, null, null);

    /// <summary>It is again what it was.</summary>
    public void Restore(CellStanding standing)
    {
        (FamilyId, Booking, Attendance) = (standing.FamilyId, standing.Booking, standing.Attendance);
        (Late, Changes, Reason, Leave, BilledPercent) = (standing.Late, standing.Changes, standing.Reason, standing.Leave, standing.BilledPercent);
        Exchange &= Attendance == AttendanceState.AbsentBilled;
    }

    /// <summary>By the seat book alone: the pools in which it holds a place.</summary>
    internal void Hold(IEnumerable<string> pools) => Seats = string.Join(',', pools);

    /// <summary>It has changed.</summary>
    internal void Rise() => Version++;

    /// <summary>Marks it as changed by this line of this request.</summary>
    internal void TouchedBy(Request request, RequestLine line)
    {
        (RequestId, RequestNumber, LineId) = (request.Id, request.Number, line.Id);
        Version++;
        line.CellVersion = Version;
    }

    private void Begin(BookingState booking, bool late) =>
        (Booking, Attendance, Reason, Leave, Late, BilledPercent, Exchange) = (booking, AttendanceState.None, null, false, late, null, false);
}
