using Preau.Planning.Dates.Calendars;
using static Preau.Planning.Tests.Sample;

namespace Preau.Planning.Tests;

public class CalendarTests
{
    [Theory]
    [InlineData("A", "18/10/2025", "03/11/2025", "Vacances de la Toussaint")]
    [InlineData("B", "18/10/2025", "03/11/2025", "Vacances de la Toussaint")]
    [InlineData("C", "18/10/2025", "03/11/2025", "Vacances de la Toussaint")]
    [InlineData("A", "20/12/2025", "05/01/2026", "Vacances de Noël")]
    [InlineData("B", "20/12/2025", "05/01/2026", "Vacances de Noël")]
    [InlineData("C", "20/12/2025", "05/01/2026", "Vacances de Noël")]
    [InlineData("A", "07/02/2026", "23/02/2026", "Vacances d’hiver")]
    [InlineData("B", "14/02/2026", "02/03/2026", "Vacances d’hiver")]
    [InlineData("C", "21/02/2026", "09/03/2026", "Vacances d’hiver")]
    [InlineData("A", "04/04/2026", "20/04/2026", "Vacances de printemps")]
    [InlineData("B", "11/04/2026", "27/04/2026", "Vacances de printemps")]
    [InlineData("C", "18/04/2026", "04/05/2026", "Vacances de printemps")]
    [InlineData("A", "17/10/2026", "02/11/2026", "Vacances de la Toussaint")]
    [InlineData("B", "17/10/2026", "02/11/2026", "Vacances de la Toussaint")]
    [InlineData("C", "17/10/2026", "02/11/2026", "Vacances de la Toussaint")]
    [InlineData("A", "19/12/2026", "04/01/2027", "Vacances de Noël")]
    [InlineData("B", "19/12/2026", "04/01/2027", "Vacances de Noël")]
    [InlineData("C", "19/12/2026", "04/01/2027", "Vacances de Noël")]
    [InlineData("A", "13/02/2027", "01/03/2027", "Vacances d’hiver")]
    [InlineData("B", "20/02/2027", "08/03/2027", "Vacances d’hiver")]
    [InlineData("C", "06/02/2027", "22/02/2027", "Vacances d’hiver")]
    [InlineData("A", "10/04/2027", "26/04/2027", "Vacances de printemps")]
    [InlineData("B", "17/04/2027", "03/05/2027", "Vacances de printemps")]
    [InlineData("C", "03/04/2027", "19/04/2027", "Vacances de printemps")]
    public void Short_holidays_last_from_the_Saturday_to_the_eve_of_the_return(string zone, string first, string back, string name)
    {
        var calendar = SchoolCalendar.ForZone(zone);

        Assert.Equal(DayOfWeek.Saturday, Day(first).DayOfWeek);
        Assert.Equal(DayKind.SchoolDay, calendar.KindOf(Day(first).AddDays(-1)));
        Assert.Equal(DayKind.SchoolDay, calendar.KindOf(Day(back)));
        Assert.Equal(new SchoolPeriod(name, DayKind.ShortHoliday, Day(first), Day(back)), calendar.PeriodOf(Day(first)));
        for (var day = Day(first); day < Day(back); day = day.AddDays(1))
        {
            Assert.Equal((DayKind.ShortHoliday, name), (calendar.KindOf(day), calendar.LabelOf(day)));
        }
    }

    [Theory]
    [InlineData("A")]
    [InlineData("B")]
    [InlineData("C")]
    public void Summer_begins_on_a_Saturday_of_July_and_ends_with_the_rentree(string zone)
    {
        var calendar = SchoolCalendar.ForZone(zone);

        Assert.Equal(DayKind.SchoolDay, calendar.KindOf(Day("03/07/2026")));
        Assert.Equal(new("Vacances d’été", DayKind.Summer, Day("04/07/2026"), Day("01/09/2026")), calendar.PeriodOf(Day("15/08/2026")));
        Assert.Equal(DayKind.Summer, calendar.KindOf(Day("31/08/2026")));
        Assert.Equal(DayKind.SchoolDay, calendar.KindOf(Day("01/09/2026")));
        Assert.Equal(DayKind.SchoolDay, calendar.KindOf(Day("02/07/2027")));
        Assert.Equal(DayKind.Summer, calendar.KindOf(Day("03/07/2027")));
    }

