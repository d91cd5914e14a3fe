using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Changing;

/// <summary>DaysUnpaid → days that were held until paid are given up, and their places go to the next. Known by the cell's version: again, or changed
/// since, nothing happens.</summary>
public sealed class ReleaseUnpaid(PlanningDb db, CurrentRules current, TimeProvider clock) : IEventHandler<DaysUnpaid>
{
    public async Task HandleAsync(DaysUnpaid @event, CancellationToken ct)
    {
        if (await current.FindAsync(ct) is not { Rules: { } rules })
        {
            return;
        }

        await DayLock.ShareAsync(db, ct);
        var (children, dates) = (@event.Days.Select(d => d.ChildId).Distinct().ToList(), @event.Days.Select(d => d.Date).Distinct().ToList());
        var unpaid = @event.Days.ToDictionary(d => (d.ChildId, d.Unit, d.Date), d => d.Version);
        var cells = (await db.Cells.Where(c => c.FamilyId == @event.FamilyId && children.Contains(c.ChildId) && dates.Contains(c.Date)).ToListAsync(ct))
            .Where(c => unpaid.TryGetValue((c.ChildId, c.Unit, c.Date), out var version) && version == c.Version
                && c is { Booking: BookingState.Confirmed, Attendance: AttendanceState.None }).ToList();
        if (cells.Count == 0)
        {
            return;
        }

        var pools = cells.SelectMany(c => c.SeatKeys).Distinct().ToList();
        var book = new DayBook(db, rules, await SeatBook.ReadAsync(db, rules, pools, Days.Of(cells.Select(c => c.Date)), ct), clock.GetUtcNow());
        cells.ForEach(cell => book.Change(cell, c => c.GiveUp()));
        await book.CloseAsync(ct);
    }
}
