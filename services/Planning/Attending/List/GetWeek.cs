using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Attending.List;

/// <summary>GET /week: the lists of a week, child by day.</summary>
internal static class GetWeek
{
    public static async Task<Results<Ok<WeekView>, ProblemHttpResult>> Handle([AsParameters] ListQuery query, PlanningDb db, CurrentRules current,
        Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var today = rules.Today(clock.GetUtcNow());
        if (query.FindProblem(rules, caller.Scope, today, out var day, out var asked) is { } problem)
        {
            return problem;
        }

        var monday = day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
        var listed = await ListedCells.ReadAsync(db, [.. asked.SelectMany(s => s.Units).Select(u => u.Key)], monday, monday.AddDays(6), ct);
        var cells = listed.Cells.Where(c => listed.ChildOf(c) is not null && query.Takes(c, rules.Units[c.Unit], listed.ChildOf(c))).ToList();
        var open = await OpenDays.ReadAsync(db, monday, monday.AddDays(6), ct);
        DateOnly[] days = [.. Enumerable.Range(0, 7).Select(monday.AddDays)
            .Where(d => asked.Exists(s => s.Day(d).Info.IsOpen) || cells.Exists(c => c.Date == d))];
        var byService = cells.ToLookup(c => rules.Units[c.Unit].Service);
        return TypedResults.Ok(new WeekView(
            monday, today, days, [.. asked.Where(s => byService[s].Any() || days.Any(d => s.Day(d).Info.IsOpen))
                .Select(s => Of(s, days, [.. byService[s]], listed, open, today))], query.Choices(rules, caller.Scope, listed, asked)));
    }

    private static WeekService Of(Service service, DateOnly[] days, List<Cell> cells, ListedCells listed, OpenDays open, DateOnly today)
    {
        var units = service.Units.ToDictionary(u => u.Key);
        return new WeekService(
            service.Key, service.Label, service.Facility.Label,
            [.. days.Select(d => cells.Where(c => c.Date == d && ListedCells.IsExpected(c)).Select(c => c.ChildId).Distinct().Count())],
            [.. days.Select(d => open.IsOpen(service, d))],
            [.. cells.GroupBy(c => (c.ChildId, c.Unit)).Select(row =>
            {
                var child = listed.ChildOf(row.First())!;
                var byDay = row.ToDictionary(c => c.Date);
                return new WeekChild(child.ChildId, child.FirstName, child.LastName, child.School, child.Grade, row.Key.Unit, units[row.Key.Unit].ShortLabel,
                    [.. days.Select(d => byDay.TryGetValue(d, out var cell) ? Legend.Of(cell, today) : null)]);
            }).OrderBy(c => c.LastName, StringComparer.InvariantCulture).ThenBy(c => c.FirstName, StringComparer.InvariantCulture)
                .ThenBy(c => c.Unit, StringComparer.Ordinal)]);
    }
}
