namespace Preau.Contracts.Settings;

public enum FilterPeriod : byte
{
    /// <summary>Days of school time.</summary>
    School,

    /// <summary>Short and summer holidays.</summary>
    Holidays,
}

/// <summary>The service days that a rule is for: <c>{ "weekdays": ["wednesday"], "period": "school" }</c>; both conditions hold together.</summary>
public sealed record DayFilter
{
    /// <summary>Empty for all.</summary>
    [Label("Jours de la semaine")]
    public WeekdaySet Weekdays { get; init; }

    /// <summary>School time or holidays; both when left out.</summary>
    [Label("Période")]
    public FilterPeriod? Period { get; init; }
}
