using Microsoft.EntityFrameworkCore;
using Preau.Planning.Book;

namespace Preau.Planning.Attending.List;

/// <summary>The cells of some units over some days with the names of the children: two queries, however long the list is.</summary>
internal sealed class ListedCells
{
    private readonly Dictionary<(Guid Family, Guid Child), (KnownChild Child, string Family)> _people;

    private readonly HashSet<Guid> _packed;

    private ListedCells(List<Cell> cells, Dictionary<(Guid Family, Guid Child), (KnownChild Child, string Family)> people) =>
        (Cells, _people, _packed) = (cells, people, people.Values.Where(p => p.Child.PackedLunch).Select(p => p.Child.ChildId).ToHashSet());

    public List<Cell> Cells { get; }

    public static async Task<ListedCells> ReadAsync(PlanningDb db, IReadOnlyCollection<string> units, DateOnly first, DateOnly last, CancellationToken ct)
    {
        var cells = await db.Cells.AsNoTracking().Where(c => c.Date >= first && c.Date <= last && units.Contains(c.Unit) && (c.Part == null || c.Part != c.Unit)
            && ((c.Booking != BookingState.None && c.Booking != BookingState.Refused) || c.Attendance != AttendanceState.None)).ToListAsync(ct);
        var people = await (from child in db.KnownChildren
                            where db.Cells.Any(c => c.ChildId == child.ChildId && c.Date >= first && c.Date <= last)
                            join family in db.KnownFamilies on child.FamilyId equals family.FamilyId
                            select new { child, family.Name }).AsNoTracking().ToListAsync(ct);
        return new ListedCells(cells, people.ToDictionary(p => (p.child.FamilyId, p.child.ChildId), p => (p.child, p.Name)));
    }

    /// <summary>Null until the family's event has come.</summary>
    public KnownChild? ChildOf(Cell cell) => _people.TryGetValue((cell.FamilyId, cell.ChildId), out var known) ? known.Child : null;

    public string FamilyOf(Cell cell) => _people.TryGetValue((cell.FamilyId, cell.ChildId), out var known) ? known.Family : "";

    /// <summary>Brings its own meal: so one of its households says.</summary>
    public bool BringsMeal(Cell cell) => _packed.Contains(cell.ChildId);

    /// <summary>A child who is to come, or is or was there.</summary>
    public static bool IsExpected(Cell cell) => cell.Attendance switch
    {
        AttendanceState.Present or AttendanceState.PresentUnbooked => true,
        AttendanceState.AbsentBilled or AttendanceState.AbsentExcused => false,
        _ => cell.Booking is BookingState.Confirmed or BookingState.CancelPending or BookingState.AbsencePending && !cell.Clock.NoShow,
    };

    public static bool IsBooked(Cell cell) => cell.Booking is BookingState.Confirmed or BookingState.CancelPending or BookingState.AbsencePending;
}