    [Fact]
    public void The_number_of_days_of_each_kind_of_a_year_is_that_of_the_calendar()
    {
        var calendar = SchoolCalendar.ForZone("A");
        var days = Enumerable.Range(0, 365).Select(Day("01/09/2026").AddDays).GroupBy(calendar.KindOf).ToDictionary(g => g.Key, g => g.Count());

        Assert.Equal(4 * 16, days[DayKind.ShortHoliday]);
        Assert.Equal(60, days[DayKind.Summer]);
        Assert.Equal(2, days[DayKind.NoClass]);
        Assert.Equal(365 - 64 - 60 - 2, days[DayKind.SchoolDay] + days[DayKind.Wednesday]);
    }

    [Theory]
    [InlineData("15/05/2026")]
    [InlineData("16/05/2026")]
    [InlineData("07/05/2027")]
    [InlineData("08/05/2027")]
    public void The_bridge_of_Ascension_has_no_class_and_is_no_holiday(string day)
    {
        var calendar = SchoolCalendar.ForZone("B");

        Assert.Equal((DayKind.NoClass, "Pont de l’Ascension"), (calendar.KindOf(Day(day)), calendar.LabelOf(Day(day))));
        Assert.Equal(DayKind.SchoolDay, calendar.PeriodOf(Day(day))!.Kind);
        Assert.False(Canteen("B").IsSchoolHoliday(Day(day)));
        Assert.False(Canteen("B").IsOpen(Day(day)));
    }

    [Fact]
    public void Wednesdays_are_apart_in_school_time_only()
    {
        var calendar = SchoolCalendar.ForZone("A");

        Assert.Equal(DayKind.Wednesday, calendar.KindOf(Day("09/12/2026")));
        Assert.Equal(DayKind.ShortHoliday, calendar.KindOf(Day("23/12/2026")));
        Assert.Equal(DayKind.Summer, calendar.KindOf(Day("07/07/2027")));
    }

    [Theory]
    [InlineData("01/09/2025", "2025-2026", "01/09/2025", "31/08/2026", true)]
    [InlineData("31/08/2026", "2025-2026", "01/09/2025", "31/08/2026", true)]
    [InlineData("01/09/2026", "2026-2027", "01/09/2026", "31/08/2027", false)]
    [InlineData("15/03/2029", "2028-2029", "01/09/2028", "31/08/2029", false)]
    public void A_school_year_goes_from_the_rentree_to_the_eve_of_the_next(string day, string name, string first, string last, bool published) =>
        Assert.Equal(new SchoolYear(name, Day(first), Day(last), published), SchoolCalendar.ForZone("A").SchoolYearOf(Day(day)));

    [Fact]
    public void School_time_is_cut_in_five_periods() =>
        Assert.Equal(
            ["Période 1", "Période 2", "Période 3", "Période 4", "Période 5"],
            new[] { "01/09/2026", "18/12/2026", "01/02/2027", "15/03/2027", "02/07/2027" }.Select(d => SchoolCalendar.ForZone("A").PeriodOf(Day(d))!.Name));

    [Theory]
    [InlineData("17/10/2026", "17/10/2026")]
    [InlineData("16/10/2026", "17/10/2026")]
    [InlineData("14/10/2026", "15/10/2026")]
    public void Holidays_after_class_begin_the_next_day_but_on_a_Saturday_at_once(string leaving, string first) =>
        Assert.Equal(Day(first), PublishedHolidays.FirstDayOff(Day(leaving)));

    [Fact]
    public void A_worked_Wednesday_opens_what_is_open_on_every_school_day_and_closes_the_Wednesday_centre()
    {
        var school = SchoolCalendar.ForZone("A", new() { ExtraSchoolDays = [Day("09/12/2026")] });
        var calendar = new TenantCalendar(school, "metropole");

        Assert.Equal(DayKind.ExtraSchoolDay, school.KindOf(Day("09/12/2026")));
        Assert.True(calendar.For(Place, OpeningPattern.SchoolWeek).IsOpen(Day("09/12/2026")));
        Assert.False(calendar.For(Place, WednesdayCentre).IsOpen(Day("09/12/2026")));
        Assert.False(calendar.For(Place, new() { SchoolDays = [DayOfWeek.Monday] }).IsOpen(Day("09/12/2026")));
        Assert.True(calendar.For(Place, WednesdayCentre).IsOpen(Day("16/12/2026")));
    }

