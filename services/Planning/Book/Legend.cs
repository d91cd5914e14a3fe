using Preau.Contracts.Api;

namespace Preau.Planning.Book;

/// <summary>The legend of the notices (F-75…F-79), computed here and nowhere else from booking, attendance and what may still be done.</summary>
public static class Legend
{
    /// <param name="cell">Null when nothing was ever recorded.</param>
    /// <param name="isOpen">The service takes children on that day.</param>
    /// <param name="mayBook">A booking can be asked now.</param>
    /// <param name="contradicts">The records contradict each other or the rules: an agent looks at the day.</param>
    public static CellState Of(Cell? cell, bool isOpen, bool mayBook, DateOnly today, bool contradicts = false) =>
        contradicts ? CellState.Error : (cell is null ? null : Of(cell, today)) ?? (!isOpen ? CellState.Closed : mayBook ? CellState.Free : CellState.Locked);

    /// <summary>The state that the records and the clock alone give; null when nothing is recorded.</summary>
    public static CellState? Of(Cell cell, DateOnly today) => cell.IsClockMissing(today) ? CellState.ClockMissing
        : cell is { ExtraMinutes: > 0, Attendance: AttendanceState.Present or AttendanceState.PresentUnbooked } ? CellState.ExtraHours
        : Recorded(cell.Booking, cell.Attendance, cell.Leave);

    /// <summary>The state that the records alone give.</summary>
    public static CellState Of(CellStanding standing) => Recorded(standing.Booking, standing.Attendance, standing.Leave) ?? CellState.Free;

    private static CellState? Recorded(BookingState booking, AttendanceState attendance, bool leave) => (attendance, booking) switch
    {
        (AttendanceState.Present, _) => CellState.Present,
        (AttendanceState.PresentUnbooked, _) => CellState.PresentUnbooked,
        (AttendanceState.AbsentExcused, BookingState.Confirmed) when leave => CellState.Leave,
        (AttendanceState.AbsentExcused, BookingState.None or BookingState.Confirmed) => CellState.AbsentExcused,
        (AttendanceState.AbsentBilled, _) => CellState.AbsentBilled,
        (_, BookingState.Pending or BookingState.Wished) => CellState.Pending,
        (_, BookingState.Confirmed) => CellState.Booked,
        (_, BookingState.Refused) => CellState.Refused,
        (_, BookingState.Waitlisted or BookingState.Offered) => CellState.Waitlisted,
        (_, BookingState.CancelPending) => CellState.CancelPending,
        (_, BookingState.AbsencePending) => CellState.AbsencePending,
        _ => null,
    };
}
