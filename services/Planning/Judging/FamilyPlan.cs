using Microsoft.EntityFrameworkCore;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Judging;

/// <summary>All that decides on a family's cells over some days, read with five queries however many cells there are.</summary>
public sealed class FamilyPlan
{
    private readonly Dictionary<(Guid Child, string Unit, DateOnly Date), Cell> _cells;
    private readonly HashSet<Cell> _gone = [];
    private readonly ILookup<(Guid Child, string Service), Enrolment> _enrolments;

    private readonly HashSet<(string Queue, DateOnly Date)> _waitedFor;
    private readonly HashSet<(string Service, string Period)> _allocated;
    private readonly Dictionary<Guid, WaitingPlace> _waiting;

    private FamilyPlan(
        KnownFamily family, List<KnownChild> children, List<Enrolment> enrolments, List<Cell> cells, SeatBook seats, List<WaitingPlace> waiting,
        HashSet<(string, DateOnly)> waitedFor, HashSet<(string, string)> allocated)
    {
        _waitedFor = waitedFor;
        _allocated = allocated;
        _waiting = waiting.ToDictionary(w => w.Id);
        Family = family;
        Children = children;
        Enrolments = enrolments;
        Seats = seats;
        _cells = cells.ToDictionary(c => (c.ChildId, c.Unit, c.Date));
        _enrolments = enrolments.ToLookup(e => (e.ChildId, e.Service));
    }

    public Guid FamilyId => Family.FamilyId;

    public KnownFamily Family { get; }

    /// <summary>Eldest first.</summary>
    public IReadOnlyList<KnownChild> Children { get; }

    /// <summary>Those this household pays for.</summary>
    public IReadOnlyList<Enrolment> Enrolments { get; }

    public SeatBook Seats { get; }

    /// <summary>Null when the family isn't known here.</summary>
    /// <param name="toChange">Cells are tracked, so that what the caller changes is saved.</param>
    public static async Task<FamilyPlan?> ReadAsync(PlanningDb db, PlanningRules rules, Guid familyId, Days days, bool toChange, CancellationToken ct)
    {
        if (toChange)
        {
            await DayLock.ShareAsync(db, ct);
            await TicketBooks.HoldAsync(db, rules, familyId, ct);
        }

        var family = await db.KnownFamilies.AsNoTracking().SingleOrDefaultAsync(f => f.FamilyId == familyId, ct);
        if (family is null)
        {
            return null;
        }

        // Apart: in one question it would need an APPLY, which SQLite doesn't have.
        var stop = await db.BookingStops.AsNoTracking().SingleOrDefaultAsync(s => s.FamilyId == familyId && s.Stopped, ct);

        var children = await db.KnownChildren.AsNoTracking().Where(c => c.FamilyId == familyId).ToListAsync(ct);
        var enrolments = await db.Enrolments.AsNoTracking().Where(e => e.FamilyId == familyId).ToListAsync(ct);
        var ids = children.Select(c => c.ChildId).ToList();
        var cells = await ReadCellsAsync(db.Cells.AsTracking(toChange ? QueryTrackingBehavior.TrackAll : QueryTrackingBehavior.NoTracking), ids, days, ct);
        var pools = enrolments.Select(e => e.Service).Distinct().Where(rules.Services.ContainsKey)
            .SelectMany(s => rules.Services[s].Units).SelectMany(u => u.Pools).Select(p => p.Key)
            .Concat(cells.SelectMany(c => c.SeatKeys)).Distinct().ToList();
        var seats = await SeatBook.ReadAsync(db, rules, pools, days, ct);
        var waiting = cells.Exists(c => c.FamilyId == familyId && c.Booking is BookingState.Waitlisted or BookingState.Offered or BookingState.Wished)
            ? await db.WaitingPlaces.AsTracking(toChange ? QueryTrackingBehavior.TrackAll : QueryTrackingBehavior.NoTracking)
                .Where(w => w.FamilyId == familyId && w.Date >= days.First && w.Date <= days.Last).ToListAsync(ct)
            : [];
        var waitedFor = rules.HasLateExchange && !days.IsEmpty
            ? await db.WaitingPlaces.Where(w => w.State == WaitingState.Waiting && w.Date == w.Last && w.Date >= days.First && w.Date <= days.Last)
            .Select(w => new { w.Queue, w.Date }).Distinct().ToListAsync(ct)
            : [];
        var open = await OpenDays.ReadAsync(db, days.First, days.Last, ct);
        var allocated = rules.HasWishes ? await db.AllocationRuns.Where(r => r.AppliedAt != null).Select(r => new { r.Service, r.Period }).ToListAsync(ct) : [];
        return new FamilyPlan(family, [.. children.OrderBy(c => c.Rank).ThenBy(c => c.BirthDate).ThenBy(c => c.ChildId)], enrolments, cells, seats, waiting,
            [.. waitedFor.Select(w => (w.Queue, w.Date))], [.. allocated.Select(a => (a.Service, a.Period))])
        { Open = open, Stop = stop, Tickets = await TicketBooks.ReadAsync(db, rules, familyId, days, ct) };
    }

