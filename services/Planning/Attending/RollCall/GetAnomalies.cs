using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Attending.List;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Attending.RollCall;

/// <summary>
/// GET /roll/anomalies: days over which the roll left something open. A booked day without a mark is one only where somebody was seen that day or where hours
/// are kept, as Billing counts them before a run: a commune that keeps no roll has none.
/// </summary>
internal static class GetAnomalies
{
    private const int Shown = 300;

    public static async Task<Results<Ok<AnomaliesView>, ProblemHttpResult>> Handle(
        DateOnly? from, DateOnly? to, string? service, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var today = rules.Today(clock.GetUtcNow());
        var last = to ?? today;
        var first = from ?? (last.DayNumber > 14 ? last.AddDays(-14) : last);
        if (first > last || last.DayNumber - first.DayNumber > ReadMarks.DaysBack || last > today || first < today.AddYears(-2))
        {
            return Problems.Invalid("date.out-of-range", "La période va du passé à aujourd’hui, sur trois mois au plus.");
        }

        if (!string.IsNullOrEmpty(service) && !caller.Scope.Of(rules).Any(s => s.Key == service))
        {
            return Problems.NotFound("service.unknown");
        }

        var units = caller.Scope.Of(rules).Where(s => string.IsNullOrEmpty(service) || s.Key == service).SelectMany(s => s.Units).Select(u => u.Key).ToList();
        var (found, listed) = await FindAsync(db, rules, units, first, last, today, ct);
        var ids = found.Take(Shown).Select(f => f.Cell.ChildId).Distinct().ToList();
        var marks = await db.ClockMarks.AsNoTracking().Where(m => m.Date >= first && m.Date <= last && units.Contains(m.Unit)
            && ids.Contains(m.ChildId)).ToListAsync(ct);
        var byCell = marks.ToLookup(m => (m.ChildId, m.Unit, m.Date));
        return TypedResults.Ok(new AnomaliesView(
            first, last, today,
            [.. found.Take(Shown)
                .Select(c => Of(c.Cell, c.Kind!, rules.Units[c.Cell.Unit], listed, GetRoll.MarksOf(byCell[(c.Cell.ChildId, c.Cell.Unit, c.Cell.Date)]),
                today))],
            found.Count, [.. caller.Scope.Of(rules).Select(s => new FilterOption(s.Key, $"{s.Label}, {s.Facility.Label}"))]));
    }

    /// <summary>Newest first.</summary>
    internal static async Task<(List<(Cell Cell, string? Kind)> Found, ListedCells Listed)> FindAsync(PlanningDb db, PlanningRules rules, List<string> units,
        DateOnly first, DateOnly last, DateOnly today, CancellationToken ct)
    {
        var listed = await ListedCells.ReadAsync(db, units, first, last, ct);
        var seen = listed.Cells.Where(c => c.Attendance is AttendanceState.Present or AttendanceState.PresentUnbooked).Select(c => (c.Unit, c.Date))
            .ToHashSet();
        return ([.. listed.Cells.Select(c => (Cell: c, Kind: KindOf(c, rules.Units[c.Unit], today, seen)))
            .Where(c => c.Kind is not null && listed.ChildOf(c.Cell) is not null)
            .OrderByDescending(c => c.Cell.Date).ThenBy(c => c.Cell.Unit, StringComparer.Ordinal)
            .ThenBy(c => listed.ChildOf(c.Cell)!.LastName, StringComparer.InvariantCulture).ThenBy(c => c.Cell.ChildId)], listed);
    }

    private static string? KindOf(Cell cell, Unit unit, DateOnly today, HashSet<(string, DateOnly)> seen) => cell switch
    {
        { Clock.Conflict: true } => "conflict",
        { Clock.NoShow: true } => "no-show",
        _ when cell.IsClockMissing(today) => "clock",
        { Attendance: AttendanceState.PresentUnbooked } => "unbooked",
        { Attendance: AttendanceState.None, Booking: BookingState.Confirmed } when cell.Date < today
            && (unit.Attendance.Clock == ClockKind.Times || seen.Contains((cell.Unit, cell.Date))) => "unmarked",
        _ => null,
    };

    private static RollAnomaly Of(Cell cell, string kind, Unit unit, ListedCells listed, RollMark[] marks, DateOnly today)
    {
        var child = listed.ChildOf(cell)!;
        return new RollAnomaly(kind, cell.ChildId, child.FirstName, child.LastName, unit.Key, unit.Label, unit.Service.Facility.Label, cell.Date,
            Legend.Of(cell, today) ?? CellState.Free,
            cell.Clock.Arrival, cell.Clock.Departure, unit.Attendance.Slot?.From, unit.Attendance.Slot?.To, unit.Attendance.Clock == ClockKind.Times, marks);
    }
}
