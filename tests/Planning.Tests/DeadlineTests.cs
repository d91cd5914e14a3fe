using Preau.Planning.Dates.Calendars;
using Preau.Planning.Dates.Deadlines;
using static Preau.Planning.Tests.Sample;

namespace Preau.Planning.Tests;

public class DeadlineTests
{
    private static readonly TimeOnly Noon = new(12, 0);
    private static readonly TimeOnly Night = new(23, 59);

    [Theory]
    [InlineData("30/11/2026", "28/11/2026", "26/11/2026", "25/11/2026", "26/11/2026", "26/11/2026")]
    [InlineData("01/12/2026", "29/11/2026", "27/11/2026", "26/11/2026", "26/11/2026", "26/11/2026")]
    [InlineData("03/12/2026", "01/12/2026", "01/12/2026", "30/11/2026", "26/11/2026", "26/11/2026")]
    [InlineData("04/12/2026", "02/12/2026", "02/12/2026", "01/12/2026", "03/12/2026", "26/11/2026")]
    [InlineData("12/11/2026", "10/11/2026", "09/11/2026", "06/11/2026", "05/11/2026", "05/11/2026")]
    [InlineData("30/03/2027", "28/03/2027", "25/03/2027", "24/03/2027", "25/03/2027", "25/03/2027")]
    [InlineData("04/01/2027", "02/01/2027", "30/12/2026", "29/12/2026", "31/12/2026", "31/12/2026")]
    public void The_table_of_vectors_holds(
        string day, string calendarDays, string twoWorkingDays, string threeWorkingDays, string thursdayBefore, string thursdayOfPreviousWeek)
    {
        AssertLast(calendarDays, day, new DaysBefore { Days = 2, Time = Noon });
        AssertLast(twoWorkingDays, day, new DaysBefore { Days = 2, Skip = NonWorkingDays, Time = Noon });
        AssertLast(threeWorkingDays, day, new DaysBefore { Days = 3, Skip = NonWorkingDays, Time = Noon });
        AssertLast(thursdayBefore, day, new PreviousWeekday { Weekday = DayOfWeek.Thursday, Time = Noon });
        AssertLast(thursdayOfPreviousWeek, day, new WeekdayOfWeek { Weekday = DayOfWeek.Thursday, WeeksBefore = 1, Time = Noon });
    }

    [Theory]
    [InlineData("30/11/2026", "samedi 28 novembre à 23_h_59")]
    [InlineData("01/12/2026", "dimanche 29 novembre à 23_h_59")]
    [InlineData("02/12/2026", "lundi 30 novembre à 23_h_59")]
    [InlineData("03/12/2026", "mardi 1er décembre à 23_h_59")]
    [InlineData("04/12/2026", "mercredi 2 décembre à 23_h_59")]
    public void The_table_of_the_notice_holds_from_Monday_to_Friday(string day, string limit)
    {
        var last = new DaysBefore { Days = 2, Time = Night }.LastMoment(Day(day), Canteen());

        Assert.Equal(limit.Replace('_', '\u00A0'), FrenchDates.Moment(last, Day(day)));
        Assert.Equal(DateTimeKind.Unspecified, last.Kind);
    }

    [Theory]
    [InlineData("30/11/2026", "26/11/2026")]
    [InlineData("01/12/2026", "27/11/2026")]
    [InlineData("03/12/2026", "01/12/2026")]
    [InlineData("04/12/2026", "02/12/2026")]
    public void Cruas_does_not_count_the_weekend(string day, string limit) =>
        AssertLast(limit, day, new DaysBefore { Days = 2, Skip = new() { Weekends = true }, Time = Noon });

    [Theory]
    [InlineData("30/11/2026", "25/11/2026")]
    [InlineData("01/12/2026", "26/11/2026")]
    [InlineData("02/12/2026", "27/11/2026")]
    [InlineData("03/12/2026", "30/11/2026")]
    [InlineData("04/12/2026", "01/12/2026")]
    public void Villes_Soeurs_wants_three_working_days(string day, string limit) =>
        AssertLast(limit, day, new DaysBefore { Days = 3, Skip = NonWorkingDays, Time = Night });

    [Fact]
    public void Le_Cres_wants_eight_days() =>
        Assert.Equal(Moment("25/08/2026 23:59"), new DaysBefore { Days = 8, Time = Night }.LastMoment(Day("02/09/2026"), Canteen()));

    [Theory]
    [InlineData("30/11/2026", "27/11/2026")]
    [InlineData("01/12/2026", "30/11/2026")]
    [InlineData("03/12/2026", "01/12/2026")]
    [InlineData("04/12/2026", "03/12/2026")]
    [InlineData("04/01/2027", "18/12/2026")]
    [InlineData("02/11/2026", "16/10/2026")]
    [InlineData("12/11/2026", "10/11/2026")]
    [InlineData("30/03/2027", "26/03/2027")]
    public void Rontalon_wants_the_previous_open_day_and_before_holidays_the_last_one(string day, string limit) =>
        AssertLast(limit, day, new PreviousOpenDay { Time = new(11, 0) });

    [Fact]
    public void The_previous_open_day_jumps_over_closures_and_falls_back_on_the_eve()
    {
        var rule = new PreviousOpenDay { Time = new(11, 0) };
        var closed = Canteen("A", new Closure(Day("30/11/2026"), Day("01/12/2026"), "Travaux"));

        Assert.Equal(Moment("27/11/2026 11:00"), rule.LastMoment(Day("03/12/2026"), closed));
        Assert.Equal(Moment("02/12/2026 11:00"), rule.LastMoment(Day("03/12/2026"), Of(new())));
    }

