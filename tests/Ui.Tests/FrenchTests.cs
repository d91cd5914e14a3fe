using System.Globalization;
using Preau.Contracts.Words;

namespace Preau.Ui.Tests;

public sealed class FrenchTests
{
    private static readonly DateOnly Today = new(2026, 12, 8);

    [Fact]
    public void Money_has_a_comma_and_no_break_spaces()
    {
        Assert.Equal("28,20\u00A0€", French.Money(28.2m));
        Assert.Equal("−1\u00A0204,00\u00A0€", French.Money(-1204m));
    }

    [Theory]
    [InlineData("Jeanne", "que Jeanne")]
    [InlineData("Élise", "qu’Élise")]
    public void Que_elides_as_de_does(string name, string said) => Assert.Equal(said, French.Que(name));

    [Theory]
    [InlineData("Louise", "de Louise")]
    [InlineData("Inès", "d’Inès")]
    [InlineData("Élise", "d’Élise")]
    [InlineData("Hélène", "d’Hélène")]
    [InlineData("Yanis", "de Yanis")]
    [InlineData("Yves", "d’Yves")]
    [InlineData("Œdipe", "d’Œdipe")]
    [InlineData("octobre 2026", "d’octobre 2026")]
    [InlineData("", "de ")]
    public void A_name_in_a_vowel_is_elided(string name, string said) => Assert.Equal(said, French.De(name));

    [Fact]
    public void Words_agree_with_the_child()
    {
        Assert.Equal(("inscrite", "inscrit", "inscrit"), (French.Agree("inscrit", "f"), French.Agree("inscrit", "m"), French.Agree("inscrit", null)));
        Assert.Equal("Absente, non facturée", CellSign.Words(Preau.Contracts.Api.CellState.AbsentExcused, "f"));
        Assert.Equal("Absent, non facturé", CellSign.Words(Preau.Contracts.Api.CellState.AbsentExcused, "m"));
    }

    [Fact]
    public void Days_and_hours_are_said_as_people_say_them()
    {
        Assert.Equal("jeudi 26 novembre à 12 h", Plain(French.Moment(new(2026, 11, 26, 12, 0, 0))));
        Assert.Equal("vendredi 11 décembre à 23 h 59", Plain(French.Moment(new(2026, 12, 11, 23, 59, 0))));
        Assert.Equal("mar. 1er déc.", Plain(French.ShortDay(new(2026, 12, 1))));
        Assert.Equal("8 h 05", Plain(French.Hour(new(8, 5))));
        Assert.Equal("lundi 4 janvier 2027", Plain(French.Day(new(2027, 1, 4), Today)));
    }

    [Theory]
    [InlineData("2026-12-14", "2026-12-18", "du 14 au 18 décembre")]
    [InlineData("2026-11-28", "2026-12-02", "du 28 novembre au 2 décembre")]
    [InlineData("2026-12-28", "2027-01-02", "du 28 décembre au 2 janvier 2027")]
    [InlineData("2026-09-01", "2027-08-31", "du 1er septembre 2026 au 31 août 2027")]
    [InlineData("2026-12-14", "2026-12-14", "le 14 décembre")]
    public void A_period_says_month_and_year_only_where_needed(string from, string to, string said) =>
        Assert.Equal(said, Plain(French.Period(Day(from), Day(to), Today)));

    [Theory]
    [InlineData(0, "aujourd’hui")]
    [InlineData(1, "demain")]
    [InlineData(-1, "hier")]
    [InlineData(2, "dans 2 jours")]
    [InlineData(-7, "il y a 7 jours")]
    public void Relative_days(int days, string said) => Assert.Equal(said, Plain(French.Relative(Today.AddDays(days), Today)));

    [Fact]
    public void None_and_one_are_singular()
    {
        Assert.Equal("0 jour", Plain(French.Count(0, "jour")));
        Assert.Equal("1 jour choisi", Plain(French.Count(1, "jour choisi")));
        Assert.Equal("6 jours choisis", Plain(French.Count(6, "jour choisi")));
        Assert.Equal("2 points à corriger", Plain(French.Count(2, "point à corriger", "points à corriger")));
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Plain(string text) => text.Replace('\u00A0', ' ');
}
