using System.Text.Json.Serialization;
using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Dates.Deadlines;

/// <summary>The n-th of the month before: <c>{ "anchor": "dayOfPreviousMonth", "day": 20, "time": "23:59" }</c>; past the month's end, its last day.</summary>
public sealed record DayOfPreviousMonth : TimedRule
{
    /// <summary>1 to 31.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Day { get; init; }

    protected override string DayInFrench => Day switch
    {
        1 => "le 1er du mois précédent",
        31 => "le dernier jour du mois précédent",
        _ => $"le {Day} du mois précédent",
    };

    public override string? FindProblem() => base.FindProblem() ?? (Day is < 1 or > 31 ? "\"day\" goes from 1 to 31" : null);

    protected override DateOnly LastDay(DateOnly serviceDay, ServiceCalendar calendar)
    {
        var lastOfPrevious = LocalDays.Back(serviceDay, serviceDay.Day);
        return Day >= lastOfPrevious.Day ? lastOfPrevious : new(lastOfPrevious.Year, lastOfPrevious.Month, Day);
    }
}

/// <summary>One date for all days: <c>{ "anchor": "fixedDate", "date": "2026-10-02", "time": "12:00" }</c>.</summary>
public sealed record FixedDate : TimedRule
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required DateOnly Date { get; init; }

    // The year is always told: a rule outlives the year in which it is read.
    protected override string DayInFrench => $"le {FrenchDates.Day(Date, DateOnly.MinValue)}";

    protected override DateOnly LastDay(DateOnly serviceDay, ServiceCalendar calendar) => Date;
}

/// <summary>No limit but the end of the service day: <c>{ "anchor": "none" }</c>.</summary>
public sealed record NoLimit : DeadlineRule
{
    protected override string Limit => "jusqu’à la fin du jour même";

    protected override DateTime Compute(DateOnly serviceDay, ServiceCalendar calendar) => serviceDay.ToDateTime(LocalMinutes.LastOfDay);
}

internal static class LocalDays
{
    /// <summary>That many days before, or the first day there is.</summary>
    public static DateOnly Back(DateOnly day, int count) => DateOnly.FromDayNumber(Math.Max(0, day.DayNumber - count));
}
