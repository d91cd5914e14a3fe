using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Changing;

/// <summary>
/// Keeps families in step, and when a child has gone from one file to another lets what it has booked from that day on go with it: days,
/// enrolments, places waited for, demandes that wait, contracts, certificates. The former household keeps what is past. Whatever the order in
/// which the two files are told, it ends the same: it happens once the one has the child and the other has not.
/// </summary>
public sealed class HandOver(PlanningDb db, KeepFamilyInStep families, CurrentRules current, TimeProvider clock) : IEventHandler<FamilyChanged>
{
    public async Task HandleAsync(FamilyChanged @event, CancellationToken ct)
    {
        if (!await families.KeepAsync(@event, ct))
        {
            return;
        }

        await db.SaveChangesAsync(ct);
        var came = await db.KnownChildren.AsNoTracking()
            .Where(c => c.CameFrom != null && (c.FamilyId == @event.FamilyId || c.CameFrom == @event.FamilyId)).ToListAsync(ct);
        foreach (var child in came)
        {
            if (await IsGoneAsync(child, ct))
            {
                await MoveAsync(new Move(child.CameFrom!.Value, child.CameAs ?? child.ChildId, child.FamilyId, child.ChildId, child.CameOn!.Value), ct);
            }
        }
    }

    /// <summary>The other file no longer has it; for a double, that file has ended in this one.</summary>
    private async Task<bool> IsGoneAsync(KnownChild child, CancellationToken ct) => child.CameAs is { } twin && twin != child.ChildId
        ? await db.KnownFamilies.AnyAsync(f => f.FamilyId == child.CameFrom && f.MergedInto == child.FamilyId, ct)
        : !await db.KnownChildren.AnyAsync(c => c.FamilyId == child.CameFrom && c.ChildId == child.ChildId, ct);

    private async Task MoveAsync(Move move, CancellationToken ct)
    {
        if (await current.FindAsync(ct) is not { Rules: { } rules })
        {
            return;
        }

        await DayLock.ShareAsync(db, ct);
        await EnrolAsync(move, ct);
        await HandRowsAsync(move, ct);
        var cells = await db.Cells.Where(c => c.FamilyId == move.From && c.ChildId == move.Child && c.Date >= move.Day).ToListAsync(ct);
        if (cells.Count == 0)
        {
            return;
        }

        var pools = cells.SelectMany(c => c.SeatKeys).Distinct().ToList();
        var book = new DayBook(db, rules, await SeatBook.ReadAsync(db, rules, pools, Days.Of(cells.Select(c => c.Date)), ct), clock.GetUtcNow());
        var taken = move.IsTwin ? await db.Cells.Where(c => c.ChildId == move.As && c.Date >= move.Day).ToDictionaryAsync(c => (c.Unit, c.Date), ct) : [];
        foreach (var cell in cells)
        {
            if (!move.IsTwin)
            {
                book.Change(cell, c => c.HandTo(move.To));
                continue;
            }

            if (!taken.TryGetValue((cell.Unit, cell.Date), out var own))
            {
                own = Cell.Of(move.To, move.As, cell.Unit, cell.Date);
                db.Cells.Add(own);
            }

            // Booked for both, it is booked once.
            var was = own.IsStanding ? null : cell.Copy();
            book.Change(cell, c => c.Vanish());
            if (was is not null)
            {
                book.Change(own, c => c.TakeOver(was, move.To));
            }
        }

        await book.CloseAsync(ct);
    }

    /// <summary>The new household is enrolled from the day of the move; the former one until the day before.</summary>
    private async Task EnrolAsync(Move move, CancellationToken ct)
    {
        var own = await db.Enrolments.Where(e => e.FamilyId == move.To && e.ChildId == move.As).ToListAsync(ct);
        var ending = await db.Enrolments.Where(e => e.FamilyId == move.From && e.ChildId == move.Child && (e.Until == null || e.Until >= move.Day))
            .ToListAsync(ct);
        foreach (var former in ending)
        {
            var from = former.From > move.Day ? former.From : move.Day;
            var last = former.Until ?? DateOnly.MaxValue;
            if (!own.Exists(e => e.Service == former.Service && (e.From == from || (e.From <= last && (e.Until is null || e.Until >= from)))))
            {
                db.Enrolments.Add(new Enrolment
                {
                    FamilyId = move.To,
                    ChildId = move.As,
                    Service = former.Service,
                    From = from,
                    Until = former.Until,
                    Weekdays = former.Weekdays,
                    Unit = former.Unit,
                    RequestNumber = former.RequestNumber,
                });
            }

            if (former.From >= move.Day)
            {
                db.Enrolments.Remove(former);
            }
            else
            {
                former.Until = move.Day.AddDays(-1);
            }
        }

        await db.SaveChangesAsync(ct);
    }

    /// <summary>Rows that only name whose they are.</summary>
    private async Task HandRowsAsync(Move move, CancellationToken ct)
    {
        if (move.IsTwin)
        {
            await db.RequestLines.Where(l => l.ChildId == move.Child && l.Date >= move.Day).ExecuteUpdateAsync(s => s.SetProperty(l => l.ChildId, move.As), ct);
        }

        var (twin, day) = (move.IsTwin, move.Day);
        await db.WaitingPlaces.Where(w => w.FamilyId == move.From && w.ChildId == move.Child && w.Date >= day)
            .Where(w => !twin || !db.WaitingPlaces.Any(o => o.ChildId == move.As && o.Unit == w.Unit && o.Date == w.Date))
            .ExecuteUpdateAsync(s => s.SetProperty(w => w.FamilyId, move.To).SetProperty(w => w.ChildId, move.As), ct);
        await db.ChildContracts.Where(c => c.FamilyId == move.From && c.ChildId == move.Child && (c.Until == null || c.Until >= day))
            .Where(c => !twin || !db.ChildContracts.Any(o => o.ChildId == move.As && o.Service == c.Service))
            .ExecuteUpdateAsync(s => s.SetProperty(c => c.FamilyId, move.To).SetProperty(c => c.ChildId, move.As), ct);
        await db.Evidence.Where(e => e.FamilyId == move.From && e.ChildId == move.Child && e.Last >= day)
            .ExecuteUpdateAsync(s => s.SetProperty(e => e.FamilyId, move.To).SetProperty(e => e.ChildId, move.As), ct);
        await db.EnrolmentRequests.Where(r => r.FamilyId == move.From && r.ChildId == move.Child && r.Status == RequestStatus.Pending)
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.FamilyId, move.To).SetProperty(r => r.ChildId, move.As), ct);
        // A demande that still waits is answered to the household that has the child now; one about brothers and sisters who stayed is not torn apart.
        await db.Requests.Where(r => r.FamilyId == move.From && (r.Status == RequestStatus.Pending || r.Status == RequestStatus.Waiting))
            .Where(r => r.Lines.All(l => l.ChildId == move.As))
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.FamilyId, move.To), ct);
    }

    /// <param name="Child">Who it was in the household it came from.</param>
    /// <param name="As">Who it is in the one it went to.</param>
    private sealed record Move(Guid From, Guid Child, Guid To, Guid As, DateOnly Day)
    {
        public bool IsTwin => Child != As;
    }
}
