using Preau.Planning.Dates.Calendars;
using static Preau.Planning.Tests.Sample;

namespace Preau.Planning.Tests;

public class PublicHolidayTests
{
    [Theory]
    [InlineData(2025, "20/04/2025", "29/05/2025", "09/06/2025")]
    [InlineData(2026, "05/04/2026", "14/05/2026", "25/05/2026")]
    [InlineData(2027, "28/03/2027", "06/05/2027", "17/05/2027")]
    [InlineData(2028, "16/04/2028", "25/05/2028", "05/06/2028")]
    [InlineData(2029, "01/04/2029", "10/05/2029", "21/05/2029")]
    [InlineData(2030, "21/04/2030", "30/05/2030", "10/06/2030")]
    public void Easter_moves_Ascension_and_Pentecost_with_it(int year, string easter, string ascension, string pentecostMonday)
    {
        var holidays = PublicHolidays.For("metropole", year);

        Assert.Equal(Day(easter), PublicHolidays.Easter(year));
        Assert.Equal(Day(easter).AddDays(1), DateOf(holidays, "Lundi de Pâques"));
        Assert.Equal(Day(ascension), DateOf(holidays, "Ascension"));
        Assert.Equal(Day(pentecostMonday), DateOf(holidays, "Lundi de Pentecôte"));
    }

    [Theory]
    [InlineData("22/03/1818")]
    [InlineData("25/04/1943")]
    [InlineData("19/04/1981")]
    [InlineData("23/04/2000")]
    [InlineData("23/03/2008")]
    [InlineData("31/03/2024")]
    [InlineData("25/04/2038")]
    [InlineData("18/04/2049")]
    public void Easter_is_right_on_its_earliest_latest_and_exceptional_dates(string easter) =>
        Assert.Equal(Day(easter), PublicHolidays.Easter(Day(easter).Year));

    [Fact]
    public void Easter_Monday_2015_is_the_F_of_the_notice() =>
        Assert.Equal(Day("06/04/2015"), DateOf(PublicHolidays.For("metropole", 2015), "Lundi de Pâques"));

    [Fact]
    public void Metropolitan_France_has_eleven_days_in_order_with_French_names() =>
        Assert.Equal(
            [
                "01/01 Jour de l’an", "06/04 Lundi de Pâques", "01/05 Fête du Travail", "08/05 Victoire de 1945", "14/05 Ascension",
                "25/05 Lundi de Pentecôte", "14/07 Fête nationale", "15/08 Assomption", "01/11 Toussaint", "11/11 Armistice de 1918", "25/12 Noël",
            ],
            PublicHolidays.For("metropole", 2026).Select(h => $"{h.Date.Day:00}/{h.Date.Month:00} {h.Name}"));

    [Theory]
    [InlineData("guadeloupe", "27/05/2027")]
    [InlineData("martinique", "22/05/2027")]
    [InlineData("guyane", "10/06/2027")]
    [InlineData("la-reunion", "20/12/2027")]
    [InlineData("mayotte", "27/04/2027")]
    [InlineData("saint-martin", "28/05/2027")]
    [InlineData("saint-barthelemy", "09/10/2027")]
    public void Overseas_territories_add_the_abolition_of_slavery(string territory, string day)
    {
        var holidays = PublicHolidays.For(territory, 2027);

        Assert.Equal(Day(day), DateOf(holidays, "Abolition de l’esclavage"));
        Assert.Equal(12, holidays.Count);
    }

    [Fact]
    public void Alsace_Moselle_adds_Good_Friday_and_26_December()
    {
        var holidays = PublicHolidays.For("alsace-moselle", 2027);

        Assert.Equal(Day("26/03/2027"), DateOf(holidays, "Vendredi saint"));
        Assert.Equal(Day("26/12/2027"), DateOf(holidays, "Saint-Étienne"));
        Assert.Equal(13, holidays.Count);
    }

    [Fact]
    public void Two_holidays_on_one_date_are_one_entry_with_both_names()
    {
        var holidays = PublicHolidays.For("metropole", 2008);

        Assert.Equal(10, holidays.Count);
        Assert.Equal("Fête du Travail et Ascension", Assert.Single(holidays, h => h.Date == Day("01/05/2008")).Name);
    }

    [Fact]
    public void Every_territory_gives_distinct_dates_of_the_year_asked_in_order()
    {
        foreach (var territory in PublicHolidays.Territories)
        {
            for (var year = 1900; year < 2200; year++)
            {
                var dates = PublicHolidays.For(territory, year).Select(h => h.Date).ToList();

                Assert.All(dates, d => Assert.Equal(year, d.Year));
                Assert.Equal(dates.Order().Distinct(), dates);
            }
        }
    }

    [Fact]
    public void Nine_territories_are_known_and_any_other_is_refused_with_the_list()
    {
        Assert.Equal(9, PublicHolidays.Territories.Count);
        var problem = Assert.Throws<ArgumentException>(() => PublicHolidays.For("bretagne", 2026));
        Assert.Contains("alsace-moselle", problem.Message, StringComparison.Ordinal);
    }

    private static DateOnly DateOf(IReadOnlyList<PublicHoliday> holidays, string name) => holidays.Single(h => h.Name == name).Date;
}
