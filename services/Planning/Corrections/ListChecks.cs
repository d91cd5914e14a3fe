using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Calendars;
using Preau.Planning.Cells;
using Preau.Planning.Settings;

namespace Preau.Planning.Corrections;

/// <summary>GET /checks: cells that contradict the calendar, the enrolments, each other or themselves, from a month ago on.</summary>
internal static class ListChecks
{
    private const int Shown = 200;

    public static async Task<Ok<CheckList>> Handle(PlanningDb db, CurrentRules current, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var today = rules.Today(clock.GetUtcNow());
        var since = today.AddDays(-31);
        var cells = await db.Cells.AsNoTracking().Where(c => c.Date >= since && (c.Booking == BookingState.Confirmed || c.Attendance != AttendanceState.None)).ToListAsync(ct);
        var enrolments = (await db.Enrolments.AsNoTracking().Where(e => e.Until == null || e.Until >= since).ToListAsync(ct)).ToLookup(e => (e.FamilyId, e.ChildId, e.Service));
        var byDay = cells.Where(c => c.IsStanding).ToLookup(c => (c.ChildId, c.Date));
        var disruptions = await db.Disruptions.AsNoTracking().Where(d => d.UndoneAt == null && d.Effect == DisruptionEffect.Close && d.Last >= since).ToListAsync(ct);
        var found = new List<(Cell Cell, string Kind, string Text)>();
        foreach (var cell in cells)
        {
            if (Find(cell) is { } problem)
            {
                found.Add((cell, problem.Kind, problem.Text));
            }
        }

        var families = found.Take(Shown).Select(f => f.Cell.FamilyId).Distinct().ToList();
        var names = await db.KnownFamilies.AsNoTracking().Where(f => families.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, f => f.Name, ct);
        var first = await db.KnownChildren.AsNoTracking().Where(c => families.Contains(c.FamilyId)).ToDictionaryAsync(c => (c.FamilyId, c.ChildId), c => c.FirstName + " " + c.LastName, ct);
        return TypedResults.Ok(new CheckList([.. found.OrderBy(f => f.Cell.Date).ThenBy(f => f.Cell.ChildId).Take(Shown).Select(f => new CheckedCell(f.Kind, f.Text, f.Cell.FamilyId,
            names.GetValueOrDefault(f.Cell.FamilyId, ""), f.Cell.ChildId, first.GetValueOrDefault((f.Cell.FamilyId, f.Cell.ChildId), ""), f.Cell.Unit, rules.UnitLabel(f.Cell.Unit), f.Cell.Date,
            Legend.Of(f.Cell, today) ?? CellState.Free, f.Cell.Version))], found.Count));

        (string Kind, string Text)? Find(Cell cell)
        {
            var day = FrenchDates.Day(cell.Date, today);
            if (cell.Attendance is AttendanceState.AbsentExcused or AttendanceState.AbsentBilled && cell.Clock.Arrival is not null)
            {
                return ("present-absent", "L’enfant est noté absent, et pourtant pointé présent.");
            }

            if (!cell.IsStanding)
            {
                return null;
            }

            if (!rules.Units.TryGetValue(cell.Unit, out var unit))
            {
                return ("unknown-unit", "Cette prestation n’existe plus dans les réglages.");
            }

            if (!enrolments[(cell.FamilyId, cell.ChildId, unit.Service.Key)].Any(e => e.Covers(cell.Date)))
            {
                return ("not-enrolled", $"L’enfant n’est pas inscrit à ce service le {day}.");
            }

            var info = unit.Service.Day(cell.Date).Info;
            if (cell.Attendance == AttendanceState.None && (!info.IsOpen || disruptions.Exists(d => d is { Schools.Length: 0, Grades.Length: 0 } && d.First <= cell.Date && cell.Date <= d.Last && d.Covers(unit.Service))))
            {
                return ("closed", $"Réservé alors que le service est fermé le {day}{(info.Label is { } label ? $" ({label})" : "")}.");
            }

            if (unit.Excludes.FirstOrDefault(other => byDay[(cell.ChildId, cell.Date)].Any(c => c.Unit == other)) is { } clash)
            {
                return ("exclusive", $"L’enfant a aussi « {rules.UnitLabel(clash)} » ce jour-là, et les deux ne vont pas ensemble.");
            }

            return unit.Requires.FirstOrDefault(needed => byDay[(cell.ChildId, cell.Date)].All(c => c.Unit != needed)) is { } missing
                ? ("requires", $"Il manque « {rules.UnitLabel(missing)} » ce jour-là.") : null;
        }
    }
}