    [Theory]
    [InlineData("30/11/2026", "26/11/2026 10:00")]
    [InlineData("01/12/2026", "26/11/2026 10:00")]
    [InlineData("02/12/2026", "26/11/2026 10:00")]
    [InlineData("03/12/2026", "01/12/2026 10:00")]
    [InlineData("04/12/2026", "01/12/2026 10:00")]
    [InlineData("05/12/2026", "01/12/2026 10:00")]
    public void Saint_Jean_du_Bois_has_blocks_of_two_days_and_other_weekdays_follow_the_block_before(string day, string limit)
    {
        WeekLimit thursday = new(DayOfWeek.Thursday, new(10, 0)), tuesday = new(DayOfWeek.Tuesday, new(10, 0));
        var rule = new PerWeekdayTable { Monday = thursday, Tuesday = thursday, Thursday = tuesday, Friday = tuesday };

        Assert.Equal(Moment(limit), rule.LastMoment(Day(day), Canteen()));
    }

    [Fact]
    public void A_weekday_of_its_own_row_is_that_of_the_week_before() =>
        Assert.Equal(
            Moment("23/11/2026 09:00"),
            new PerWeekdayTable { Monday = new(DayOfWeek.Monday, new(9, 0)) }.LastMoment(Day("30/11/2026"), Canteen()));

    [Theory]
    [InlineData("30/11/2026", 1, "24/11/2026")]
    [InlineData("04/12/2026", 1, "24/11/2026")]
    [InlineData("06/12/2026", 1, "24/11/2026")]
    [InlineData("04/12/2026", 2, "17/11/2026")]
    [InlineData("04/01/2027", 5, "01/12/2026")]
    public void Weeks_begin_on_Monday(string day, int weeks, string limit) =>
        AssertLast(limit, day, new WeekdayOfWeek { Weekday = DayOfWeek.Tuesday, WeeksBefore = weeks, Time = Night });

    [Theory]
    [InlineData("07/01/2027", 20, "20/12/2026")]
    [InlineData("15/03/2027", 31, "28/02/2027")]
    [InlineData("15/03/2027", 28, "28/02/2027")]
    [InlineData("31/12/2026", 31, "30/11/2026")]
    [InlineData("01/12/2026", 1, "01/11/2026")]
    public void The_day_of_the_previous_month_stops_at_its_end(string day, int number, string limit) =>
        AssertLast(limit, day, new DayOfPreviousMonth { Day = number, Time = Night });

    [Fact]
    public void A_fixed_date_never_goes_beyond_the_service_day()
    {
        var rule = new FixedDate { Date = Day("04/12/2026"), Time = Noon };

        Assert.Equal(Moment("04/12/2026 12:00"), rule.LastMoment(Day("17/12/2026"), Canteen()));
        Assert.Equal(Moment("04/12/2026 12:00"), rule.LastMoment(Day("04/12/2026"), Canteen()));
        Assert.Equal(Moment("03/12/2026 23:59"), rule.LastMoment(Day("03/12/2026"), Canteen()));
        Assert.Equal(Moment("03/12/2026 23:59"), new NoLimit().LastMoment(Day("03/12/2026"), Canteen()));
    }

    [Theory]
    [InlineData(0, "14/12/2026", "14/12/2026")]
    [InlineData(0, "13/12/2026", "11/12/2026")]
    [InlineData(1, "13/12/2026", "11/12/2026")]
    [InlineData(5, "14/12/2026", "07/12/2026")]
    public void Day_zero_is_the_day_itself_or_the_last_counted_one(int days, string day, string limit) =>
        AssertLast(limit, day, new DaysBefore { Days = days, Skip = NonWorkingDays, Time = Noon });

    [Fact]
    public void Each_kind_of_day_can_be_left_uncounted()
    {
        var closed = Canteen("A", new Closure(Day("15/12/2026"), Day("16/12/2026"), "Travaux"));
        DateTime Last(string day, Skip skip) => new DaysBefore { Days = 2, Skip = skip, Time = Noon }.LastMoment(Day(day), closed);

        Assert.Equal(Moment("13/12/2026 12:00"), Last("17/12/2026", new() { Closures = true }));
        Assert.Equal(Moment("17/12/2026 12:00"), Last("04/01/2027", new() { SchoolHolidays = true }));
        Assert.Equal(Moment("10/11/2026 12:00"), Last("13/11/2026", new() { PublicHolidays = true }));
        Assert.Equal(Moment("10/11/2026 12:00"), Last("13/11/2026", new() { Weekdays = [DayOfWeek.Wednesday] }));
    }

    [Fact]
    public void A_service_closed_for_years_still_has_an_answer_and_it_is_long_past()
    {
        var closed = Canteen("A", new Closure(DateOnly.MinValue, DateOnly.MaxValue, "Fermé"));
        var rule = new DaysBefore { Days = 2, Skip = new() { Closures = true }, Time = Noon };

        Assert.True(rule.LastMoment(Day("04/12/2026"), closed) < Moment("04/12/2020 00:00"));
        foreach (var day in new[] { DateOnly.MinValue, DateOnly.MaxValue })
        {
            Assert.True(DateOnly.FromDateTime(rule.LastMoment(day, closed)) <= day);
            Assert.False(DateTimeOffset.MaxValue < new DaysBefore { Days = 300, Time = Noon }.ClosesAt(day, Paris, closed));
        }
    }

    private static void AssertLast(string limit, string day, TimedRule rule) =>
        Assert.Equal(Day(limit).ToDateTime(rule.Time), rule.LastMoment(Day(day), Canteen()));
}
