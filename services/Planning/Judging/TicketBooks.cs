using Microsoft.EntityFrameworkCore;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Judging;

/// <summary>
/// Tickets a household has left: what it bought, less its days of the book's units. Days outside the plan are counted once when it is read, those of the
/// plan as they stand, so that
/// several days asked at once can't use one ticket twice.
/// </summary>
public sealed class TicketBooks
{
    private readonly Dictionary<string, (int Left, DateOnly Since)> _outside = [];

    public static TicketBooks None { get; } = new();

    /// <summary>Two requests of a household at once meet here, before its tickets are read: the last one is used once.</summary>
    public static Task HoldAsync(PlanningDb db, PlanningRules rules, Guid family, CancellationToken ct) =>
        rules.Units.Values.Any(u => u.Tickets is not null) ? db.HoldAsync($"tickets:{family}", ct) : Task.CompletedTask;

    /// <param name="days">Of the plan.</param>
    public static async Task<TicketBooks> ReadAsync(PlanningDb db, PlanningRules rules, Guid family, Days days, CancellationToken ct)
    {
        var books = new TicketBooks();
        foreach (var units in rules.Units.Values.Where(u => u.Tickets is not null).GroupBy(u => u.Tickets!))
        {
            var bought = await db.KnownTickets.AsNoTracking().SingleOrDefaultAsync(t => t.FamilyId == family && t.Book == units.Key, ct);
            if (bought is null)
            {
                books._outside[units.Key] = (0, DateOnly.MinValue);
                continue;
            }

            var keys = units.Select(u => u.Key).ToList();
            var cells = await db.Cells.AsNoTracking().Where(c => c.FamilyId == family && keys.Contains(c.Unit) && c.Date >= bought.Since
                && (c.Booking != BookingState.None || c.Attendance != AttendanceState.None)).ToListAsync(ct);
            books._outside[units.Key] = (bought.Tickets - cells.Count(c => !days.Holds(c.Date) && Uses(c)), bought.Since);
        }

        return books;
    }

    /// <param name="cells">The household's, of the plan.</param>
    public int Left(string book, PlanningRules rules, IEnumerable<Cell> cells) =>
        _outside.TryGetValue(book, out var known) ? known.Left - cells.Count(c => c.Date >= known.Since
            && rules.Units.GetValueOrDefault(c.Unit)?.Tickets == book && Uses(c)) : 0;

    // Who only waits for a place has used none; a week is paid as one, not by its days.
    private static bool Uses(Cell cell) => cell is { IsStanding: true, IsPart: false } && cell.Booking is not (BookingState.Waitlisted or BookingState.Wished);
}
