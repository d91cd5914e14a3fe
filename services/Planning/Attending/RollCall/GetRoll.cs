using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Attending.List;
using Preau.Planning.Book;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Attending.RollCall;

/// <summary>GET /roll: one service on one day, with marks and with the children who may turn up all the same.</summary>
internal static class GetRoll
{
    public static async Task<Results<Ok<RollView>, ProblemHttpResult>> Handle(DateOnly? date, string? service, PlanningDb db, CurrentRules current,
        Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var now = rules.Local(clock.GetUtcNow());
        var today = DateOnly.FromDateTime(now);
        var day = date ?? today;
        if (day < today.AddYears(-2) || day > today.AddDays(ReadWishes.DaysAhead))
        {
            return Problems.Invalid("date.out-of-range", "Ce jour est trop loin d’aujourd’hui.");
        }

        if (Choose([.. caller.Scope.Of(rules)], service, day, TimeOnly.FromDateTime(now)) is not { } chosen)
        {
            return Problems.NotFound("service.unknown");
        }

        var open = await OpenDays.ReadAsync(db, day, day, ct);
        var units = chosen.Units.ToDictionary(u => u.Key);
        var listed = await ListedCells.ReadAsync(db, units.Keys, day, day, ct);
        var marks = (await db.ClockMarks.AsNoTracking().Where(m => m.Date == day && units.Keys.Contains(m.Unit)).ToListAsync(ct))
            .ToLookup(m => (m.ChildId, m.Unit));
        var shown = listed.Cells.Where(c =>
            c.Booking is not (BookingState.Pending or BookingState.Waitlisted or BookingState.Refused) || c.Attendance != AttendanceState.None)
            .Select(c => (Cell: c, Child: listed.ChildOf(c))).Where(c => c.Child is not null)
            .OrderBy(c => c.Child!.LastName, StringComparer.InvariantCulture).ThenBy(c => c.Child!.FirstName, StringComparer.InvariantCulture)
            .ThenBy(c => c.Cell.ChildId)
            .Select(c => ChildOf(c.Cell, c.Child!, [.. marks[(c.Cell.ChildId, c.Cell.Unit)]], today)).ToArray();
        return TypedResults.Ok(new RollView(
            day, now, open.IsOpen(chosen, day), chosen.Key, chosen.Label, chosen.Facility.Key, chosen.Facility.Label,
            [.. chosen.Units.Select(u =>
                new RollUnit(u.Key, u.Label, u.ShortLabel, u.Attendance.Clock == ClockKind.Times, u.Attendance.Slot?.From, u.Attendance.Slot?.To, u.Meal,
                u.Attendance.Slot?.To.AddMinutes(u.Attendance.LateAfterMinutes), Seen.EndOf(u, rules)))],
            shown, await OthersAsync(db, chosen, open, day, shown, ct),
            [.. caller.Scope.Of(rules).Where(s => s == chosen || s.Day(day).Info.IsOpen)
                .Select(s => new FilterOption(s.Key, $"{s.Label}, {s.Facility.Label}"))]));
    }

    /// <summary>Oldest first.</summary>
    internal static RollMark[] MarksOf(IEnumerable<ClockMark> marks)
    {
        var all = marks.OrderBy(m => m.At).ThenBy(m => m.Id).ToList();
        var standing = Roll.Standing(all.ToDictionary(m => m.Id)).Select(m => m.Id).ToHashSet();
        return [.. all.Select(m => new RollMark(m.Id, m.Kind, m.At, m.Time, m.Replaces, m.By, standing.Contains(m.Id), m.CollectedBy))];
    }

    // Without a choice: what is going on now, else the first that is open.
    private static Service? Choose(List<Service> services, string? key, DateOnly day, TimeOnly now)
    {
        if (!string.IsNullOrEmpty(key))
        {
            return services.Find(s => s.Key == key);
        }

        var open = services.FindAll(s => s.Day(day).Info.IsOpen);
        return open.Find(s => s.Units.Exists(u => u.Attendance.Slot is { } slot && slot.From <= now && now <= slot.To)) ?? open.FirstOrDefault()
            ?? services.FirstOrDefault();
    }

    private static RollChild ChildOf(Cell cell, KnownChild child, List<ClockMark> marks, DateOnly today)
    {
        var roll = Roll.Of(marks);
        return new RollChild(
            cell.ChildId, cell.FamilyId, child.FirstName, child.LastName, child.Gender, child.School, child.Grade, cell.Unit,
            Legend.Of(cell, today) ?? CellState.Free,
            ListedCells.IsBooked(cell), ListedCells.IsExpected(cell), roll.Presence, roll.Arrival, roll.Departure, roll.Conflict, cell.Clock.LateMinutes,
            MarksOf(marks), roll.CollectedBy);
    }

    private static async Task<RollOther[]> OthersAsync(PlanningDb db, Service service, OpenDays open, DateOnly day, RollChild[] shown, CancellationToken ct)
    {
        var listed = shown.Select(c => c.ChildId).ToHashSet();
        var enrolled = await (from enrolment in db.Enrolments
                              where enrolment.Service == service.Key && enrolment.From <= day && (enrolment.Until == null || enrolment.Until >= day)
                              join child in db.KnownChildren on new { enrolment.FamilyId, enrolment.ChildId } equals new { child.FamilyId, child.ChildId }
                              select child).AsNoTracking().ToListAsync(ct);
        var inService = enrolled.Select(c => c.ChildId).ToHashSet();
        // Whoever stands in the yard at four is marked, enrolled or not: the schools served are those of the children enrolled.
        var schools = enrolled.Select(c => c.School).OfType<string>().Distinct().ToList();
        var ofSchools = schools.Count == 0 ? []
            : await db.KnownChildren.AsNoTracking().Where(c => c.School != null && schools.Contains(c.School)).ToListAsync(ct);
        return [.. enrolled.Concat(ofSchools).Where(c => !listed.Contains(c.ChildId) && open.ClosedBy(service, c, day) is null)
            .OrderBy(c => c.IsHere(day) == false).DistinctBy(c => c.ChildId)
            .OrderBy(c => c.LastName, StringComparer.InvariantCulture).ThenBy(c => c.FirstName, StringComparer.InvariantCulture)
            .Select(c => new RollOther(c.ChildId, c.FamilyId, c.FirstName, c.LastName, c.Gender, c.School, c.Grade, inService.Contains(c.ChildId)))];
    }
}
