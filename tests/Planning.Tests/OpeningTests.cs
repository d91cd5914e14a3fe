using System.Text.Json;
using Preau.Planning.Dates.Calendars;
using static Preau.Planning.Tests.Sample;

namespace Preau.Planning.Tests;

public class OpeningTests
{
    private static readonly OpeningPattern Always = new()
    {
        SchoolDays = WeekdaySet.MondayToFriday,
        Wednesdays = true,
        ShortHolidays = WeekdaySet.MondayToFriday,
        Summer = WeekdaySet.MondayToFriday,
        NoClass = WeekdaySet.MondayToFriday,
    };

    [Theory]
    [InlineData("10/12/2026", "", null)]
    [InlineData("22/12/2026", "P", "Vacances de Noël")]
    [InlineData("25/12/2026", "PF", "Noël")]
    [InlineData("11/11/2026", "F", "Armistice de 1918")]
    [InlineData("20/07/2026", "G", "Vacances d’été")]
    public void A_day_shows_the_letter_and_the_name_of_the_legend(string day, string letters, string? label)
    {
        var info = Canteen().Day(Day(day));

        Assert.Equal((letters, label), (string.Concat(info.Letters), info.Label));
    }

    [Fact]
    public void Marks_add_up_and_stay_visible_on_days_that_are_not_open()
    {
        var info = Canteen("A", new Closure(Day("24/12/2026"), Day("02/01/2027"), "Fermeture de fin d’année")).Day(Day("25/12/2026"));

        Assert.Equal(DayMarks.ShortHoliday | DayMarks.PublicHoliday | DayMarks.Closed, info.Marks);
        Assert.Equal(["P", "F"], info.Letters);
        Assert.Equal("Fermeture de fin d’année", info.Label);
        Assert.False(info.IsOpen);
    }

    [Theory]
    [InlineData("10/12/2026", true, false, false)]
    [InlineData("09/12/2026", false, true, false)]
    [InlineData("12/12/2026", false, false, false)]
    [InlineData("22/12/2026", false, false, true)]
    [InlineData("23/12/2026", false, false, true)]
    [InlineData("25/12/2026", false, false, false)]
    [InlineData("14/07/2026", false, false, false)]
    [InlineData("15/07/2026", false, false, true)]
    [InlineData("11/11/2026", false, false, false)]
    [InlineData("15/05/2026", false, false, false)]
    public void Each_service_opens_on_the_weekdays_of_its_period(string day, bool canteen, bool wednesday, bool holidays)
    {
        Assert.Equal(canteen, Canteen().IsOpen(Day(day)));
        Assert.Equal(wednesday, Of(WednesdayCentre).IsOpen(Day(day)));
        Assert.Equal(holidays, Of(HolidayCentre).IsOpen(Day(day)));
    }

    [Fact]
    public void A_creche_may_work_on_a_public_holiday_and_on_days_without_class()
    {
        Assert.True(Of(Always with { PublicHolidays = true }).IsOpen(Day("17/05/2027")));
        Assert.False(Of(Always).IsOpen(Day("17/05/2027")));
        Assert.True(Of(Always).IsOpen(Day("07/05/2027")));
    }

    [Fact]
    public void Beyond_the_published_years_only_what_is_open_all_year_is_open()
    {
        Assert.True(Of(Always).IsOpen(Day("04/10/2027")));
        Assert.False(Of(Always).IsOpen(Day("01/11/2027")));
        Assert.False(Canteen().IsOpen(Day("04/10/2027")));
        Assert.False(Of(Always with { ShortHolidays = WeekdaySet.None }).IsOpen(Day("04/10/2027")));
        Assert.False(Of(Always with { Summer = WeekdaySet.None }).IsOpen(Day("04/10/2027")));
        Assert.False(Of(Always with { Wednesdays = false }).IsOpen(Day("06/10/2027")));
    }

