using Microsoft.EntityFrameworkCore;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Changing;

/// <summary>
/// The one way to change days. Each act on a cell goes through <c>Change</c>; <see cref="CloseAsync"/> then makes true, once and in one order,
/// all that follows: weeks and their days, places, what the other services are told, whose turn it is.
/// </summary>
public sealed class DayBook(PlanningDb? db, PlanningRules rules, SeatBook seats, DateTimeOffset now)
{
    private readonly Settlement _settlement = new();
    private readonly HashSet<Cell> _touched = [];
    // Booked when their unit had no places to count: nobody takes one for them behind their back.
    private readonly HashSet<Cell> _without = [];

    public SeatBook Seats => seats;

    public DateTimeOffset Now => now;

    /// <summary>An act that no line of a request stands for: an agent's correction, the roll, a disruption.</summary>
    public void Change(Cell cell, Action<Cell> act)
    {
        Act(cell, act);
        cell.Rise();
    }

    /// <summary>An act by this line of this request, which knows the cell by its version from then on.</summary>
    public void Change(Cell cell, Request request, RequestLine line, Action<Cell> act)
    {
        Act(cell, act);
        cell.TouchedBy(request, line);
    }

    /// <summary>A day goes to another row of the same child, with the place it holds while an agent decides: whoever comes gets one at the end.</summary>
    /// <param name="held">Keys of the pools it held places in.</param>
    public void TakeOver(Cell cell, CellStanding standing, CellBond bond, string held, Guid family)
    {
        Change(cell, c => c.TakeOver(standing, bond, family));
        Pool[] pools = [.. held.Split(',', StringSplitOptions.RemoveEmptyEntries).Where(rules.Pools.ContainsKey).Select(k => rules.Pools[k])];
        if (cell is { Comes: false, MayHoldPlace: true } && !seats.TryTake(cell, pools))
        {
            seats.TakeBeyond(cell, pools);
        }
    }

    /// <summary>Call once, inside the transaction, when all else of the change is done.</summary>
    public async Task CloseAsync(CancellationToken ct)
    {
        await WeekParts.FollowAsync(db!, this, ct);
        var changed = await WriteAsync(ct);
        if (changed.Count > 0)
        {
            await db!.SaveChangesAsync(ct);
            await new Turns(db, rules, now).FollowAsync(changed, ct);
        }
    }

    /// <summary>Without weeks and lists: for what is itself a step of them.</summary>
    /// <returns>The pools and days whose places have changed.</returns>
    internal async Task<List<(string Pool, DateOnly Date, bool Freed)>> WriteAsync(CancellationToken ct)
    {
        await SeatWhoComesAsync(ct);
        _settlement.Raise(db!, now.UtcDateTime);
        var changed = seats.Changes.Select(c => (c.Pool, c.Date, Freed: c.By < 0)).ToList();
        await seats.WriteAsync(db!, ct);
        return changed;
    }

    private void Act(Cell cell, Action<Cell> act)
    {
        _settlement.Watch(cell);
        if (_touched.Add(cell) && cell is { Comes: true, Seats: "" })
        {
            _without.Add(cell);
        }

        act(cell);
        if (!cell.MayHoldPlace)
        {
            seats.Release(cell);
        }
    }

    // Whoever stands again without having asked for a place (set right by an agent, put back by the roll) has one, beyond the number where it must be.
    private async Task SeatWhoComesAsync(CancellationToken ct)
    {
        var standing = _touched.Where(c => c is { Comes: true, Seats: "", IsWeek: false } && !_without.Contains(c) && rules.Units.ContainsKey(c.Unit)).ToList();
        if (standing.Count == 0)
        {
            return;
        }

        var ids = standing.ConvertAll(c => c.ChildId);
        // Two households' rows of one child tell the same birth date; either will do.
        var children = (await db!.KnownChildren.AsNoTracking().Where(c => ids.Contains(c.ChildId)).ToListAsync(ct)).GroupBy(c => c.ChildId)
            .ToDictionary(g => g.Key, g => g.First());
        foreach (var cell in standing)
        {
            var pools = children.TryGetValue(cell.ChildId, out var child) ? rules.Units[cell.Unit].PoolsAt(child.AgeOn(cell.Date)) ?? [] : [];
            await seats.ReadMoreAsync(db, pools, cell.Date, ct);
            if (!seats.TryTake(cell, pools))
            {
                seats.TakeBeyond(cell, pools);
            }
        }
    }
}
