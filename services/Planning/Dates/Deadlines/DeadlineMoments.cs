using Preau.Planning.Dates.Calendars;

namespace Preau.Planning.Dates.Deadlines;

/// <summary>What a family does to a day.</summary>
public enum DeadlineAct : byte
{
    Book,
    Cancel,
    Absence,
}

#pragma warning disable CA1708 // extension blocks have no names that could differ
/// <summary>The moments that the limits of a commune's file come to. Local times are the tenant's; DST nights are counted as the clock shows them.</summary>
public static class DeadlineMoments
{
    private static readonly NoLimit Unlimited = new();

    extension(DeadlineSet limits)
    {
        /// <summary>The rule that holds for that act on that day; <see cref="NoLimit"/> when none does.</summary>
        public DeadlineRule RuleFor(DeadlineAct act, DateOnly day, ServiceCalendar calendar)
        {
            var rules = act switch
            {
                DeadlineAct.Book => limits.Book,
                DeadlineAct.Cancel => limits.Cancel ?? limits.Book,
                _ => limits.Absence ?? limits.Cancel ?? limits.Book,
            };
            // Left out, absences take the hour of cancelling and not its refusal: a child who is ill is never told "too late" because cancelling is.
            var borrowed = act == DeadlineAct.Absence && limits.Absence is null;
            foreach (var rule in rules ?? [])
            {
                if (rule.On is null || rule.On.Matches(day, calendar))
                {
                    return borrowed && rule.Late is LateAnswer.Refuse or LateAnswer.Surcharge ? rule with { Late = LateAnswer.ToAgent } : rule;
                }
            }

            return Unlimited;
        }

        /// <summary>The instant from which the day can be booked, or null when always.</summary>
        public DateTimeOffset? OpensAt(DateOnly day, TimeZoneInfo zone, ServiceCalendar calendar) =>
            limits.Opens is null ? null : LocalMinutes.StartOf(limits.Opens.LastMoment(day, calendar), zone);
    }

    extension(DeadlineRule rule)
    {
        /// <summary>The last full minute in which a request is in time; never after the service day.</summary>
        public DateTime LastMoment(DateOnly serviceDay, ServiceCalendar calendar)
        {
            var last = rule.WouldBe(serviceDay, calendar);
            var end = serviceDay.ToDateTime(LocalMinutes.LastOfDay);
            return last < end ? last : end;
        }

        /// <summary>The instant from which a request is late: the end of the last minute.</summary>
        public DateTimeOffset ClosesAt(DateOnly serviceDay, TimeZoneInfo zone, ServiceCalendar calendar) =>
            LocalMinutes.EndOf(rule.LastMoment(serviceDay, calendar), zone);

        /// <summary>As <c>LastMoment</c>, but not held back at the service day: to find rules that lie after it.</summary>
        internal DateTime WouldBe(DateOnly serviceDay, ServiceCalendar calendar) => rule switch
        {
            TimedRule timed => LastDay(timed, serviceDay, calendar).ToDateTime(new TimeOnly(timed.Time.Hour, timed.Time.Minute)),
            PerWeekdayTable table => OfTable(table, serviceDay),
            _ => serviceDay.ToDateTime(LocalMinutes.LastOfDay),
        };
    }

    extension(DayFilter filter)
    {
        public bool Matches(DateOnly day, ServiceCalendar calendar) =>
            (filter.Weekdays.IsEmpty || filter.Weekdays.Contains(day.DayOfWeek))
            && (filter.Period is null || (filter.Period == FilterPeriod.Holidays) == calendar.IsSchoolHoliday(day))
            && !(day < filter.From) && !(day > filter.Until);
    }

    private static DateOnly LastDay(TimedRule rule, DateOnly day, ServiceCalendar calendar) => rule switch
    {
        DaysBefore before => before.Skip.CountBack(day, before.Days, calendar),
        BookingPeriod period => period.Skip.CountBack(calendar.School.PeriodOf(day)?.First ?? day, period.Days, calendar),
        PreviousWeekday previous => Before(day, previous.Weekday),
        WeekdayOfWeek week => Back(day, (((int)day.DayOfWeek + 6) % 7) + (7 * week.WeeksBefore) - (((int)week.Weekday + 6) % 7)),
        PreviousOpenDay => calendar.PreviousOpenDay(day) ?? Back(day, 1),
        DayOfPreviousMonth month => OfPreviousMonth(month.Day, Back(day, day.Day)),
        FixedDate date => date.Date,
        _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.GetType().Name),
    };

    private static DateTime OfTable(PerWeekdayTable table, DateOnly serviceDay)
    {
        var day = serviceDay;
        for (var i = 0; i < 7; i++, day = Back(day, 1))
        {
            if (table.LimitOf(day.DayOfWeek) is { } limit)
            {
                return Before(day, limit.Weekday).ToDateTime(limit.Time);
            }
        }

        return serviceDay.ToDateTime(LocalMinutes.LastOfDay);
    }

    private static DateOnly OfPreviousMonth(int number, DateOnly lastOfPrevious) =>
        number >= lastOfPrevious.Day ? lastOfPrevious : new(lastOfPrevious.Year, lastOfPrevious.Month, number);

    private static DateOnly Before(DateOnly day, DayOfWeek weekday) => Back(day, (((int)day.DayOfWeek - (int)weekday + 6) % 7) + 1);

    /// <summary>That many days before, or the first day there is.</summary>
    private static DateOnly Back(DateOnly day, int count) => DateOnly.FromDayNumber(Math.Max(0, day.DayNumber - count));
}