    [Fact]
    public void A_closure_reaches_its_service_facility_school_or_municipality_and_nothing_else()
    {
        var day = Day("10/12/2026");
        Closure Close(CalendarScope scope, string? target) => new(day, day, "Fermé", scope, target);
        const string other = "other";

        Assert.All(
            [
                Close(CalendarScope.Municipality, null), Close(CalendarScope.Municipality, Municipality), Close(CalendarScope.School, School),
                Close(CalendarScope.Facility, Facility), Close(CalendarScope.Service, Service),
            ],
            c => Assert.False(Canteen("A", c).IsOpen(day)));
        Assert.All(
            [
                Close(CalendarScope.Municipality, other), Close(CalendarScope.School, other), Close(CalendarScope.School, null),
                Close(CalendarScope.Facility, other), Close(CalendarScope.Service, other),
            ],
            c => Assert.True(Canteen("A", c).IsOpen(day)));
    }

    [Fact]
    public void A_closure_holds_on_its_first_and_last_day()
    {
        var calendar = Canteen("A", new Closure(Day("07/12/2026"), Day("10/12/2026"), "Travaux"));

        Assert.Equal(
            [true, false, false, true, false],
            new[] { "04/12/2026", "07/12/2026", "10/12/2026", "11/12/2026", "12/12/2026" }.Select(d => calendar.IsOpen(Day(d))));
        Assert.True(calendar.IsClosed(Day("09/12/2026")));
        Assert.False(calendar.IsClosed(Day("12/12/2026")));
    }

    [Fact]
    public void The_day_of_the_whole_tenant_shows_what_closes_everything_and_no_more()
    {
        var day = Day("10/12/2026");
        TenantCalendar With(Closure closure) => new(SchoolCalendar.ForZone("A"), "metropole", [closure]);

        Assert.Equal(("Mairie fermée", true), (With(new(day, day, "Mairie fermée")).Day(day).Label, With(new(day, day, "Mairie fermée")).Day(day).IsClosed));
        Assert.False(With(new(day, day, "Travaux", CalendarScope.Facility, Facility)).Day(day).IsClosed);
        Assert.False(With(new(day, day, "Ouvert", Opens: true)).Day(day).IsClosed);
    }

    [Fact]
    public void A_closure_is_read_from_the_communes_file_as_it_is_written()
    {
        var closure = JsonSerializer.Deserialize<Closure>(
            """{ "first": "2026-12-24", "last": "2027-01-02", "label": "Fermeture", "scope": "facility", "target": "alsh" }""", JsonSerializerOptions.Web)!;

        Assert.Equal(new(Day("24/12/2026"), Day("02/01/2027"), "Fermeture", CalendarScope.Facility, "alsh"), closure);
        Assert.Equal(closure, JsonSerializer.Deserialize<Closure>(JsonSerializer.Serialize(closure, JsonSerializerOptions.Web), JsonSerializerOptions.Web));
        Assert.Throws<JsonException>(() =>
            JsonSerializer.Deserialize<Closure>("""{ "first": "2026-12-24", "label": "Fermeture" }""", JsonSerializerOptions.Web));
        Assert.Throws<JsonException>(() =>
            JsonSerializer.Deserialize<Closure>("""{ "first": "2026-12-24", "last": "2026-12-24", "label": "x", "scop": "school" }""",
                JsonSerializerOptions.Web));
    }

