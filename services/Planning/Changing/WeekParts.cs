using Microsoft.EntityFrameworkCore;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Changing;

/// <summary>
/// A week booked as one: its own cell stands on the first open day and is what is billed; the cells of its days hold the places and are what
/// lists and the roll show. Whatever becomes of the week becomes of its days; the week is excused once all its days are.
/// </summary>
internal static class WeekParts
{
    /// <summary>All its days are excused: nothing of it is billed.</summary>
    public static bool AreExcused(IReadOnlyCollection<Cell> parts) => parts.Count > 0 && parts.All(p => p.Attendance == AttendanceState.AbsentExcused);

    /// <summary>Weeks and days that were changed follow each other. Inside a write, once all else is done.</summary>
    public static async Task FollowAsync(PlanningDb db, DayBook book, CancellationToken ct)
    {
        var weeks = Changed(db, c => c.IsWeek);
        foreach (var week in weeks)
        {
            Lead(week, await PartsAsync(db, week.ChildId, week.Unit, week.Date, ct), book);
        }

        await RiseAsync(db, weeks, book, ct);
    }

    // Weeks follow days that were changed alone: told absent, excused by an agent, closed, marked by the roll.
    private static async Task RiseAsync(PlanningDb db, List<Cell> led, DayBook book, CancellationToken ct)
    {
        foreach (var (child, unit, monday) in Changed(db, c => c.IsPart).Select(c => (c.ChildId, c.Part!, Week.MondayOf(c.Date))).Distinct().ToList())
        {
            var last = monday.AddDays(6);
            // What an agent has settled on the week itself stays; a week that still waits has no days to follow.
            if (await db.Cells.FirstOrDefaultAsync(c => c.ChildId == child && c.Unit == unit && c.Part == unit && c.Date >= monday && c.Date <= last, ct)
                is not { Booking: BookingState.Confirmed, Attendance: AttendanceState.None or AttendanceState.AbsentExcused } week || led.Contains(week))
            {
                continue;
            }

            var parts = await PartsAsync(db, child, unit, monday, ct);
            // A day put back to what it was while the week still waited.
            foreach (var part in parts.Where(p => p is { Booking: BookingState.Pending or BookingState.Offered, Attendance: AttendanceState.None }))
            {
                book.Change(part, p => p.Confirm());
            }

            var excused = AreExcused(parts);
            if (week.Attendance == AttendanceState.AbsentExcused != excused)
            {
                book.Change(week, w => w.FollowDays(excused));
            }
        }
    }

    private static void Lead(Cell week, List<Cell> parts, DayBook book)
    {
        foreach (var part in parts)
        {
            if (week.Booking is BookingState.None or BookingState.Refused or BookingState.Waitlisted or BookingState.Wished)
            {
                book.Change(part, p => p.LeaveWeek());
            }
            else if (part.Attendance == AttendanceState.None && week.Attendance is AttendanceState.AbsentExcused or AttendanceState.AbsentBilled)
            {
                book.Change(part, p => p.Excuse(week.Attendance == AttendanceState.AbsentExcused));
            }
            else if (part.Attendance == AttendanceState.None && part.Booking is BookingState.Pending or BookingState.Offered or BookingState.Confirmed
                && part.Booking != Of(week))
            {
                book.Change(part, p => p.Follow(Of(week)));
            }
        }
    }

    // Until an agent has answered, a week that was booked stays booked.
    private static BookingState Of(Cell week) => week.Booking is BookingState.Pending or BookingState.Offered ? week.Booking : BookingState.Confirmed;

    private static List<Cell> Changed(PlanningDb db, Func<Cell, bool> which) =>
        [.. db.ChangeTracker.Entries<Cell>().Where(e => e.State is EntityState.Added or EntityState.Modified && which(e.Entity)).Select(e => e.Entity)];

    /// <summary>The days of a week as they are now, those not saved yet included.</summary>
    private static async Task<List<Cell>> PartsAsync(PlanningDb db, Guid child, string unit, DateOnly date, CancellationToken ct)
    {
        var monday = Week.MondayOf(date);
        var kept = await db.Cells.Where(c => c.ChildId == child && c.Part == unit && c.Unit != unit && c.Date >= monday && c.Date < monday.AddDays(7))
            .ToListAsync(ct);
        return [.. kept.Concat(db.ChangeTracker.Entries<Cell>().Where(e => e.State != EntityState.Deleted).Select(e => e.Entity)).Distinct()
            .Where(c => c.ChildId == child && c.Part == unit && c.IsPart && c.Date >= monday && c.Date < monday.AddDays(7))];
    }
}
