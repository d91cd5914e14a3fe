using System.Text.Json;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Dates.Deadlines;
using static Preau.Planning.Tests.Sample;

namespace Preau.Planning.Tests;

/// <summary>What holds for any rule, any calendar and any day, tried on generated ones; a failure names its seed.</summary>
public class DeadlineProperties
{
    private const int Cases = 1000;

    private static readonly string[] Zones =
        ["Europe/Paris", "America/Martinique", "America/Cayenne", "Indian/Reunion", "Indian/Mayotte", "America/Miquelon", "Pacific/Noumea"];

    [Fact]
    public void No_deadline_is_after_the_end_of_the_service_day() => ForAll(g =>
    {
        var (rule, day, calendar) = (g.Rule(), g.Day(), g.Calendar());
        var last = rule.LastMoment(day, calendar);

        Assert.True(last <= day.ToDateTime(new(23, 59)), $"{rule} on {day}: {last}");
        Assert.Equal(0, last.Ticks % TimeSpan.TicksPerMinute);
    });

    [Fact]
    public void One_more_day_before_is_never_later() => ForAll(g =>
    {
        var (day, calendar, skip, time) = (g.Day(), g.Calendar(), g.Skip(), g.Time());
        var days = g.Next(0, 40);
        DateTime Last(int n) => new DaysBefore { Days = n, Skip = skip, Time = time }.LastMoment(day, calendar);
        DateTime LastOfPeriod(int n) => new BookingPeriod { Days = n, Skip = skip, Time = time }.LastMoment(day, calendar);

        Assert.True(Last(days + 1) <= Last(days), $"{days} {skip} on {day}");
        Assert.True(LastOfPeriod(days + 1) <= LastOfPeriod(days), $"period {days} {skip} on {day}");
        if (days > 0)
        {
            Assert.True(Last(days + 1) < Last(days), $"strictly {days} {skip} on {day}");
        }
    });

    [Fact]
    public void Days_before_are_exactly_so_many_counted_days_and_the_deadline_is_one_of_them() => ForAll(g =>
    {
        var (day, calendar, skip) = (g.Day(), g.Calendar(), g.Skip());
        var days = g.Next(0, 30);
        var last = DateOnly.FromDateTime(new DaysBefore { Days = days, Skip = skip, Time = g.Time() }.LastMoment(day, calendar));
        var counted = Enumerable.Range(1, day.DayNumber - last.DayNumber).Count(i => !skip.Skips(day.AddDays(-i), calendar));

        Assert.False(skip.Skips(last, calendar), $"{days} {skip} on {day}: {last}");
        Assert.Equal(days == 0 && last < day ? 1 : days, counted);
    });

    [Fact]
    public void Adding_a_skip_never_makes_the_deadline_later() => ForAll(g =>
    {
        var (day, calendar, skip, more) = (g.Day(), g.Calendar(), g.Skip(), g.Skip());
        var both = new Skip
        {
            Weekends = skip.Weekends || more.Weekends,
            PublicHolidays = skip.PublicHolidays || more.PublicHolidays,
            Closures = skip.Closures || more.Closures,
            SchoolHolidays = skip.SchoolHolidays || more.SchoolHolidays,
            Weekdays = skip.Weekdays.With(more.Weekdays),
        };
        var rule = new DaysBefore { Days = g.Next(0, 30), Skip = skip, Time = g.Time() };

        Assert.True((rule with { Skip = both }).LastMoment(day, calendar) <= rule.LastMoment(day, calendar), $"{rule} and {more} on {day}");
    });

    [Fact]
    public void The_previous_weekday_lies_one_to_seven_days_before_and_that_of_the_week_before_in_it() => ForAll(g =>
    {
        var (day, calendar, weekday, weeks) = (g.Day(), g.Calendar(), g.Weekday(), g.Next(1, 6));
        var previous = DateOnly.FromDateTime(new PreviousWeekday { Weekday = weekday, Time = g.Time() }.LastMoment(day, calendar));
        var ofWeek = DateOnly.FromDateTime(new WeekdayOfWeek { Weekday = weekday, WeeksBefore = weeks, Time = g.Time() }.LastMoment(day, calendar));

        Assert.Equal((weekday, weekday), (previous.DayOfWeek, ofWeek.DayOfWeek));
        Assert.InRange(day.DayNumber - previous.DayNumber, 1, 7);

        // 1 January of year 1 was a Monday, so whole weeks of day numbers are weeks from Monday.
        Assert.Equal(weeks, (day.DayNumber / 7) - (ofWeek.DayNumber / 7));
    });

    [Fact]
    public void The_previous_open_day_is_open_and_none_lies_between() => ForAll(g =>
    {
        var (day, calendar) = (g.Day(), g.Calendar());
        var previous = calendar.PreviousOpenDay(day);

        Assert.All(Enumerable.Range(1, Math.Min(day.DayNumber - (previous ?? day.AddDays(-40)).DayNumber - 1, 400)),
            i => Assert.False(calendar.IsOpen(day.AddDays(-i))));
        Assert.True(previous is null || (previous < day && calendar.IsOpen(previous.Value)));
    });