    [Fact]
    public void An_exceptional_opening_wins_over_pattern_holiday_and_wider_closure_but_not_over_an_equal_one()
    {
        var first = Day("07/05/2027");
        var closed = new Closure(first, first, "Mairie fermée");
        var open = new Closure(first, first, "Accueil exceptionnel", CalendarScope.Service, Service, Opens: true);

        Assert.False(Of(HolidayCentre, "A", closed).IsOpen(first));
        Assert.True(Of(HolidayCentre, "A", closed, open).IsOpen(first));
        Assert.False(Of(HolidayCentre, "A", closed, open).IsClosed(first));
        Assert.Equal("Accueil exceptionnel", Of(HolidayCentre, "A", open).Day(first).Label);
        var serviceClosed = closed with { Scope = CalendarScope.Service, Target = Service };
        Assert.False(Of(HolidayCentre, "A", open, serviceClosed).IsOpen(first));
        Assert.False(Of(HolidayCentre, "A", serviceClosed, open).IsOpen(first));
        Assert.True(Canteen("A", open with { First = Day("11/11/2026"), Last = Day("11/11/2026") }).IsOpen(Day("11/11/2026")));
    }

    [Fact]
    public void Public_holidays_can_be_added_and_removed_locally()
    {
        var calendar = new TenantCalendar(
            SchoolCalendar.ForZone("B"),
            "alsace-moselle",
            localHolidays: [new(Day("03/12/2026"), "Fête patronale"), new(Day("25/12/2026"), "Noël d’ici")],
            workedHolidays: [Day("26/03/2027")]);

        Assert.False(calendar.Day(Day("26/03/2027")).IsPublicHoliday);
        Assert.True(calendar.Day(Day("26/12/2026")).IsPublicHoliday);
        Assert.Equal("Fête patronale", calendar.Day(Day("03/12/2026")).Label);
        Assert.Equal("Noël d’ici", calendar.Day(Day("25/12/2026")).Label);
        Assert.True(calendar.For(Place, OpeningPattern.SchoolWeek).IsOpen(Day("26/03/2027")));
        Assert.Throws<ArgumentException>(() => new TenantCalendar(SchoolCalendar.ForZone("B"), "bretagne"));
    }

    [Theory]
    [InlineData("04/01/2027", "18/12/2026")]
    [InlineData("12/11/2026", "10/11/2026")]
    [InlineData("03/12/2026", "01/12/2026")]
    [InlineData("01/09/2026", "03/07/2026")]
    public void The_previous_open_day_is_that_of_the_service_itself(string day, string previous) =>
        Assert.Equal(Day(previous), Canteen().PreviousOpenDay(Day(day)));

    [Fact]
    public void A_pattern_is_written_as_weekday_names_and_read_back_equal()
    {
        var pattern = OpeningPattern.SchoolWeek with { Wednesdays = true, Summer = [DayOfWeek.Friday, DayOfWeek.Sunday, DayOfWeek.Monday] };
        var json = JsonSerializer.Serialize(pattern, JsonSerializerOptions.Web);

        Assert.Contains("\"schoolDays\":[\"monday\",\"tuesday\",\"thursday\",\"friday\"]", json, StringComparison.Ordinal);
        Assert.Contains("\"summer\":[\"monday\",\"friday\",\"sunday\"]", json, StringComparison.Ordinal);
        Assert.Equal(pattern, JsonSerializer.Deserialize<OpeningPattern>(json, JsonSerializerOptions.Web));
        Assert.DoesNotContain("noClass", json, StringComparison.Ordinal);
        Assert.Equal(new OpeningPattern(), JsonSerializer.Deserialize<OpeningPattern>("{}", JsonSerializerOptions.Web));
    }

    [Theory]
    [InlineData("""{ "schoolDays": ["lundi"] }""", "'lundi' is not known; expected one of sunday, monday")]
    [InlineData("""{ "schoolDays": [1] }""", "Expected one of sunday, monday")]
    [InlineData("""{ "schoolDays": "monday" }""", "list of weekdays")]
    [InlineData("""{ "schoolDays": ["monday"], "schoolDay": [] }""", "'schoolDay'")]
    public void A_wrong_weekday_is_refused_with_what_was_expected(string json, string expected)
    {
        var problem = Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<OpeningPattern>(json, JsonSerializerOptions.Web));

        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.StartsWith("$.schoolDay", problem.Path, StringComparison.Ordinal);
    }
}
