using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Rulebook;
using Preau.Planning.Setup.Drafts;
using Preau.Platform;

namespace Preau.Planning.Setup.SchoolCalendars;

/// <summary>GET /settings/calendar: one school year, day by day, for one service or for the commune, as the draft has it.</summary>
internal static class GetYear
{
    public static async Task<Results<Ok<YearView>, ProblemHttpResult>> Handle(int? year, string? service, SettingsDrafts drafts, TimeProvider clock,
        CancellationToken ct)
    {
        var rules = ReadRules.Parse((await drafts.ReadAsync(ct)).Json);
        var school = rules.Calendar.School;
        var number = year ?? int.Parse(school.SchoolYearOf(rules.Today(clock.GetUtcNow())).Name[..4], System.Globalization.CultureInfo.InvariantCulture);
        if (number is < 2000 or > 2100)
        {
            return Problems.Invalid("year.out-of-range", "L’année scolaire va de 2000 à 2100.");
        }

        Service? one = null;
        if (!string.IsNullOrEmpty(service) && !rules.Services.TryGetValue(service, out one))
        {
            return Problems.NotFound();
        }

        var span = school.SchoolYearOf(new DateOnly(number, 12, 1));
        var days = new List<YearDay>();
        // Whole months, so that twelve of them can be drawn.
        for (var day = new DateOnly(number, 9, 1); day <= new DateOnly(number + 1, 8, 31); day = day.AddDays(1))
        {
            var info = one?.Calendar.Day(day) ?? rules.Calendar.Day(day);
            days.Add(new YearDay(day, Kind(info.Kind), info.Letters, info.IsClosed, info.IsOpen, info.Label));
        }

        return TypedResults.Ok(new YearView(number, span.Name, span.First, span.Last, span.IsPublished, one?.Key, [.. days],
            [.. rules.Services.Values.Select(s => new FilterOption(s.Key, $"{s.Label}, {s.Facility.Label}"))]));
    }

    private static string Kind(DayKind kind) => kind switch
    {
        DayKind.SchoolDay => "school",
        DayKind.ExtraSchoolDay => "extra",
        DayKind.Wednesday => "wednesday",
        DayKind.ShortHoliday => "short",
        DayKind.Summer => "summer",
        DayKind.NoClass => "noClass",
        _ => "unknown",
    };
}
