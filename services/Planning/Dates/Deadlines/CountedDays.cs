using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Dates.Deadlines;

/// <summary>Which days a limit counts.</summary>
public static class CountedDays
{
    extension(Skip skip)
    {
        public bool Skips(DateOnly day, ServiceCalendar calendar) =>
            skip.AllWeekdays.Contains(day.DayOfWeek)
            || (skip.PublicHolidays && calendar.IsPublicHoliday(day))
            || (skip.SchoolHolidays && calendar.IsSchoolHoliday(day))
            || (skip.Closures && calendar.IsClosed(day));

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
                if (!skip.Skips(DateOnly.FromDayNumber(number), calendar))
                {
                    left--;
                }
            }

            return DateOnly.FromDayNumber(number);
        }
    }
}
