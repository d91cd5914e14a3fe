using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Corrections;

/// <summary>GET /checks: cells that contradict the calendar, the enrolments, each other or themselves, from a month ago on.</summary>
internal static class ListChecks
{
    private const int Shown = 200;

    public static async Task<Ok<CheckList>> Handle(PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var today = rules.Today(clock.GetUtcNow());
        List<(Cell Cell, string Kind, string Text)> found = [.. (await FindAsync(db, rules, caller.Scope, today, ct))
            .OrderBy(f => f.Cell.Date).ThenBy(f => f.Cell.ChildId)];
        var families = found.Take(Shown).Select(f => f.Cell.FamilyId).Distinct().ToList();
        var names = await db.KnownFamilies.AsNoTracking().Where(f => families.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, f => f.Name, ct);
        var first = await db.KnownChildren.AsNoTracking().Where(c => families.Contains(c.FamilyId))
            .ToDictionaryAsync(c => (c.FamilyId, c.ChildId), c => c.FirstName + " " + c.LastName, ct);
        return TypedResults.Ok(new CheckList([.. found.Take(Shown)
            .Select(f => new CheckedCell(f.Kind, f.Text, f.Cell.FamilyId,
            names.GetValueOrDefault(f.Cell.FamilyId, ""), f.Cell.ChildId, first.GetValueOrDefault((f.Cell.FamilyId, f.Cell.ChildId), ""), f.Cell.Unit,
            rules.UnitLabel(f.Cell.Unit), f.Cell.Date,
            Legend.Of(f.Cell, today) ?? CellState.Free, f.Cell.Version))], found.Count));
    }

    /// <summary>All of them the scope reaches, in no order.</summary>
    internal static async Task<List<(Cell Cell, string Kind, string Text)>> FindAsync(PlanningDb db, PlanningRules rules, Scope scope, DateOnly today,
        CancellationToken ct)
    {
        var since = today.AddDays(-Contradiction.DaysBack);
        var cells = await db.Cells.AsNoTracking().Where(c => c.Date >= since && (c.Booking == BookingState.Confirmed || c.Attendance != AttendanceState.None))
            .ToListAsync(ct);
        var seen = scope.UnitsOf(rules);
        var enrolments = (await db.Enrolments.AsNoTracking().Where(e => e.Until == null || e.Until >= since).ToListAsync(ct))
            .ToLookup(e => (e.FamilyId, e.ChildId, e.Service));
        var byDay = cells.Where(c => c.IsStanding).ToLookup(c => (c.ChildId, c.Date));
        var open = await OpenDays.ReadAsync(db, since, DateOnly.MaxValue, ct);
        var scopes = open.Standing.Count == 0 ? [] : (await db.KnownChildren.AsNoTracking().ToListAsync(ct)).ToDictionary(c => (c.FamilyId, c.ChildId));
        var found = new List<(Cell Cell, string Kind, string Text)>();
        foreach (var cell in cells.Where(c => seen?.Contains(c.Unit) != false))
        {
            if (Contradiction.Find(cell, scopes.GetValueOrDefault((cell.FamilyId, cell.ChildId)), rules, open, today,
                service => enrolments[(cell.FamilyId, cell.ChildId, service)].Any(e => e.Covers(cell.Date)), unit =>
                    byDay[(cell.ChildId, cell.Date)].Any(c => c.Unit == unit)) is { } problem)
            {
                found.Add((cell, problem.Kind, problem.Text));
            }
        }

        return found;
    }
}