    [Fact]
    public void A_moved_date_stands_for_the_published_one_and_leaves_the_others()
    {
        var moved = SchoolCalendar.ForZone("A", new()
        {
            MovedDates = new Dictionary<DateOnly, DateOnly> { [Day("19/12/2026")] = Day("18/12/2026"), [Day("01/09/2026")] = Day("03/09/2026") },
            NoClassDays = [new(Day("01/02/2027"), "Élections"), new(Day("25/12/2026"), "Sans effet")],
        });

        Assert.Equal(DayKind.ShortHoliday, moved.KindOf(Day("18/12/2026")));
        Assert.Equal(Day("04/01/2027"), moved.PeriodOf(Day("18/12/2026"))!.End);
        Assert.Equal(DayKind.Summer, moved.KindOf(Day("02/09/2026")));
        Assert.Equal(Day("02/09/2026"), moved.SchoolYearOf(Day("15/08/2026")).Last);
        Assert.Equal("Élections", moved.LabelOf(Day("01/02/2027")));
        Assert.Equal(DayKind.ShortHoliday, moved.KindOf(Day("25/12/2026")));
        Assert.Equal(DayKind.SchoolDay, SchoolCalendar.ForZone("A").KindOf(Day("18/12/2026")));
    }

    [Fact]
    public void A_date_moved_out_of_order_is_refused_with_its_place()
    {
        var overrides = new SchoolOverrides { MovedDates = new Dictionary<DateOnly, DateOnly> { [Day("04/01/2027")] = Day("01/12/2026") } };

        var problem = Assert.Throws<ArgumentException>(() => SchoolCalendar.ForZone("A", overrides));
        Assert.Contains("Vacances de Noël", problem.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => SchoolCalendar.ForZone("D"));
        Assert.Throws<ArgumentException>(() => SchoolCalendar.FromYears("Corse", []));
    }

    [Fact]
    public void A_zone_that_is_not_shipped_works_from_its_own_years_and_a_hole_between_them_is_unpublished()
    {
        var reunion = SchoolCalendar.FromYears("La Réunion", [
            new(Day("17/08/2026"), Day("03/07/2027"), [new("Vacances d’été austral", Day("19/12/2026"), Day("25/01/2027"))], []),
            new(Day("18/08/2025"), Day("04/07/2026"), [], []),
            new(Day("20/08/2029"), Day("06/07/2030"), [], []),
        ]);

        Assert.Equal("Vacances d’été austral", reunion.LabelOf(Day("24/01/2027")));
        Assert.Equal(DayKind.Summer, reunion.KindOf(Day("16/08/2026")));
        Assert.True(reunion.Covers(Day("31/08/2027")));
        Assert.False(reunion.Covers(Day("01/09/2028")));
        Assert.Equal(DayKind.Unpublished, reunion.KindOf(Day("01/09/2028")));
        Assert.Equal("2028-2029", reunion.SchoolYearOf(Day("01/09/2028")).Name);
    }

    [Fact]
    public void Days_far_away_are_unpublished_and_never_an_error()
    {
        var calendar = Canteen();
        foreach (var day in new[] { DateOnly.MinValue, Day("31/08/2025"), Day("01/09/2027"), Day("25/12/2150"), DateOnly.MaxValue })
        {
            Assert.Equal((DayKind.Unpublished, false), (calendar.Day(day).Kind, calendar.Day(day).IsOpen));
            Assert.True(calendar.Day(day).Marks.HasFlag(DayMarks.Unpublished));
            _ = (calendar.PreviousOpenDay(day), calendar.School.SchoolYearOf(day), calendar.School.PeriodOf(day));
        }

        Assert.True(calendar.IsPublicHoliday(Day("25/12/2150")));
    }
}
