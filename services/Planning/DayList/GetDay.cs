using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Cells;
using Preau.Planning.Families;
using Preau.Planning.MonthGrid;
using Preau.Planning.Requests;
using Preau.Planning.Settings;
using Preau.Platform;

namespace Preau.Planning.DayList;

/// <summary>GET /day: who is expected in each service on a day, with the places taken.</summary>
internal static class GetDay
{
    public static async Task<Results<Ok<DayView>, ProblemHttpResult>> Handle(DateOnly? date, string? service, PlanningDb db, CurrentRules current, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var today = rules.Today(clock.GetUtcNow());
        var day = date ?? today;
        if (day < today.AddYears(-10) || day > today.AddDays(ReadWishes.DaysAhead))
        {
            return Problems.Invalid("date.out-of-range", "Ce jour est trop loin d’aujourd’hui.");
        }

        if (!string.IsNullOrEmpty(service) && !rules.Services.ContainsKey(service))
        {
            return Problems.NotFound("service.unknown");
        }

        List<Service> asked = [.. rules.Services.Values.Where(s => string.IsNullOrEmpty(service) || s.Key == service)];
        var units = asked.SelectMany(s => s.Units).Select(u => u.Key).ToList();
        var cells = await db.Cells.AsNoTracking().Where(c => c.Date == day && units.Contains(c.Unit)
            && ((c.Booking != BookingState.None && c.Booking != BookingState.Refused) || c.Attendance != AttendanceState.None)).ToListAsync(ct);
        // One query over the families, however long the list of children is.
        var people = await (from cell in db.Cells
                            where cell.Date == day
                            join child in db.KnownChildren on new { cell.FamilyId, cell.ChildId } equals new { child.FamilyId, child.ChildId }
                            join family in db.KnownFamilies on cell.FamilyId equals family.FamilyId
                            select new { child, family.Name }).AsNoTracking().Distinct().ToListAsync(ct);
        var byChild = people.GroupBy(p => (p.child.FamilyId, p.child.ChildId)).ToDictionary(g => g.Key, g => (g.First().child, g.First().Name));
        var seats = await SeatBook.ReadAsync(db, rules, [.. asked.SelectMany(s => s.Units).SelectMany(u => u.Pools).Select(p => p.Key).Distinct()], Days.Range(day, day), ct);
        var info = rules.Calendar.Day(day);
        return TypedResults.Ok(new DayView(day, GetMonth.Flags(info), info.Label,
            [.. asked.Select(s => ServiceOf(s, day, cells, byChild, seats)).Where(s => s is not null).OfType<DayService>()],
            asked.Select(s => s.Calendar.PreviousOpenDay(day)).Max(), Next(asked, day)));
    }

    private static DayService? ServiceOf(Service service, DateOnly day, List<Cell> cells, Dictionary<(Guid, Guid), (KnownChild Child, string Family)> people, SeatBook seats)
    {
        var units = service.Units.ToDictionary(u => u.Key);
        var children = cells.Where(c => units.ContainsKey(c.Unit)).Select(c => ChildOf(c, units[c.Unit], people))
            .OrderBy(c => c.LastName, StringComparer.InvariantCulture).ThenBy(c => c.FirstName, StringComparer.InvariantCulture).ThenBy(c => c.Unit, StringComparer.Ordinal).ToArray();
        if (children.Length == 0 && !service.Day(day).Info.IsOpen)
        {
            return null;
        }

        return new DayService(service.Key, service.Label, service.Facility.Label,
            [.. service.Units.SelectMany(u => u.Pools).Distinct().Select(p => new DayPool(p.Label, p.Capacity, seats.Taken(p.Key, day)))], children);
    }

    private static DayChild ChildOf(Cell cell, Unit unit, Dictionary<(Guid, Guid), (KnownChild Child, string Family)> people)
    {
        var state = Legend.Of(cell.Standing);
        return people.TryGetValue((cell.FamilyId, cell.ChildId), out var known)
            ? new DayChild(cell.ChildId, known.Child.FirstName, known.Child.LastName, known.Child.School, known.Child.Grade, unit.Key, unit.ShortLabel, state, known.Family,
                unit.Meal && known.Child.PackedLunch ? "Apporte son panier-repas" : null)
            : new DayChild(cell.ChildId, "", "", null, null, unit.Key, unit.ShortLabel, state, "", null);
    }

    private static DateOnly? Next(List<Service> services, DateOnly day)
    {
        for (var next = day.AddDays(1); next < day.AddDays(120); next = next.AddDays(1))
        {
            if (services.Exists(s => s.Calendar.IsOpen(next)))
            {
                return next;
            }
        }

        return null;
    }
}
