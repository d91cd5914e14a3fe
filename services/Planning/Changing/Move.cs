using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Changing;

/// <summary>One child goes from one household to another with what it has booked from a day on. Done again, it finds nothing more to do.</summary>
internal sealed class Move(PlanningDb db, PlanningRules rules, KnownChild came, DateTimeOffset now)
{
    private readonly Guid _from = came.CameFrom!.Value;
    // Who it was in the household it came from.
    private readonly Guid _child = came.CameAs ?? came.ChildId;
    private readonly Guid _to = came.FamilyId;
    private readonly Guid _as = came.ChildId;
    private readonly DateOnly _day = came.CameOn!.Value;
    private readonly HandedRows _trace = new();

    private bool IsTwin => _child != _as;

    /// <summary>Call with the lock of days shared.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        await EnrolAsync(ct);
        await HandRowsAsync(ct);
        var cells = await db.Cells.Where(c => c.FamilyId == _from && c.ChildId == _child && c.Date >= _day)
            .Where(c => c.Booking != BookingState.None || c.Attendance != AttendanceState.None).ToListAsync(ct);
        if (cells.Count > 0)
        {
            var pools = cells.SelectMany(c => c.SeatKeys).Distinct().ToList();
            var book = new DayBook(db, rules, await SeatBook.ReadAsync(db, rules, pools, Days.Of(cells.Select(c => c.Date)), ct), now);
            if (IsTwin)
            {
                await JoinAsync(cells, book, ct);
            }
            else
            {
                cells.ForEach(cell => book.Change(cell, c => c.HandTo(_to)));
            }

            await book.CloseAsync(ct);
        }

