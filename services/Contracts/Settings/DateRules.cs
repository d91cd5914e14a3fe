using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings;

/// <summary>The n-th of the month before: <c>{ "anchor": "dayOfPreviousMonth", "day": 20, "time": "23:59" }</c>; past the month's end, its last day.</summary>
public sealed record DayOfPreviousMonth : TimedRule
{
    [Label("Jour du mois précédent"), Range(1, 31)]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Day { get; init; }

    public override string? FindProblem() => (Day is < 1 or > 31 ? "\"day\" goes from 1 to 31" : null);
}

/// <summary>One date for all days: <c>{ "anchor": "fixedDate", "date": "2026-10-02", "time": "12:00" }</c>.</summary>
public sealed record FixedDate : TimedRule
{
    [Label("Date")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required DateOnly Date { get; init; }
}

/// <summary>No limit but the end of the service day: <c>{ "anchor": "none" }</c>.</summary>
public sealed record NoLimit : DeadlineRule;
