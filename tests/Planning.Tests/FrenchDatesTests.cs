using Preau.Planning.Dates.Calendars;
using static Preau.Planning.Tests.Sample;

namespace Preau.Planning.Tests;

public class FrenchDatesTests
{
    private static readonly DateOnly Today = Day("08/12/2026");

    [Theory]
    [InlineData("26/11/2026 12:00", "jeudi 26 novembre à 12_h")]
    [InlineData("28/11/2026 23:59", "samedi 28 novembre à 23_h_59")]
    [InlineData("01/12/2026 08:05", "mardi 1er décembre à 8_h_05")]
    [InlineData("01/01/2027 00:00", "vendredi 1er janvier 2027 à 0_h")]
    [InlineData("02/08/2025 09:30", "samedi 2 août 2025 à 9_h_30")]
    public void A_moment_reads_as_a_day_and_an_hour_that_does_not_break(string moment, string expected) =>
        Assert.Equal(expected.Replace('_', '\u00A0'), FrenchDates.Moment(Moment(moment), Today));

    [Theory]
    [InlineData("14/12/2026", "18/12/2026", "du 14 au 18 décembre")]
    [InlineData("01/12/2026", "18/12/2026", "du 1er au 18 décembre")]
    [InlineData("28/11/2026", "02/12/2026", "du 28 novembre au 2 décembre")]
    [InlineData("19/12/2026", "03/01/2027", "du 19 décembre au 3 janvier 2027")]
    [InlineData("20/12/2025", "04/01/2026", "du 20 décembre 2025 au 4 janvier")]
    [InlineData("13/02/2027", "28/02/2027", "du 13 au 28 février 2027")]
    [InlineData("13/02/2027", "01/03/2027", "du 13 février au 1er mars 2027")]
    [InlineData("14/12/2026", "14/12/2026", "le 14 décembre")]
    public void A_range_says_month_and_year_once(string first, string last, string expected) =>
        Assert.Equal(expected, FrenchDates.Range(Day(first), Day(last), Today));

    [Fact]
    public void Tables_months_and_weekdays_have_their_own_forms()
    {
        Assert.Equal("dimanche", FrenchDates.Weekday(DayOfWeek.Sunday));
        Assert.Equal("1er janvier 2027", FrenchDates.DayOfMonth(Day("01/01/2027"), Today));
        Assert.Equal("lundi 14 décembre", FrenchDates.Day(Day("14/12/2026"), Today));
    }

    [Fact]
    public void All_days_agree_with_the_French_culture_of_the_platform()
    {
        var french = System.Globalization.CultureInfo.GetCultureInfo("fr-FR");
        for (var day = Day("01/01/2027"); day.Year == 2027; day = day.AddDays(1))
        {
            Assert.Equal(day.ToString("dddd d MMMM yyyy", french).Replace(" 1 ", " 1er ", StringComparison.Ordinal), FrenchDates.Day(day, Today));
        }
    }
}
