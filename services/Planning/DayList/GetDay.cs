using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Planning.Cells;
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
        var listed = await ListedCells.ReadAsync(db, units, day, day, ct);
        var seats = await SeatBook.ReadAsync(db, rules, [.. asked.SelectMany(s => s.Units).SelectMany(u => u.Pools).Select(p => p.Key).Distinct()], Days.Range(day, day), ct);
        var info = rules.Calendar.Day(day);
        return TypedResults.Ok(new DayView(day, GetMonth.Flags(info), info.Label,
            [.. asked.Select(s => ServiceOf(s, day, listed, seats, today)).Where(s => s is not null).OfType<DayService>()],
            asked.Select(s => s.Calendar.PreviousOpenDay(day)).Max(), Next(asked, day)));
    }

    private static DayService? ServiceOf(Service service, DateOnly day, ListedCells listed, SeatBook seats, DateOnly today)
    {
        var units = service.Units.ToDictionary(u => u.Key);
        var children = listed.Cells.Where(c => units.ContainsKey(c.Unit)).Select(c => ChildOf(c, units[c.Unit], listed, today))
            .OrderBy(c => c.LastName, StringComparer.InvariantCulture).ThenBy(c => c.FirstName, StringComparer.InvariantCulture).ThenBy(c => c.Unit, StringComparer.Ordinal).ToArray();
        if (children.Length == 0 && !service.Day(day).Info.IsOpen)
        {
            return null;
        }

        return new DayService(service.Key, service.Label, service.Facility.Label,
            [.. service.Units.SelectMany(u => u.Pools).Distinct().Select(p => new DayPool(p.Label, p.Capacity, seats.Taken(p.Key, day)))], children);
    }

    private static DayChild ChildOf(Cell cell, Unit unit, ListedCells listed, DateOnly today)
    {
        var child = listed.ChildOf(cell);
        return new DayChild(
            cell.ChildId, child?.FirstName ?? "", child?.LastName ?? "", child?.School, child?.Grade, unit.Key, unit.ShortLabel, Legend.Of(cell, today) ?? CellState.Free, listed.FamilyOf(cell),
            unit.Meal && child is { PackedLunch: true } ? "Apporte son panier-repas" : null,
            cell.FamilyId, child?.Gender, ListedCells.IsBooked(cell), ListedCells.IsExpected(cell), cell.Clock.Arrival, cell.Clock.Departure);
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
