
namespace Preau.Planning.Dates.Calendars;

/// <summary>What an opening pattern means for a kind of day.</summary>
public static class OpenKinds
{
    extension(OpeningPattern pattern)
    {
        /// <summary>Is a day of that kind open, public holidays and closures aside?</summary>
        public bool IsOpen(DayKind kind, DayOfWeek weekday) => kind switch
        {
            DayKind.SchoolDay => pattern.SchoolDays.Contains(weekday),
            DayKind.Wednesday => pattern.Wednesdays,
            DayKind.ShortHoliday => pattern.ShortHolidays.Contains(weekday),
            DayKind.Summer => pattern.Summer.Contains(weekday),
            DayKind.NoClass => pattern.NoClass.Contains(weekday),

            // A worked Wednesday is a day like the four others: what is open on all of them opens then too.
            DayKind.ExtraSchoolDay => pattern.SchoolDays.IncludesAll(WeekdaySet.SchoolWeek),

            // The period is not known yet, so only what is open in any of them is sure to be.
            _ => pattern.IsOpen(weekday == DayOfWeek.Wednesday ? DayKind.Wednesday : DayKind.SchoolDay, weekday)
                && pattern.ShortHolidays.Contains(weekday) && pattern.Summer.Contains(weekday),
        };
    }
}
