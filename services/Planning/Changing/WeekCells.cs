using Microsoft.EntityFrameworkCore;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Changing;

/// <summary>The days of some weeks, to give a week its places: on each of its days, or on none.</summary>
internal sealed class WeekCells
{
    private readonly PlanningDb _db;
    private readonly Dictionary<(Guid Child, string Unit, DateOnly Date), Cell> _days;

    private WeekCells(PlanningDb db, List<Cell> days) => (_db, _days) = (db, days.ToDictionary(c => (c.ChildId, c.Unit, c.Date)));

    /// <param name="weeks">Units of one day are left out.</param>
    public static async Task<WeekCells> ReadAsync(PlanningDb db, IEnumerable<(Guid Child, Unit? Unit, DateOnly Date)> weeks, CancellationToken ct)
    {
        var asked = weeks.Where(w => w.Unit?.WeekOf is not null).ToList();
        if (asked.Count == 0)
        {
            return new WeekCells(db, []);
        }

        var (children, units) = (asked.Select(w => w.Child).Distinct().ToList(), asked.Select(w => w.Unit!.WeekOf!.Key).Distinct().ToList());
        var (first, last) = (Week.MondayOf(asked.Min(w => w.Date)), Week.MondayOf(asked.Max(w => w.Date)).AddDays(6));
        return new WeekCells(db,
            await db.Cells.Where(c => children.Contains(c.ChildId) && units.Contains(c.Unit) && c.Date >= first && c.Date <= last).ToListAsync(ct));
    }

    /// <summary>The days hold their places: false, with nothing changed, when one of them is full or taken otherwise.</summary>
    /// <param name="booking">What the days then are.</param>
    public bool TryTake(Cell week, Unit unit, KnownChild child, DayBook book, BookingState booking)
    {
        var days = new List<(DateOnly Date, IReadOnlyList<Pool> Pools)>();
        foreach (var date in unit.DaysOn(week.Date))
        {
            var day = Find(week, unit, date);
            // A strike or a trip has excused it meanwhile.
            if (day is { DisruptionId: not null } && day.Part == week.Unit)
            {
                continue;
            }

            if (IsTaken(day, week) || unit.WeekOf!.PoolsAt(child.AgeOn(date)) is not { } pools
                || (day is not { Seats.Length: > 0 } && book.Seats.FullOf(pools, date) is not null))
            {
                return false;
            }

            days.Add((date, pools));
        }

        days.ForEach(d => Take(week, unit, d.Date, d.Pools, book, booking));
        return days.Count > 0;
    }

    public void Free(Cell week, DayBook book) => DaysOf(week).ForEach(d => book.Change(d, day => day.LeaveWeek()));

    public void Become(Cell week, BookingState booking, DayBook book) =>
        DaysOf(week).FindAll(d => d.Attendance == AttendanceState.None).ForEach(d => book.Change(d, day => day.Follow(booking)));

    // As they are held, whatever the calendar says today.
    private List<Cell> DaysOf(Cell week) =>
        [.. _days.Values.Where(d => d.ChildId == week.ChildId && d.IsPart && d.Part == week.Unit && Week.MondayOf(d.Date) == Week.MondayOf(week.Date))];

    private static bool IsTaken(Cell? day, Cell week) => day is { IsStanding: true } && (day.Part != week.Unit || day.FamilyId != week.FamilyId);

    private Cell? Find(Cell week, Unit unit, DateOnly date) => _days.GetValueOrDefault((week.ChildId, unit.WeekOf!.Key, date));

    private void Take(Cell week, Unit unit, DateOnly date, IReadOnlyList<Pool> pools, DayBook book, BookingState booking)
    {
        if (Find(week, unit, date) is not { } day)
        {
            day = Cell.Of(week.FamilyId, week.ChildId, unit.WeekOf!.Key, date);
            _days.Add((day.ChildId, day.Unit, date), day);
            _db.Cells.Add(day);
        }

        book.Change(day, d =>
        {
            d.BelongTo(week, booking);
            book.Seats.TryTake(d, pools);
        });
    }
}
