using System.Text.Json;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Dates.Deadlines;
using static Preau.Planning.Tests.Sample;

namespace Preau.Planning.Tests;

/// <summary>The limits of the five communes of the notices, as their files write them.</summary>
public class CommuneDeadlineTests
{
    private const string WorkingDaysNoon = """{ "anchor": "daysBefore", "days": 2, "skip": { "weekends": true, "publicHolidays": true }, "time": "12:00" }""";

    [Theory]
    [InlineData("14/12/2026", "10/12/2026 12:00")]
    [InlineData("10/12/2026", "08/12/2026 12:00")]
    [InlineData("11/12/2026", "09/12/2026 12:00")]
    [InlineData("15/12/2026", "11/12/2026 12:00")]
    [InlineData("17/12/2026", "15/12/2026 12:00")]
    [InlineData("18/12/2026", "16/12/2026 12:00")]
    [InlineData("04/01/2027", "30/12/2026 12:00")]
    public void Biviers_meals_close_two_working_days_before_at_noon(string day, string limit) =>
        AssertAll(limit, day, Set($$"""{ "book": {{WorkingDaysNoon}} }"""), Canteen());

    [Theory]
    [InlineData("09/12/2026", "03/12/2026 12:00")]
    [InlineData("06/01/2027", "31/12/2026 12:00")]
    public void Biviers_Wednesdays_close_on_Thursday_of_the_week_before(string day, string limit) =>
        AssertAll(
            limit, day, Set("""{ "book": { "anchor": "weekdayOfWeek", "weekday": "thursday", "weeksBefore": 1, "time": "12:00" } }"""), Of(WednesdayCentre));

    [Theory]
    [InlineData("15/02/2027", "23/01/2027 08:00", "03/02/2027 23:59")]
    [InlineData("26/02/2027", "23/01/2027 08:00", "03/02/2027 23:59")]
    [InlineData("12/07/2027", "12/06/2027 08:00", "23/06/2027 23:59")]
    public void Biviers_holidays_open_three_weeks_and_close_ten_days_before_the_period(string day, string opens, string closes)
    {
        var set = Set(
            """{ "opens": { "anchor": "bookingPeriod", "days": 21, "time": "08:00" }, "book": { "anchor": "bookingPeriod", "days": 10, "time": "23:59" } }""");
        var calendar = Of(HolidayCentre);

        AssertAll(closes, day, set, calendar);
        Assert.Equal(Moment(opens), TimeZoneInfo.ConvertTime(set.OpensAt(Day(day), Paris, calendar)!.Value, Paris).DateTime);
    }

    [Theory]
    [InlineData("30/11/2026", "28/11/2026 23:59")]
    [InlineData("04/01/2027", "02/01/2027 23:59")]
    public void Pays_de_Saint_Marcellin_closes_two_calendar_days_before_at_night(string day, string limit) =>
        AssertAll(limit, day, Set("""{ "book": { "anchor": "daysBefore", "days": 2, "time": "23:59" } }"""), Canteen());

    [Fact]
    public void Croc_Vacances_takes_wishes_from_35_to_21_days_before_the_period_then_bookings_until_7_working_days_before_the_day()
    {
        var calendar = Of(HolidayCentre, "B");
        var wishes = Set(
            """{ "opens": { "anchor": "bookingPeriod", "days": 35, "time": "00:00" }, "book": { "anchor": "bookingPeriod", "days": 21, "time": "23:59" } }""");
        var bookings = Set("""
            { "book": { "anchor": "daysBefore", "days": 7, "skip": { "weekends": true, "publicHolidays": true }, "time": "12:00" },
              "cancel": { "anchor": "daysBefore", "days": 7, "time": "23:59" } }
            """);
        var day = Day("19/04/2027");

        Assert.Equal(Utc("2027-03-12T23:00:00Z"), wishes.OpensAt(day, Paris, calendar));
        Assert.Equal(Moment("27/03/2027 23:59"), Last(wishes, DeadlineAct.Book, day, calendar));
        Assert.Equal(Moment("08/04/2027 12:00"), Last(bookings, DeadlineAct.Book, day, calendar));
        Assert.Equal(Moment("12/04/2027 23:59"), Last(bookings, DeadlineAct.Cancel, day, calendar));
        Assert.Equal(Moment("12/04/2027 23:59"), Last(bookings, DeadlineAct.Absence, day, calendar));
    }

    [Theory]
    [InlineData("30/11/2026", "26/11/2026 23:59")]
    [InlineData("04/12/2026", "26/11/2026 23:59")]
    public void Saint_Martin_meals_close_on_Thursday_for_the_next_week(string day, string limit) =>
        AssertAll(limit, day, Set("""{ "book": { "anchor": "weekdayOfWeek", "weekday": "thursday", "weeksBefore": 1, "time": "23:59" } }"""), Canteen("B"));

    [Theory]
    [InlineData("04/12/2026", "03/12/2026 12:00")]
    [InlineData("07/12/2026", "04/12/2026 12:00")]
    [InlineData("04/01/2027", "18/12/2026 12:00")]
    [InlineData("08/03/2027", "19/02/2027 12:00")]
    public void Saint_Martin_care_closes_on_the_eve_that_is_open_at_noon(string day, string limit) =>
        AssertAll(limit, day, Set("""{ "book": { "anchor": "previousOpenDay", "time": "12:00" } }"""), Canteen("B"));

    [Theory]
    [InlineData("10/12/2026", "08/12/2026 10:00", "07/12/2026 23:59")]
    [InlineData("22/02/2027", "05/02/2027 10:00", "19/02/2027 23:59")]
    public void Harmonie_closes_on_the_day_before_and_wants_absences_three_days_before(string day, string booking, string absence)
    {
        var set = Set("""{ "book": { "anchor": "previousOpenDay", "time": "10:00" }, "absence": { "anchor": "daysBefore", "days": 3, "time": "23:59" } }""");

        Assert.Equal(Moment(booking), Last(set, DeadlineAct.Book, Day(day), Canteen("C")));
        Assert.Equal(Moment(booking), Last(set, DeadlineAct.Cancel, Day(day), Canteen("C")));
        Assert.Equal(Moment(absence), Last(set, DeadlineAct.Absence, Day(day), Canteen("C")));
    }

    private static DeadlineSet Set(string json) => JsonSerializer.Deserialize<DeadlineSet>(json, JsonSerializerOptions.Web)!;

    private static DateTime Last(DeadlineSet set, DeadlineAct act, DateOnly day, ServiceCalendar calendar) =>
        set.RuleFor(act, day, calendar).LastMoment(day, calendar);

    private static void AssertAll(string limit, string day, DeadlineSet set, ServiceCalendar calendar)
    {
        Assert.True(calendar.IsOpen(Day(day)), "The example must be a day on which the service is open.");
        Assert.All(Enum.GetValues<DeadlineAct>(), act => Assert.Equal(Moment(limit), Last(set, act, Day(day), calendar)));
    }
}