    [Fact]
    public void The_instant_of_closing_separates_in_time_from_late_and_the_clock_then_shows_the_next_minute() => ForAll(g =>
    {
        var (rule, day, calendar) = (g.Rule(), g.Day(), g.Calendar());
        var zone = TimeZoneInfo.FindSystemTimeZoneById(Zones[g.Next(0, Zones.Length)]);
        var (last, closes) = (rule.LastMoment(day, calendar), rule.ClosesAt(day, zone, calendar));

        Assert.True(closes.AddTicks(-1) < rule.ClosesAt(day, zone, calendar));
        Assert.False(closes < rule.ClosesAt(day, zone, calendar));
        if (!zone.IsInvalidTime(last))
        {
            var shown = TimeZoneInfo.ConvertTime(closes.AddTicks(-1), zone).DateTime;
            Assert.Equal(last, shown.AddTicks(-(shown.Ticks % TimeSpan.TicksPerMinute)));
        }
    });

    [Fact]
    public void Any_rule_written_and_read_back_is_the_same_and_has_a_sentence() => ForAll(g =>
    {
        var rule = g.Rule();
        var read = JsonSerializer.Deserialize<DeadlineRule>(JsonSerializer.Serialize(rule))!;

        Assert.Equal(rule, read);
        Assert.Equal(rule.Sentence, read.Sentence);
        Assert.DoesNotContain("  ", rule.Sentence, StringComparison.Ordinal);
    });

    private static void ForAll(Action<Generator> property)
    {
        for (var seed = 0; seed < Cases; seed++)
        {
            try
            {
                property(new(seed));
            }
            catch (Exception problem)
            {
                throw new InvalidOperationException($"Fails with seed {seed}.", problem);
            }
        }
    }

    private sealed class Generator(int seed)
    {
        private readonly Random random = new(seed);

        public int Next(int from, int before) => random.Next(from, before);

        public bool Flip() => random.Next(2) == 0;

        public DateOnly Day() => Sample.Day("01/06/2025").AddDays(random.Next(0, 1100));

        public TimeOnly Time() => new(random.Next(24), random.Next(60));

        public DayOfWeek Weekday() => (DayOfWeek)random.Next(7);

        /// <summary>Monday is always counted, so that no rule skips the whole week.</summary>
        public Skip Skip() => new()
        {
            Weekends = Flip(),
            PublicHolidays = Flip(),
            Closures = Flip(),
            SchoolHolidays = Flip(),
            Weekdays = [.. Enumerable.Range(0, random.Next(4)).Select(_ => Weekday()).Where(d => d != DayOfWeek.Monday)],
        };

        public ServiceCalendar Calendar()
        {
            var pattern = random.Next(4) switch
            {
                0 => OpeningPattern.SchoolWeek,
                1 => WednesdayCentre,
                2 => HolidayCentre,
                _ => new OpeningPattern { SchoolDays = [Weekday(), Weekday()], Wednesdays = Flip(), Summer = [Weekday()] },
            };
            var closures = Enumerable.Range(0, random.Next(8)).Select(_ => Day())
                .Select(d => new Closure(d, d.AddDays(random.Next(25)), "Fermeture", (CalendarScope)random.Next(4), Target(), random.Next(4) == 0));
            return Sample.Of(pattern, SchoolCalendar.Zones[random.Next(3)], [.. closures]);
        }

        public DeadlineRule Rule()
        {
            DeadlineRule rule = random.Next(9) switch
            {
                0 => new DaysBefore { Days = random.Next(366), Skip = Skip(), Time = Time() },
                1 => new BookingPeriod { Days = random.Next(60), Skip = Skip(), Time = Time() },
                2 => new PreviousWeekday { Weekday = Weekday(), Time = Time() },
                3 => new WeekdayOfWeek { Weekday = Weekday(), WeeksBefore = random.Next(1, 53), Time = Time() },
                4 => new DayOfPreviousMonth { Day = random.Next(1, 32), Time = Time() },
                5 => new PreviousOpenDay { Time = Time() },
                6 => new PerWeekdayTable { Monday = Limit(), Thursday = Flip() ? Limit() : null, Sunday = Flip() ? Limit() : null },
                7 => new FixedDate { Date = Day(), Time = Time() },
                _ => new NoLimit(),
            };
            var filtered = rule with
            {
                On = Flip() ? null : new() { Weekdays = [Weekday()], Period = Flip() ? null : (FilterPeriod)random.Next(2) },
            };
            return Flip()
                ? filtered with { Late = LateAnswer.Surcharge }
                : filtered with { Late = LateAnswer.ToAgent };
        }

        private WeekLimit Limit() => new(Weekday(), Time());

        private string? Target() => random.Next(5) switch { 0 => null, 1 => Service, 2 => Facility, 3 => School, _ => Municipality };
    }
}
