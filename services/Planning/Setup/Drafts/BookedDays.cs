using Microsoft.EntityFrameworkCore;
using Preau.Planning.Book;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Setup.Drafts;

/// <summary>
/// Settings that would close days families have booked are refused: a disruption closes them, tells each family, takes them off the bill and can be undone
/// as one act, which no new version of the settings does. Wishes and waiting lists are no bookings.
/// </summary>
internal static class BookedDays
{
    /// <returns>The French sentence that says which days and what to do; null when no booked day is closed.</returns>
    public static async Task<string?> RefuseAsync(PlanningDb db, PlanningRules before, PlanningRules after, DateTimeOffset now, CancellationToken ct)
    {
        var today = after.Today(now);
        var days = await db.Cells.Where(c => c.Date >= today && c.Attendance == AttendanceState.None && (c.Booking == BookingState.Confirmed
            || c.Booking == BookingState.Pending || c.Booking == BookingState.CancelPending || c.Booking == BookingState.AbsencePending))
            .GroupBy(c => new { c.Unit, c.Date }).Select(g => new { g.Key.Unit, g.Key.Date, Count = g.Count() })
            .ToListAsync(ct);
        var closed = days.Where(d => before.Units.TryGetValue(d.Unit, out var was) && was.Service.Calendar.IsOpen(d.Date)
            && after.Units.TryGetValue(d.Unit, out var unit) && !unit.Service.Calendar.IsOpen(d.Date)).OrderBy(d => d.Date).ToList();
        if (closed.Count == 0)
        {
            return null;
        }

        var services = string.Join(", ", closed.Select(d => after.Units[d.Unit].Service.Label).Distinct());
        var (first, last, count) = (closed[0].Date, closed[^1].Date, closed.Sum(d => d.Count));
        return $"Des enfants sont réservés sur des jours que ces réglages ferment : {count} jour{(count > 1 ? "s" : "")} "
            + $"({services}, {FrenchDates.Range(first, last, today)}). "
            + "Annoncez d’abord une fermeture dans « Perturbations » : elle prévient les familles, ne facture pas ces jours et s’annule en une fois.";
    }
}
