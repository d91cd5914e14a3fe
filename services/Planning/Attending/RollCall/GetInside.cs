using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Attending.List;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Attending.RollCall;

/// <summary>GET /roll/inside: who is in the building now. In doubt a child is inside: one looks for it in vain rather than not at all.</summary>
internal static class GetInside
{
    public static async Task<Results<Ok<InsideView>, ProblemHttpResult>> Handle(string? facility, PlanningDb db, CurrentRules current, TimeProvider clock,
        Caller caller, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        if (!string.IsNullOrEmpty(facility) && !rules.Facilities.Any(f => f.Key == facility))
        {
            return Problems.NotFound("facility.unknown");
        }

        var now = rules.Local(clock.GetUtcNow());
        var today = DateOnly.FromDateTime(now);
        var units = caller.Scope.Of(rules).Where(s => string.IsNullOrEmpty(facility) || s.Facility.Key == facility).SelectMany(s => s.Units).Select(u => u.Key)
            .ToList();
        var listed = await ListedCells.ReadAsync(db, units, today, today, ct);
        var seen = (await db.ClockMarks.AsNoTracking().Where(m => m.Date == today && m.Kind == MarkKind.Present && units.Contains(m.Unit)).ToListAsync(ct))
            .ToLookup(m => (m.ChildId, m.Unit), m => m.Time);
        var shown = listed.Cells.Where(c => c.Attendance is AttendanceState.Present or AttendanceState.PresentUnbooked)
            .GroupBy(c => rules.Units[c.Unit].Service.Facility)
            .Select(f => new InsideFacility(f.Key.Key, f.Key.Label,
                [.. f.GroupBy(c => c.ChildId).Select(c => Of([.. c], rules, seen, TimeOnly.FromDateTime(now), listed)).OfType<InsideChild>()
                .OrderBy(c => c.LastName, StringComparer.InvariantCulture).ThenBy(c => c.FirstName, StringComparer.InvariantCulture)]));
        return TypedResults.Ok(new InsideView(now,
            [.. rules.Facilities.Where(f => caller.Scope.Of(rules).Any(s => s.Facility == f)).Select(f => new FilterOption(f.Key, f.Label))],
            [.. shown.Where(f => f.Children.Length > 0)]));
    }

    private static InsideChild? Of(List<Cell> cells, PlanningRules rules, ILookup<(Guid, string), TimeOnly> seen, TimeOnly now, ListedCells listed)
    {
        var left = cells.Max(c => c.Clock.Departure);
        var stays = cells.Select(c => (Cell: c, Unit: rules.Units[c.Unit], Since: c.Clock.Arrival ?? seen[(c.ChildId, c.Unit)].Select(t => (TimeOnly?)t).Min()))
            .Where(s => s.Cell.Clock.Departure is null && !(left > s.Since) && (s.Cell.Clock.Times || s.Unit.Attendance.Slot is not { } slot || now <= slot.To))
            .OrderByDescending(s => s.Since ?? TimeOnly.MinValue).ToList();
        return stays.Count > 0 && listed.ChildOf(stays[0].Cell) is { } child
            ? new InsideChild(child.ChildId, child.FamilyId, child.FirstName, child.LastName, child.School, child.Grade, stays[0].Unit.Label, stays[0].Since)
            : null;
    }
}
