using System.Text.Json.Serialization;
using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Dates.Deadlines;

/// <summary>Days that are not counted. All false: calendar days.</summary>
public sealed record Skip
{
    public bool Weekends { get; init; }

    public bool PublicHolidays { get; init; }

    /// <summary>Closures that concern the service.</summary>
    public bool Closures { get; init; }

    /// <summary>Short and summer holidays.</summary>
    public bool SchoolHolidays { get; init; }

    public WeekdaySet Weekdays { get; init; }

    /// <summary>Working days: neither weekends nor public holidays.</summary>
    public static Skip NonWorkingDays { get; } = new() { Weekends = true, PublicHolidays = true };

    private WeekdaySet AllWeekdays => Weekends ? Weekdays.With(WeekdaySet.Weekend) : Weekdays;

    public bool Skips(DateOnly day, ServiceCalendar calendar) =>
        AllWeekdays.Contains(day.DayOfWeek)
        || (PublicHolidays && calendar.IsPublicHoliday(day))
        || (SchoolHolidays && calendar.IsSchoolHoliday(day))
        || (Closures && calendar.IsClosed(day));

    internal string? FindProblem() => AllWeekdays.Count == 7 ? "\"skip\" leaves no day of the week to count" : null;

    /// <summary>The <paramref name="count"/>-th counted day before; with 0 the day itself, or the last counted one when it is not counted.</summary>
    internal DateOnly CountBack(DateOnly day, int count, ServiceCalendar calendar)
    {
        var number = day.DayNumber;
        var left = count;
        if (left == 0)
        {
            number++;
            left = 1;
        }

        // A year of counted days under the hardest mask is 7 x 365; a service closed for longer has no deadline to respect.
        var earliest = Math.Max(0, number - 4000);
        while (left > 0 && number > earliest)
        {
            number--;
            if (!Skips(DateOnly.FromDayNumber(number), calendar))
            {
                left--;
            }
        }

        return DateOnly.FromDayNumber(number);
    }

    /// <summary>« sans compter les samedis et dimanches, les jours fériés »; working days are said otherwise.</summary>
    internal string Sentence(bool asWorkingDays)
    {
        var parts = new List<string>();
        if (Weekends && !asWorkingDays)
        {
            parts.Add("les samedis et dimanches");
        }

        if (PublicHolidays && !asWorkingDays)
        {
            parts.Add("les jours fériés");
        }

        if (Closures)
        {
            parts.Add("les fermetures");
        }

        if (SchoolHolidays)
        {
            parts.Add("les vacances scolaires");
        }

        foreach (var day in Weekdays)
        {
            parts.Add($"les {FrenchDates.Weekday(day)}s");
        }

        return parts.Count == 0 ? "" : $" (sans compter {FrenchDeadlines.List(parts)})";
    }

    internal bool IsWorkingDays => Weekends && PublicHolidays;
}

/// <summary>J-n: <c>{ "anchor": "daysBefore", "days": 2, "skip": { … }, "time": "12:00" }</c>; the skip may be left out.</summary>
public sealed record DaysBefore : TimedRule
{
    /// <summary>0 to 365; 0 is the service day itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Days { get; init; }

    public Skip Skip { get; init; } = new();

    protected override string DayInFrench => FrenchDeadlines.DaysBefore(Days, Skip);

    public override string? FindProblem() =>
        base.FindProblem() ?? (Days is < 0 or > 365 ? "\"days\" goes from 0 to 365" : Skip.FindProblem());

    protected override DateOnly LastDay(DateOnly serviceDay, ServiceCalendar calendar) => Skip.CountBack(serviceDay, Days, calendar);
}

/// <summary>
/// n days before the holidays, or the stretch of school time, in which the service day lies:
/// <c>{ "anchor": "bookingPeriod", "days": 10, "time": "23:59" }</c>.
/// </summary>
public sealed record BookingPeriod : TimedRule
{
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public required int Days { get; init; }

    public Skip Skip { get; init; } = new();

    protected override string DayInFrench => Days == 0
        ? "le premier jour de la période"
        : $"{FrenchDeadlines.Count(Days, Skip)} avant le début de la période{Skip.Sentence(Skip.IsWorkingDays)}";

    public override string? FindProblem() =>
        base.FindProblem() ?? (Days is < 0 or > 365 ? "\"days\" goes from 0 to 365" : Skip.FindProblem());

    protected override DateOnly LastDay(DateOnly serviceDay, ServiceCalendar calendar) =>
        Skip.CountBack(calendar.School.PeriodOf(serviceDay)?.First ?? serviceDay, Days, calendar);
}
