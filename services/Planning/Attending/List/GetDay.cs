using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Booking.Disruptions;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Attending.List;

/// <summary>GET /day: who is expected in each service on a day, with the places taken.</summary>
internal static class GetDay
{
    public static async Task<Results<Ok<DayView>, ProblemHttpResult>> Handle([AsParameters] ListQuery query, PlanningDb db, CurrentRules current,
        Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var today = rules.Today(clock.GetUtcNow());
        if (query.FindProblem(rules, caller.Scope, today, out var day, out var asked) is { } problem)
        {
            return problem;
        }

        var listed = await ListedCells.ReadAsync(db, [.. asked.SelectMany(s => s.Units).Select(u => u.Key)], day, day, ct);
        var seats = await SeatBook.ReadAsync(db, rules, [.. asked.SelectMany(s => s.Units).SelectMany(u => u.Pools).Select(p => p.Key).Distinct()],
            Days.Range(day, day), ct);
        var open = await OpenDays.ReadAsync(db, day, day, ct);
        var info = rules.Calendar.Day(day);
        var byService = listed.Cells.Where(c => query.Takes(c, rules.Units[c.Unit], listed.ChildOf(c))).ToLookup(c => rules.Units[c.Unit].Service);
        return TypedResults.Ok(new DayView(day, info.Letters, info.Label,
            [.. asked.Select(s => ServiceOf(s, day, [.. byService[s]], listed, seats, open, today)).OfType<DayService>()],
            asked.Select(s => s.Calendar.PreviousOpenDay(day)).Max(), Next(asked, day), query.Choices(rules, caller.Scope, listed, asked),
            [.. open.Standing.Where(d => asked.Exists(d.Covers)).Select(d => DisruptionWords.Sentence(d, rules))]));
    }

    private static DayService? ServiceOf(Service service, DateOnly day, List<Cell> cells, ListedCells listed, SeatBook seats, OpenDays open, DateOnly today)
    {
        var units = service.Units.ToDictionary(u => u.Key);
        var children = cells.Select(c => ChildOf(c, units[c.Unit], listed, today))
            .OrderBy(c => c.LastName, StringComparer.InvariantCulture).ThenBy(c => c.FirstName, StringComparer.InvariantCulture)
            .ThenBy(c => c.Unit, StringComparer.Ordinal).ToArray();
        if (children.Length == 0 && !open.IsOpen(service, day))
        {
            return null;
        }

        int Count(Func<Cell, bool> which) => cells.Where(which).Select(c => c.ChildId).Distinct().Count();
        return new DayService(service.Key, service.Label, service.Facility.Label,
            [.. service.Units.SelectMany(u => u.Pools).Distinct().Select(p => new DayPool(p.Label, p.Capacity, seats.Taken(p.Key, day)))], children,
            new DayCounts(
                Count(ListedCells.IsExpected), Count(c => c.Attendance is AttendanceState.Present or AttendanceState.PresentUnbooked),
                Count(c => c.Clock.NoShow || c.Attendance is AttendanceState.AbsentBilled or AttendanceState.AbsentExcused),
                Count(c => c is { Booking: BookingState.Pending or BookingState.Waitlisted, Attendance: AttendanceState.None })));
    }

    private static DayChild ChildOf(Cell cell, Unit unit, ListedCells listed, DateOnly today)
    {
        var child = listed.ChildOf(cell);
        return new DayChild(
            cell.ChildId, child?.FirstName ?? "", child?.LastName ?? "", child?.School, child?.Grade, unit.Key, unit.ShortLabel,
            Legend.Of(cell, today) ?? CellState.Free, listed.FamilyOf(cell),
            unit.Meal && listed.BringsMeal(cell) ? "Apporte son panier-repas" : null,
            cell.FamilyId, child?.Gender, ListedCells.IsBooked(cell), ListedCells.IsExpected(cell), cell.Clock.Arrival, cell.Clock.Departure, unit.Meal,
            cell.Clock.CollectedBy);
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
