using Microsoft.EntityFrameworkCore;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Changing;

/// <summary>
/// A merge is taken back: what a double had booked is its own again. A day that the other row of the child took over comes back as it stands today,
/// so that what was changed meanwhile stays true; one that both had booked is booked for both again.
/// </summary>
internal sealed class GiveBack(PlanningDb db, PlanningRules rules, DoubleTrace trace, DateTimeOffset now)
{
    private const int Together = 500;

    /// <summary>Call with the lock of days shared.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        var rows = trace.Read();
        await EnrolAsync(rows.Enrolments, ct);
        await RowsAsync(rows, ct);
        await DaysAsync(rows.Cells, ct);
        db.DoubleTraces.Remove(trace);
        await db.SaveChangesAsync(ct);
    }

    private async Task DaysAsync(List<HandedCell> handed, CancellationToken ct)
    {
        if (handed.Count == 0)
        {
            return;
        }

        var first = handed.Min(h => h.Date);
        var cells = await db.Cells.Where(c => (c.ChildId == trace.ChildId || c.ChildId == trace.As) && c.Date >= first)
            .ToDictionaryAsync(c => (c.ChildId, c.Unit, c.Date), ct);
        var pools = handed.SelectMany(h => Keys(h.Seats)).Concat(cells.Values.SelectMany(c => c.SeatKeys)).Distinct().ToList();
        var book = new DayBook(db, rules, await SeatBook.ReadAsync(db, rules, pools, Days.Of(handed.Select(h => h.Date)), ct), now);
        foreach (var day in handed)
        {
            if (!cells.TryGetValue((trace.ChildId, day.Unit, day.Date), out var cell) || cell.IsStanding)
            {
                continue;
            }

            if (day.Own is not { } before || !cells.TryGetValue((trace.As, day.Unit, day.Date), out var own) || own.FamilyId != trace.To)
            {
                book.TakeOver(cell, day.Was, day.Bond, day.Seats, trace.FamilyId);
                continue;
            }

            var (standing, bond, seats) = (own.Standing, own.Bond, own.Seats);
            book.Change(own, c => c.PutBack(before));
            book.TakeOver(cell, standing, bond, seats, trace.FamilyId);
        }

        await book.CloseAsync(ct);
    }

    private async Task EnrolAsync(List<HandedEnrolment> handed, CancellationToken ct)
    {
        var own = await db.Enrolments.Where(e => e.FamilyId == trace.FamilyId && e.ChildId == trace.ChildId).ToListAsync(ct);
        var added = handed.Select(h => h.Added).OfType<Guid>().ToList();
        db.Enrolments.RemoveRange(await db.Enrolments.Where(e => added.Contains(e.Id) && e.FamilyId == trace.To).ToListAsync(ct));
        foreach (var was in handed)
        {
            if (own.Find(e => e.Service == was.Service && e.From == was.From) is { } cut)
            {
                cut.Until = was.Until;
                continue;
            }

            db.Enrolments.Add(new Enrolment
            {
                FamilyId = trace.FamilyId,
                ChildId = trace.ChildId,
                Service = was.Service,
                From = was.From,
                Until = was.Until,
                Weekdays = was.Weekdays,
                Unit = was.Unit,
                RequestNumber = was.RequestNumber,
                CopyId = was.CopyId,
            });
        }

        await db.SaveChangesAsync(ct);
    }

    private async Task RowsAsync(HandedRows rows, CancellationToken ct)
    {
        var (family, child, to, kin) = (trace.FamilyId, trace.ChildId, trace.To, trace.As);
        foreach (var some in rows.Lines.Chunk(Together))
        {
            await db.RequestLines.Where(l => some.Contains(l.Id) && l.ChildId == kin).ExecuteUpdateAsync(s => s.SetProperty(l => l.ChildId, child), ct);
        }

        foreach (var some in rows.Requests.Chunk(Together))
        {
            await db.Requests.Where(r => some.Contains(r.Id) && r.FamilyId == to).ExecuteUpdateAsync(s => s.SetProperty(r => r.FamilyId, family), ct);
        }

        foreach (var some in rows.Waiting.Chunk(Together))
        {
            await db.WaitingPlaces.Where(w => some.Contains(w.Id) && w.FamilyId == to)
                .ExecuteUpdateAsync(s => s.SetProperty(w => w.FamilyId, family).SetProperty(w => w.ChildId, child), ct);
        }

        foreach (var some in rows.Contracts.Chunk(Together))
        {
            await db.ChildContracts.Where(c => some.Contains(c.Id) && c.FamilyId == to)
                .ExecuteUpdateAsync(s => s.SetProperty(c => c.FamilyId, family).SetProperty(c => c.ChildId, child), ct);
        }

        foreach (var some in rows.Evidence.Chunk(Together))
        {
            await db.Evidence.Where(e => some.Contains(e.Id) && e.FamilyId == to)
                .ExecuteUpdateAsync(s => s.SetProperty(e => e.FamilyId, family).SetProperty(e => e.ChildId, child), ct);
        }

        foreach (var some in rows.EnrolmentRequests.Chunk(Together))
        {
            await db.EnrolmentRequests.Where(r => some.Contains(r.Id) && r.FamilyId == to)
                .ExecuteUpdateAsync(s => s.SetProperty(r => r.FamilyId, family).SetProperty(r => r.ChildId, child), ct);
        }
    }

    private static string[] Keys(string seats) => seats.Length == 0 ? [] : seats.Split(',');
}
