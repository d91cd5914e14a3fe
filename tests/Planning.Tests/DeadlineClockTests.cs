using Preau.Planning.Dates.Deadlines;
using static Preau.Planning.Tests.Sample;

namespace Preau.Planning.Tests;

public class DeadlineClockTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Theory]
    [InlineData("25/10/2026 23:59", "2026-10-25T23:00:00Z")]
    [InlineData("24/10/2026 23:59", "2026-10-24T22:00:00Z")]
    [InlineData("28/03/2027 23:59", "2027-03-28T22:00:00Z")]
    [InlineData("27/03/2027 23:59", "2027-03-27T23:00:00Z")]
    [InlineData("26/11/2026 12:00", "2026-11-26T11:01:00Z")]
    [InlineData("03/07/2026 12:00", "2026-07-03T10:01:00Z")]
    public void A_deadline_holds_to_the_end_of_its_minute_also_on_nights_when_the_clock_changes(string limit, string closes) =>
        AssertCloses(closes, limit, "Europe/Paris");

    [Theory]
    [InlineData("25/10/2026 01:59", "2026-10-25T00:00:00Z")]
    [InlineData("25/10/2026 02:30", "2026-10-25T01:31:00Z")]
    [InlineData("25/10/2026 02:59", "2026-10-25T02:00:00Z")]
    [InlineData("25/10/2026 03:00", "2026-10-25T02:01:00Z")]
    public void In_the_hour_that_comes_twice_the_second_time_counts(string limit, string closes) => AssertCloses(closes, limit, "Europe/Paris");

    [Theory]
    [InlineData("28/03/2027 01:59", "2027-03-28T01:00:00Z")]
    [InlineData("28/03/2027 02:00", "2027-03-28T01:00:00Z")]
    [InlineData("28/03/2027 02:30", "2027-03-28T01:00:00Z")]
    [InlineData("28/03/2027 03:00", "2027-03-28T01:01:00Z")]
    public void In_the_hour_that_does_not_exist_the_limit_is_where_the_clock_jumps(string limit, string closes) => AssertCloses(closes, limit, "Europe/Paris");

    [Theory]
    [InlineData("America/Martinique", "2026-11-29T04:00:00Z")]
    [InlineData("America/Guadeloupe", "2026-11-29T04:00:00Z")]
    [InlineData("America/Cayenne", "2026-11-29T03:00:00Z")]
    [InlineData("Indian/Reunion", "2026-11-28T20:00:00Z")]
    [InlineData("Indian/Mayotte", "2026-11-28T21:00:00Z")]
    [InlineData("America/Miquelon", "2026-11-29T03:00:00Z")]
    [InlineData("Europe/Paris", "2026-11-28T23:00:00Z")]
    public void Overseas_the_clock_of_the_tenant_decides(string zone, string closes) => AssertCloses(closes, "28/11/2026 23:59", zone);

    [Fact]
    public void The_whole_last_minute_is_in_time_and_the_next_instant_is_not()
    {
        var rule = new DaysBefore { Days = 2, Time = new(23, 59) };
        var day = Day("30/11/2026");

        Assert.True(Utc("2026-11-28T22:59:59.9999999Z") < rule.ClosesAt(day, Paris, Canteen()));
        Assert.False(Utc("2026-11-28T23:00:00Z") < rule.ClosesAt(day, Paris, Canteen()));
        Assert.True(new DateTimeOffset(2026, 11, 28, 23, 59, 59, TimeSpan.FromHours(1)) < rule.ClosesAt(day, Paris, Canteen()));
    }

    [Fact]
    public void On_both_DST_weekends_the_days_before_are_days_and_not_hours()
    {
        var rule = new DaysBefore { Days = 2, Time = new(23, 59) };

        Assert.Equal(Utc("2026-10-25T23:00:00Z"), rule.ClosesAt(Day("27/10/2026"), Paris, Canteen()));
        Assert.Equal(Utc("2027-03-28T22:00:00Z"), rule.ClosesAt(Day("30/03/2027"), Paris, Canteen()));
        Assert.Equal(Utc("2027-03-27T23:00:00Z"), rule.ClosesAt(Day("29/03/2027"), Paris, Canteen()));
    }

    [Theory]
    [InlineData("22/03/2027 08:00", "2027-03-22T07:00:00Z")]
    [InlineData("25/10/2026 02:30", "2026-10-25T00:30:00Z")]
    [InlineData("28/03/2027 02:30", "2027-03-28T01:00:00Z")]
    public void An_opening_is_at_the_beginning_of_its_minute_the_first_time_that_it_comes(string opening, string opens)
    {
        var at = Moment(opening);
        var deadlines = new DeadlineSet { Opens = new FixedDate { Date = DateOnly.FromDateTime(at), Time = TimeOnly.FromDateTime(at) } };

        Assert.Equal(Utc(opens), deadlines.OpensAt(Day("30/06/2027"), Paris, Canteen()));
        Assert.Null(new DeadlineSet().OpensAt(Day("30/06/2027"), Paris, Canteen()));
    }

    private static void AssertCloses(string expected, string limit, string zone)
    {
        var at = Moment(limit);
        var rule = new FixedDate { Date = DateOnly.FromDateTime(at), Time = TimeOnly.FromDateTime(at) };
        var (day, tenantZone) = (Day("30/06/2027"), TimeZoneInfo.FindSystemTimeZoneById(zone));

        Assert.Equal(Utc(expected), rule.ClosesAt(day, tenantZone, Canteen()));
        Assert.True(Utc(expected) - Tick < rule.ClosesAt(day, tenantZone, Canteen()));
        Assert.False(Utc(expected) < rule.ClosesAt(day, tenantZone, Canteen()));
    }
}
