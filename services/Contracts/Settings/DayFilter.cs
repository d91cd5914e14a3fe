namespace Preau.Contracts.Settings;

public enum FilterPeriod : byte
{
    /// <summary>Days of school time.</summary>
    School,

    /// <summary>Short and summer holidays.</summary>
    Holidays,
}

/// <summary>
/// The service days that a rule is for: <c>{ "weekdays": ["wednesday"], "period": "school", "from": "2026-12-01", "until": "2026-12-31" }</c>; all that is
/// said holds together. Limits printed once a year are one rule a month.
/// </summary>
public sealed record DayFilter
{
    /// <summary>Empty for all.</summary>
    [Label("Jours de la semaine")]
    public WeekdaySet Weekdays { get; init; }

    /// <summary>School time or holidays; both when left out.</summary>
    [Label("Période")]
    public FilterPeriod? Period { get; init; }

    /// <summary>First of the days; from the beginning when left out.</summary>
    [Label("Du")]
    public DateOnly? From { get; init; }

    /// <summary>Last of the days, included; without end when left out.</summary>
    [Label("Au")]
    public DateOnly? Until { get; init; }

    internal string? FindProblem() => Until < From ? "\"on\" ends before it begins" : null;
}
