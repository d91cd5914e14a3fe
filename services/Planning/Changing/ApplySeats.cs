using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Changing;

/// <summary>The end of a change of places: they are written, and what was freed goes to the next in turn.</summary>
internal static class ApplySeats
{
    /// <summary>Call once, inside the transaction, when all else of the change is done.</summary>
    public static async Task ApplyAsync(this SeatBook seats, PlanningDb db, PlanningRules rules, CancellationToken ct)
    {
        await WeekParts.FollowAsync(db, seats, ct);
        var changed = seats.Changes.Where(c => rules.ListedPools.Contains(c.Pool)).Select(c => (c.Pool, c.Date, Freed: c.By < 0)).ToList();
        await seats.WriteAsync(db, ct);
        if (changed.Count > 0)
        {
            await db.SaveChangesAsync(ct);
            await new Turns(db, rules, db.Now).FollowAsync(changed, ct);
        }
    }
}
