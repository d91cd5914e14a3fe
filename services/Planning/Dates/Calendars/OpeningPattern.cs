using System.Text.Json.Serialization;

namespace Preau.Planning.Dates.Calendars;

/// <summary>
/// The weekdays on which a service is open, by kind of period. In JSON:
/// <c>{ "schoolDays": ["monday", …], "wednesdays": false, "shortHolidays": [], "summer": [], "noClass": [], "publicHolidays": false }</c>;
/// what is left out is closed.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record OpeningPattern
{
    /// <summary>School time, Wednesday aside.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WeekdaySet SchoolDays { get; init; }

    /// <summary>The Wednesdays of school time.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Wednesdays { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WeekdaySet ShortHolidays { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WeekdaySet Summer { get; init; }

    /// <summary>Days without class that are no holiday: the bridge of Ascension.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public WeekdaySet NoClass { get; init; }

    /// <summary>Public holidays don't close it (a crèche that works on Pentecost Monday).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool PublicHolidays { get; init; }

    /// <summary>Canteen, morning and evening care of a week of four days.</summary>
    public static OpeningPattern SchoolWeek { get; } = new() { SchoolDays = WeekdaySet.SchoolWeek };

    /// <summary>Wednesday centre.</summary>
    public static OpeningPattern WednesdayCentre { get; } = new() { Wednesdays = true };

    /// <summary>Holiday centre, short holidays and summer.</summary>
    public static OpeningPattern HolidayCentre { get; } = new() { ShortHolidays = WeekdaySet.MondayToFriday, Summer = WeekdaySet.MondayToFriday };

    /// <summary>Is a day of that kind open, public holidays and closures aside?</summary>
    public bool IsOpen(DayKind kind, DayOfWeek weekday) => kind switch
    {
        DayKind.SchoolDay => SchoolDays.Contains(weekday),
        DayKind.Wednesday => Wednesdays,
        DayKind.ShortHoliday => ShortHolidays.Contains(weekday),
        DayKind.Summer => Summer.Contains(weekday),
        DayKind.NoClass => NoClass.Contains(weekday),

        // A worked Wednesday is a day like the four others: what is open on all of them opens then too.
        DayKind.ExtraSchoolDay => SchoolDays.IncludesAll(WeekdaySet.SchoolWeek),

        // The period is not known yet, so only what is open in any of them is sure to be.
        _ => IsOpen(weekday == DayOfWeek.Wednesday ? DayKind.Wednesday : DayKind.SchoolDay, weekday)
            && ShortHolidays.Contains(weekday) && Summer.Contains(weekday),
    };
}
