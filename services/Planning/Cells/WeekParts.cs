using Microsoft.EntityFrameworkCore;

namespace Preau.Planning.Cells;

/// <summary>
/// A week booked as one: its own cell stands on the first open day and is what is billed; the cells of its days hold the places and are what
/// lists show. Whatever becomes of the week becomes of its days.
/// </summary>
internal static class WeekParts
{
    /// <summary>The days of each week that was changed follow it; those of a week that no longer stands are free.</summary>
    public static async Task FollowAsync(PlanningDb db, SeatBook seats, CancellationToken ct)
    {
        var weeks = db.ChangeTracker.Entries<Cell>().Where(e => e.State is EntityState.Added or EntityState.Modified && e.Entity.IsWeek).Select(e => e.Entity).ToList();
        foreach (var week in weeks)
        {
            var monday = week.Date.AddDays(-(((int)week.Date.DayOfWeek + 6) % 7));
            var parts = await db.Cells.Where(c => c.ChildId == week.ChildId && c.Part == week.Unit && c.Unit != week.Unit && c.Date >= monday && c.Date < monday.AddDays(7)).ToListAsync(ct);
            foreach (var part in parts)
            {
                if (!week.IsStanding)
                {
                    seats.Release(part);
                    (part.Booking, part.Attendance, part.Part, part.Reason) = (BookingState.None, AttendanceState.None, null, null);
                    part.Version++;
                }
                else if (part.Booking != (week.Booking == BookingState.Pending ? BookingState.Pending : BookingState.Confirmed))
                {
                    part.Booking = week.Booking == BookingState.Pending ? BookingState.Pending : BookingState.Confirmed;
                    part.Version++;
                }
            }
        }
    }
}
