using Microsoft.EntityFrameworkCore;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Changing;

/// <summary>What a unit requires on its days: its own requirements on the first of them, those of its day unit on each.</summary>
internal static class Required
{
    public static IEnumerable<(string Unit, DateOnly Date)> Of(Unit unit, IReadOnlyList<DateOnly> days) =>
        unit.Requires.Select(r => (r, days[0])).Concat(unit.WeekOf is { } day ? days.SelectMany(d => day.Requires.Select(r => (r, d))) : []);

    /// <summary>It is there: booked, or about to be; waiting for a place or merely wished isn't.</summary>
    public static bool IsMet(Cell cell) => cell is { IsStanding: true, Booking: not (BookingState.Waitlisted or BookingState.Offered or BookingState.Wished) };

    /// <summary>Key of the first required unit that the child doesn't have, or null.</summary>
    public static async Task<string?> FindMissingAsync(PlanningDb db, Unit unit, Guid child, IReadOnlyList<DateOnly> days, CancellationToken ct)
    {
        var needed = Of(unit, days).ToList();
        if (needed.Count == 0)
        {
            return null;
        }

        var (first, last) = (days[0], days[^1]);
        var cells = await db.Cells.Where(c => c.ChildId == child && c.Date >= first && c.Date <= last).ToListAsync(ct);
        return needed.Find(n => !cells.Exists(c => c.Unit == n.Unit && c.Date == n.Date && IsMet(c))).Unit;
    }
}
