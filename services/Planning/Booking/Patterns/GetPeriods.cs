using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Patterns;

/// <summary>GET /pattern/periods: until the next holidays, until the summer.</summary>
internal static class GetPeriods
{
    public static async Task<Results<Ok<PatternPeriods>, ProblemHttpResult>> Handle(DateOnly? from, CurrentRules current, TimeProvider clock,
        CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var today = rules.Today(clock.GetUtcNow());
        var first = from is { } asked && asked > today ? asked : today;
        return first > today.AddDays(ReadWishes.DaysAhead)
            ? Problems.Invalid("date.out-of-range", "Le premier jour est trop loin d’aujourd’hui.")
            : TypedResults.Ok(new PatternPeriods(first, Holidays(rules, first), SchoolYear(rules, first)));
    }

    /// <summary>The end of the stretch of school that holds the day; within holidays, of the one that follows.</summary>
    public static PatternPeriod? Holidays(PlanningRules rules, DateOnly from)
    {
        var school = rules.Calendar.School;
        var period = school.PeriodOf(from);
        period = period is { Kind: not DayKind.SchoolDay } ? school.PeriodOf(period.End) : period;
        return period is { Kind: DayKind.SchoolDay } ? new PatternPeriod(school.PeriodOf(period.End)?.Name ?? "Vacances", period.End.AddDays(-1)) : null;
    }

    /// <summary>The eve of the next summer holidays.</summary>
    public static PatternPeriod? SchoolYear(PlanningRules rules, DateOnly from)
    {
        var school = rules.Calendar.School;
        var period = school.PeriodOf(from);
        period = period is { Kind: DayKind.Summer } ? school.PeriodOf(period.End) : period;
        while (period is { Kind: not DayKind.Summer })
        {
            period = school.PeriodOf(period.End);
        }

        return period is null ? null : new PatternPeriod(period.Name, period.First.AddDays(-1));
    }
}
