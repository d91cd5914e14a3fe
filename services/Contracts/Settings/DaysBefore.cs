using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings;

/// <summary>Days that are not counted. All false: calendar days.</summary>
public sealed record Skip
{
    [Label("Sans les samedis et dimanches")]
    public bool Weekends { get; init; }

    [Label("Sans les jours fériés")]
    public bool PublicHolidays { get; init; }

    /// <summary>Closures that concern the service.</summary>
    [Label("Sans les fermetures")]
    public bool Closures { get; init; }

    /// <summary>Short and summer holidays.</summary>
    [Label("Sans les vacances scolaires")]
    public bool SchoolHolidays { get; init; }

    [Label("Sans ces jours de la semaine")]
    public WeekdaySet Weekdays { get; init; }

    /// <summary>Neither weekends nor public holidays are counted.</summary>
    [JsonIgnore]
    public bool IsWorkingDays => Weekends && PublicHolidays;

    [JsonIgnore]
    public WeekdaySet AllWeekdays => Weekends ? Weekdays.With(WeekdaySet.Weekend) : Weekdays;

    internal string? FindProblem() => AllWeekdays.Count == 7 ? "\"skip\" leaves no day of the week to count" : null;
}

/// <summary>J-n: <c>{ "anchor": "daysBefore", "days": 2, "skip": { … }, "time": "12:00" }</c>; the skip may be left out.</summary>
public sealed record DaysBefore : TimedRule
{
    /// <summary>0 is the service day itself.</summary>
    [Label("Jours avant"), Range(0, 365)]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Days { get; init; }

    [Label("Jours qui ne comptent pas")]
    public Skip Skip { get; init; } = new();

    public override string? FindProblem() =>
        (Days is < 0 or > 365 ? "\"days\" goes from 0 to 365" : Skip.FindProblem());
}

/// <summary>
/// n days before the holidays, or the stretch of school time, in which the service day lies:
/// <c>{ "anchor": "bookingPeriod", "days": 10, "time": "23:59" }</c>.
/// </summary>
public sealed record BookingPeriod : TimedRule
{
    [Label("Jours avant la période"), Range(0, 365)]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Days { get; init; }

    [Label("Jours qui ne comptent pas")]
    public Skip Skip { get; init; } = new();

    public override string? FindProblem() =>
        (Days is < 0 or > 365 ? "\"days\" goes from 0 to 365" : Skip.FindProblem());
}
