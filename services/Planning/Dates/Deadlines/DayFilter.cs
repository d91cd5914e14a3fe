using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Dates.Deadlines;

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
    public WeekdaySet Weekdays { get; init; }

    public FilterPeriod? Period { get; init; }

    /// <summary>« pour les mercredis des vacances ».</summary>
    internal string Sentence
    {
        get
        {
            var days = Weekdays.IsEmpty ? "les jours" : FrenchDeadlines.List([.. Weekdays.Listed().Select(d => $"les {FrenchDates.Weekday(d)}s")]);
            return Period switch
            {
                FilterPeriod.School => $"pour {days} d’école",
                FilterPeriod.Holidays => $"pour {days} de vacances",
                _ => $"pour {days}",
            };
        }
    }

    public bool Matches(DateOnly day, ServiceCalendar calendar) =>
        (Weekdays.IsEmpty || Weekdays.Contains(day.DayOfWeek))
        && (Period is null || (Period == FilterPeriod.Holidays) == calendar.IsSchoolHoliday(day));
}
