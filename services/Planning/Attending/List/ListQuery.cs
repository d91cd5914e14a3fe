using Microsoft.AspNetCore.Mvc;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Attending.List;

/// <summary>What a list is narrowed to; every part may be left out.</summary>
internal sealed record ListQuery
{
    [FromQuery(Name = "date")]
    public DateOnly? Date { get; init; }

    [FromQuery(Name = "facility")]
    public string? Facility { get; init; }

    [FromQuery(Name = "service")]
    public string? Service { get; init; }

    [FromQuery(Name = "school")]
    public string? School { get; init; }

    [FromQuery(Name = "grade")]
    public string? Grade { get; init; }

    /// <summary>Key of a pool.</summary>
    [FromQuery(Name = "group")]
    public string? Group { get; init; }

    /// <summary>The services asked, in the order of the commune's file; a problem when a key is unknown or the day is too far.</summary>
    public Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult? FindProblem(PlanningRules rules, Scope scope, DateOnly today,
        out DateOnly day, out List<Service> services)
    {
        day = Date ?? today;
        services = [.. scope.Of(rules).Where(s =>
            (string.IsNullOrEmpty(Service) || s.Key == Service) && (string.IsNullOrEmpty(Facility) || s.Facility.Key == Facility))];
        return day < today.AddYears(-10) || day > today.AddDays(ReadWishes.DaysAhead)
            ? Problems.Invalid("date.out-of-range", "Ce jour est trop loin d’aujourd’hui.")
            : !string.IsNullOrEmpty(Service) && !scope.Of(rules).Any(s => s.Key == Service) ? Problems.NotFound("service.unknown")
            : !string.IsNullOrEmpty(Facility) && !rules.Facilities.Any(f => f.Key == Facility) ? Problems.NotFound("facility.unknown")
            : !string.IsNullOrEmpty(Group) && !rules.Pools.ContainsKey(Group) ? Problems.NotFound("group.unknown")
            : null;
    }

    public bool Takes(Cell cell, Unit unit, KnownChild? child) =>
        (string.IsNullOrEmpty(School) || child?.School == School)
        && (string.IsNullOrEmpty(Grade) || child?.Grade == Grade)
        && (string.IsNullOrEmpty(Group) || (child is not null && unit.PoolsAt(child.AgeOn(cell.Date))?.Any(p => p.Key == Group) == true));

    /// <summary>What there is to choose from: schools and grades of the children listed before they are narrowed.</summary>
    public ListFilters Choices(PlanningRules rules, Scope scope, ListedCells listed, List<Service> services)
    {
        var children = listed.Cells.Select(listed.ChildOf).OfType<KnownChild>().ToList();
        return new ListFilters(
            [.. rules.Facilities.Where(f => scope.Of(rules).Any(s => s.Facility == f)).Select(f => new FilterOption(f.Key, f.Label))],
            [.. scope.Of(rules).Where(s => string.IsNullOrEmpty(Facility) || s.Facility.Key == Facility)
                .Select(s => new FilterOption(s.Key, $"{s.Label}, {s.Facility.Label}"))],
            [.. Groups(services)],
            [.. children.Select(c => c.School).OfType<string>().Distinct().Order(StringComparer.InvariantCulture)],
            [.. children.Select(c => c.Grade).OfType<string>().Distinct().OrderBy(GradeOrder).ThenBy(g => g, StringComparer.InvariantCulture)]);
    }

    /// <summary>Several places may have a group of the same name: each is then said with its place.</summary>
    private static IEnumerable<FilterOption> Groups(List<Service> services)
    {
        var pools = services.SelectMany(s => s.Units.SelectMany(u => u.Pools).Select(p => (Pool: p, Place: s.Facility.Label))).DistinctBy(p => p.Pool).ToList();
        return pools.Select(p => new FilterOption(
            p.Pool.Key, pools.Count(o => o.Pool.Label == p.Pool.Label) > 1 ? $"{p.Pool.Label}, {p.Place}" : p.Pool.Label));
    }

    private static int GradeOrder(string grade) =>
        Array.IndexOf(["TPS", "PS", "MS", "GS", "CP", "CE1", "CE2", "CM1", "CM2", "6e", "5e", "4e", "3e"], grade) is >= 0 and var place ? place : 99;
}