        await KeepTraceAsync(ct);
    }

    /// <summary>Booked for both rows of the child, a day is booked once.</summary>
    private async Task JoinAsync(List<Cell> cells, DayBook book, CancellationToken ct)
    {
        var taken = await db.Cells.Where(c => c.ChildId == _as && c.Date >= _day).ToDictionaryAsync(c => (c.Unit, c.Date), ct);
        foreach (var cell in cells)
        {
            if (!taken.TryGetValue((cell.Unit, cell.Date), out var own))
            {
                own = Cell.Of(_to, _as, cell.Unit, cell.Date);
                db.Cells.Add(own);
            }

            var was = cell.Copy();
            _trace.Cells.Add(new HandedCell(cell.Unit, cell.Date, was.Standing, was.Bond, was.Seats, own.IsStanding ? null : own.Standing));
            book.Change(cell, c => c.Vanish());
            if (!own.IsStanding)
            {
                book.TakeOver(own, was.Standing, was.Bond, was.Seats, _to);
            }
        }
    }

    /// <summary>
    /// The new household is enrolled from the day of the move, the former one until the day before; what a move had cut in two is whole again.
    /// </summary>
    private async Task EnrolAsync(CancellationToken ct)
    {
        var own = await db.Enrolments.Where(e => e.FamilyId == _to && e.ChildId == _as).ToListAsync(ct);
        var ending = await db.Enrolments.Where(e => e.FamilyId == _from && e.ChildId == _child && (e.Until == null || e.Until >= _day)).ToListAsync(ct);
        foreach (var former in ending)
        {
            var from = former.From > _day ? former.From : _day;
            var last = former.Until ?? DateOnly.MaxValue;
            Enrolment? added = null;
            if (!IsTwin && own.Find(e => e.Until?.AddDays(1) == from && IsOneWith(e, former)) is { } cut)
            {
                cut.Until = former.Until;
            }
            else if (!own.Exists(e => e.Service == former.Service && (e.From == from || (e.From <= last && (e.Until is null || e.Until >= from)))))
            {
                added = new Enrolment
                {
                    FamilyId = _to,
                    ChildId = _as,
                    Service = former.Service,
                    From = from,
                    Until = former.Until,
                    Weekdays = former.Weekdays,
                    Unit = former.Unit,
                    RequestNumber = former.RequestNumber,
                };
                db.Enrolments.Add(added);
            }

            _trace.Enrolments.Add(new HandedEnrolment(
                former.Service, former.From, former.Until, former.Weekdays, former.Unit, former.RequestNumber, former.CopyId, added?.Id));
            if (former.From >= _day)
            {
                db.Enrolments.Remove(former);
            }
            else
            {
                former.Until = _day.AddDays(-1);
            }
        }

        await db.SaveChangesAsync(ct);
    }

    private static bool IsOneWith(Enrolment one, Enrolment other) =>
        (one.Service, one.Weekdays, one.Unit, one.RequestNumber) == (other.Service, other.Weekdays, other.Unit, other.RequestNumber);

    /// <summary>Rows that only name whose they are.</summary>
    private async Task HandRowsAsync(CancellationToken ct)
    {
        var (twin, day, from, child, to, kin) = (IsTwin, _day, _from, _child, _to, _as);
        var requests = db.Requests.Where(r => r.FamilyId == from && (r.Status == RequestStatus.Pending || r.Status == RequestStatus.Waiting));
        if (twin)
        {
            var lines = db.RequestLines.Where(l => l.ChildId == child && l.Date >= day);
            _trace.Requests.AddRange(await requests.Where(r => r.Lines.Any(l => l.ChildId == child)).Select(r => r.Id).ToListAsync(ct));
            _trace.Lines.AddRange(await lines.Select(l => l.Id).ToListAsync(ct));
            await lines.ExecuteUpdateAsync(s => s.SetProperty(l => l.ChildId, kin), ct);
        }

        var waiting = db.WaitingPlaces.Where(w => w.FamilyId == from && w.ChildId == child && w.Date >= day)
            .Where(w => !twin || !db.WaitingPlaces.Any(o => o.ChildId == kin && o.Unit == w.Unit && o.Date == w.Date));
        _trace.Waiting.AddRange(twin ? await waiting.Select(w => w.Id).ToListAsync(ct) : []);
        await waiting.ExecuteUpdateAsync(s => s.SetProperty(w => w.FamilyId, to).SetProperty(w => w.ChildId, kin), ct);

        var contracts = db.ChildContracts.Where(c => c.FamilyId == from && c.ChildId == child && (c.Until == null || c.Until >= day))
            .Where(c => !twin || !db.ChildContracts.Any(o => o.ChildId == kin && o.Service == c.Service));
        _trace.Contracts.AddRange(twin ? await contracts.Select(c => c.Id).ToListAsync(ct) : []);
        await contracts.ExecuteUpdateAsync(s => s.SetProperty(c => c.FamilyId, to).SetProperty(c => c.ChildId, kin), ct);

        var evidence = db.Evidence.Where(e => e.FamilyId == from && e.ChildId == child && e.Last >= day);
        _trace.Evidence.AddRange(twin ? await evidence.Select(e => e.Id).ToListAsync(ct) : []);
        await evidence.ExecuteUpdateAsync(s => s.SetProperty(e => e.FamilyId, to).SetProperty(e => e.ChildId, kin), ct);

        var asked = db.EnrolmentRequests.Where(r => r.FamilyId == from && r.ChildId == child && r.Status == RequestStatus.Pending);
        _trace.EnrolmentRequests.AddRange(twin ? await asked.Select(r => r.Id).ToListAsync(ct) : []);
        await asked.ExecuteUpdateAsync(s => s.SetProperty(r => r.FamilyId, to).SetProperty(r => r.ChildId, kin), ct);
        // A demande that still waits is answered to the household that has the children now; one about brothers and sisters who stayed is not torn apart.
        await requests.Where(r => r.Lines.All(l => db.KnownChildren.Any(c => c.FamilyId == to && c.ChildId == l.ChildId && c.CameFrom == from)))
            .ExecuteUpdateAsync(s => s.SetProperty(r => r.FamilyId, to), ct);
    }

    private async Task KeepTraceAsync(CancellationToken ct)
    {
        if (!IsTwin || _trace.IsEmpty)
        {
            return;
        }

        var kept = await db.DoubleTraces.SingleOrDefaultAsync(t => t.FamilyId == _from && t.ChildId == _child && t.To == _to && t.As == _as, ct);
        if (kept is null)
        {
            kept = new DoubleTrace { FamilyId = _from, ChildId = _child, To = _to, As = _as };
            db.DoubleTraces.Add(kept);
        }

        kept.Write(kept.Read().With(_trace));
        await db.SaveChangesAsync(ct);
    }
}