    /// <summary>The same days, to be changed apart: several "what if" from one reading. Places are shared.</summary>
    public FamilyPlan Copy() =>
        new(Family, [.. Children], [.. Enrolments], [.. _cells.Values.Select(c => c.Copy())], Seats, [.. _waiting.Values], _waitedFor,
        _allocated)
        { OpenEvidence = OpenEvidence, Leave = Leave, Open = Open, Stop = Stop, Tickets = Tickets };

    /// <summary>Certificates still asked or being looked at; read only where an absence is told.</summary>
    public IReadOnlyList<Evidence> OpenEvidence { get; set; } = [];

    /// <summary>Contracts with their days of leave; read only where leave is asked.</summary>
    public LeaveBook Leave { get; set; } = new();

    /// <summary>The household may not book by itself; null when it may.</summary>
    public BookingStop? Stop { get; private init; }

    /// <summary>Tickets bought by the book.</summary>
    public TicketBooks Tickets { get; private init; } = TicketBooks.None;

    /// <summary>This household's cells of the plan.</summary>
    public IEnumerable<Cell> Mine => _cells.Values.Where(c => c.FamilyId == FamilyId);

    /// <summary>Strikes, trips and closures of these days that are not undone.</summary>
    public IReadOnlyList<Disruption> Disruptions => Open.Standing;

    /// <summary>On which days services take children, enrolled or not.</summary>
    public OpenDays Open { get; private init; } = OpenDays.ByCalendar;

    /// <summary>What closes that service for that child on that day, besides the calendar.</summary>
    public Disruption? ClosedBy(Service service, KnownChild child, DateOnly date) => Open.ClosedBy(service, child, date);

    /// <summary>The service takes this child on that day.</summary>
    public bool IsOpen(Service service, KnownChild child, DateOnly date) =>
        Open.IsOpen(service, child, date) && IsEnrolled(child.ChildId, service.Key, date);

    public IEnumerable<Cell> CellsOf(Guid child) => _cells.Values.Where(c => c.ChildId == child);

    /// <summary>What waits for a place on that cell, for this family.</summary>
    public WaitingPlace? Waiting(Cell? cell) => cell?.LineId is { } line ? _waiting.GetValueOrDefault(line) : null;

    public bool HasWaiting => _waiting.Count > 0;

    /// <summary>The wishes of that period have become places.</summary>
    public bool IsAllocated(string service, string period) => _allocated.Contains((service, period));

    /// <summary>Somebody is on the list of that queue for that day alone: one day doesn't help who waits for a week.</summary>
    public bool IsWaitedFor(string queue, DateOnly date) => _waitedFor.Contains((queue, date));

    /// <summary>A brother or sister holds or asks something of that service on one of these days.</summary>
    public bool HasSibling(Guid child, Service service, IEnumerable<DateOnly> dates) => dates.Any(date =>
        Children.Any(c => c.ChildId != child && service.Units.Exists(u =>
            Cell(c.ChildId, u.Key, u.WeekOf is null ? date : u.DaysOn(date).FirstOrDefault(date)) is { IsStanding: true } cell && cell.FamilyId == FamilyId)));

    /// <summary>A plan of what is already at hand: for replays, which read for all families at once.</summary>
    internal static FamilyPlan Recorded(KnownFamily family, List<KnownChild> children, List<Enrolment> enrolments, List<Cell> cells, SeatBook seats) =>
        new(family, children, enrolments, cells, seats, [], [], []);

    public Cell? Cell(Guid child, string unit, DateOnly date) =>
        _cells.GetValueOrDefault((child, unit, date)) is { } cell && !_gone.Contains(cell) ? cell : null;

    /// <summary>What would be so if these cells were given up, and their places free. Nothing is changed.</summary>
    public T Without<T>(IReadOnlyCollection<Cell> cells, Func<T> look)
    {
        _gone.UnionWith(cells);
        try
        {
            return Seats.Without(cells, look);
        }
        finally
        {
            _gone.ExceptWith(cells);
        }
    }

    /// <summary>The cell, added to the database when nothing was recorded on it yet.</summary>
    public Cell CellToChange(PlanningDb? db, Guid child, string unit, DateOnly date)
    {
        if (!_cells.TryGetValue((child, unit, date), out var cell))
        {
            cell = Book.Cell.Of(FamilyId, child, unit, date);
            _cells.Add((child, unit, date), cell);
            db?.Cells.Add(cell);
        }

        return cell;
    }

    public KnownChild? Child(Guid id) => Children.FirstOrDefault(c => c.ChildId == id);

    public bool IsEnrolled(Guid child, string service, DateOnly date)
    {
        foreach (var enrolment in _enrolments[(child, service)])
        {
            if (enrolment.Covers(date))
            {
                return true;
            }
        }

        return false;
    }

    private static async Task<List<Cell>> ReadCellsAsync(IQueryable<Cell> all, List<Guid> children, Days days, CancellationToken ct)
    {
        if (children.Count == 0 || days.IsEmpty)
        {
            return [];
        }

        var cells = all.Where(c => children.Contains(c.ChildId) && c.Date >= days.First && c.Date <= days.Last);
        if (days.Sparse is { } dates)
        {
            cells = cells.Where(c => dates.Contains(c.Date));
        }

        return await cells.ToListAsync(ct);
    }
}
