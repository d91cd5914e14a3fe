using Microsoft.EntityFrameworkCore;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Changing;

/// <summary>The cells some lines touched, with the places they hold or need again: to decide, reopen or take back.</summary>
public sealed class CellsOfLines
{
    private readonly Dictionary<(Guid Child, string Unit, DateOnly Date), Cell> _cells;
    private readonly Dictionary<Guid, KnownChild> _children;
    private readonly PlanningRules _rules;
    private readonly WeekCells _weeks;

    private CellsOfLines(PlanningRules rules, List<Cell> cells, Dictionary<Guid, KnownChild> children, DayBook days, WeekCells weeks)
    {
        _rules = rules;
        _weeks = weeks;
        _cells = cells.ToDictionary(c => (c.ChildId, c.Unit, c.Date));
        _children = children;
        Days = days;
    }

    /// <summary>By which they change.</summary>
    public DayBook Days { get; }

    public SeatBook Seats => Days.Seats;

    public static async Task<CellsOfLines> ReadAsync(PlanningDb db, PlanningRules rules, IReadOnlyList<RequestLine> lines, DateTimeOffset now,
        CancellationToken ct)
    {
        var days = Book.Days.Of(lines.SelectMany(l => rules.Units.TryGetValue(l.Unit, out var unit) ? unit.DaysOn(l.Date).Append(l.Date) : [l.Date]));
        var children = lines.Select(l => l.ChildId).Distinct().ToList();
        var units = lines.Select(l => l.Unit).Distinct().ToList();
        var cells = await db.Cells.Where(c => children.Contains(c.ChildId) && units.Contains(c.Unit) && c.Date >= days.First && c.Date <= days.Last)
            .ToListAsync(ct);
        // Two households' rows of one child tell the same birth date; either will do.
        var known = await db.KnownChildren.AsNoTracking().Where(c => children.Contains(c.ChildId)).ToListAsync(ct);
        var pools = units.Where(rules.Units.ContainsKey).SelectMany(u => (rules.Units[u].WeekOf ?? rules.Units[u]).Pools).Select(p => p.Key)
            .Concat(cells.SelectMany(c => c.SeatKeys)).Distinct().ToList();
        var seats = await SeatBook.ReadAsync(db, rules, pools, days, ct);
        return new CellsOfLines(rules, cells, known.GroupBy(c => c.ChildId).ToDictionary(g => g.Key, g => g.First()), new DayBook(db, rules, seats, now),
            await WeekCells.ReadAsync(db, lines.Select(l => (l.ChildId, rules.Units.GetValueOrDefault(l.Unit), l.Date)), ct));
    }

    public Cell? Of(RequestLine line) => _cells.GetValueOrDefault((line.ChildId, line.Unit, line.Date));

    public KnownChild? ChildOf(RequestLine line) => _children.GetValueOrDefault(line.ChildId);

    /// <summary>The pools this child needs for this line; empty when the unit has none or is no longer in the rules.</summary>
    public IReadOnlyList<Pool> PoolsOf(RequestLine line) =>
        _rules.Units.TryGetValue(line.Unit, out var unit) && ChildOf(line) is { } child ? unit.PoolsAt(child.AgeOn(line.Date)) ?? [] : [];

    /// <summary>The unit of this line, or that of the days of its week, counts places.</summary>
    public bool NeedsPlace(RequestLine line) => _rules.Units.TryGetValue(line.Unit, out var unit) && ChildOf(line) is { } child
        && (unit.WeekOf ?? unit).PoolsAt(child.AgeOn(line.Date)) is { Count: > 0 };

    /// <summary>Takes the line's places unless the cell, or each day of its week, holds them already; false when a pool is full.</summary>
    /// <param name="booking">What the days of a week then are.</param>
    public bool TryTake(Cell cell, RequestLine line, BookingState booking = BookingState.Confirmed) =>
        _rules.Units.GetValueOrDefault(line.Unit) is { WeekOf: not null } week
        ? ChildOf(line) is { } child && _weeks.TryTake(cell, week, child, Days, booking)
        : Seats.TryTake(cell, PoolsOf(line));

    /// <summary>The days of this week are days for themselves again, with nothing booked, before what they were is put back.</summary>
    public void FreeWeek(Cell week) => _weeks.Free(week, Days);

    /// <summary>Makes the cell again what it was before the line, places included; false, with the cell unchanged, when they are gone.</summary>
    public bool PutBack(Cell cell, RequestLine line)
    {
        if (line.Before.Seated)
        {
            if (!TryTake(cell, line))
            {
                return false;
            }
        }
        else
        {
            Seats.Release(cell);
        }

        cell.Restore(line.Before);
        return true;
    }
}
