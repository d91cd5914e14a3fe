using System.Globalization;
using Preau.Billing.Tariffs;

namespace Preau.Billing.Tests;

/// <summary>Prices by condition as communes publish them, one tariff a line, with what they come to.</summary>
public sealed class PublishedTariffTests
{
    [Theory]
    // A: + 50 % when late, 10 € for who comes unbooked.
    [InlineData("""{"flat":2.99,"late":{"percent":50},"unbooked":{"price":10}}""", "", "2.99")]
    [InlineData("""{"flat":2.99,"late":{"percent":50},"unbooked":{"price":10}}""", "late", "4.49")]
    [InlineData("""{"flat":2.99,"late":{"percent":50},"unbooked":{"price":10}}""", "unbooked", "10.00")]
    [InlineData("""{"flat":2.99,"late":{"percent":50},"unbooked":{"price":10}}""", "unbooked late", "10.00")]
    // B: + 1,50 € when late.
    [InlineData("""{"flat":4,"late":{"amount":1.5}}""", "late", "5.50")]
    // C: the first two late meals of the month cost 25 % more.
    [InlineData("""{"flat":4,"late":{"percent":25,"first":2}}""", "late surcharged=1", "5.00")]
    [InlineData("""{"flat":4,"late":{"percent":25,"first":2}}""", "late surcharged=2", "5.00")]
    [InlineData("""{"flat":4,"late":{"percent":25,"first":2}}""", "late surcharged=3", "4.00")]
    // D: 0,55 % of the quotient up to 3,19; occasional pupils and adults have their own price.
    [InlineData(D, "quotient=0", "0.00")]
    [InlineData(D, "quotient=300", "1.65")]
    [InlineData(D, "quotient=579", "3.18")]
    [InlineData(D, "quotient=580", "3.19")]
    [InlineData(D, "quotient=1480", "3.19")]
    [InlineData(D, "", "3.19")]
    [InlineData(D, "quotient=300 occasional", "3.61")]
    [InlineData(D, "quotient=300 lunch", "1.62")]
    [InlineData(D, "quotient=300 lunch occasional late", "1.62")]
    [InlineData(D, "quotient=300 category=adulte", "5.86")]
    [InlineData(D, "quotient=300 category=inconnu", "1.65")]
    // E: regular 5,70, occasional or from elsewhere 6,50.
    [InlineData(E, "", "5.70")]
    [InlineData(E, "occasional", "6.50")]
    [InlineData(E, "outside", "6.50")]
    [InlineData(E, "outside occasional", "6.50")]
    // F: late 7,61 whatever the band, 10,76 from elsewhere; an unbooked Wednesday 16,25 or 18,95.
    [InlineData(F, "quotient=100", "0.72")]
    [InlineData(F, "quotient=100 late", "7.61")]
    [InlineData(F, "quotient=9000 late", "7.61")]
    [InlineData(F, "quotient=100 outside", "7.87")]
    [InlineData(F, "quotient=100 outside late", "10.76")]
    [InlineData(F, "quotient=100 unbooked", "16.25")]
    [InlineData(F, "quotient=100 outside unbooked rank=3", "18.95")]
    // G: effort between floor and ceiling, euros more from elsewhere, 2 € for an outing.
    [InlineData(Day, "quotient=612", "6.73")]
    [InlineData(Day, "quotient=1480", "15.50")]
    [InlineData(Day, "quotient=300", "6.50")]
    [InlineData(Day, "quotient=700 outside", "10.70")]
    [InlineData(Day, "quotient=612 date=2027-07-08", "8.73")]
    [InlineData(WithMeal, "quotient=1480", "11.84")]
    [InlineData(WithMeal, "quotient=300", "5.50")]
    [InlineData(WithMeal, "quotient=700 outside", "8.60")]
    [InlineData(Bare, "quotient=1480", "8.14")]
    [InlineData(Bare, "quotient=300", "4.50")]
    [InlineData(Bare, "quotient=700 outside", "6.50")]
    [InlineData(Week, "quotient=612", "30.60")]
    [InlineData(Week, "quotient=700 outside", "50.00")]
    // H: stays by steps of hours, a longer one for its real time.
    [InlineData(H, "minutes=200", "4.00")]
    [InlineData(H, "minutes=290", "5.00")]
    [InlineData(H, "minutes=290 meal", "6.00")]
    [InlineData(H, "minutes=370", "8.00")]
    [InlineData(H, "minutes=600", "10.00")]
    [InlineData(H, "minutes=620", "10.33")]
    [InlineData(H, "minutes=0", "0.00")]
    [InlineData(H, "", "8.00")]
    public void A_published_price_is_charged(string version, string facts, string price) => Assert.Equal(price, Amount(version, facts));

    [Theory]
    [InlineData("""{"byChildren":[59,57,55]}""", "", "59.00")]
    [InlineData("""{"byChildren":[59,57,55]}""", "children=2", "57.00")]
    [InlineData("""{"byChildren":[59,57,55]}""", "children=2 rank=2", "57.00")]
    [InlineData("""{"byChildren":[59,57,55]}""", "children=5", "55.00")]
    [InlineData("""{"brackets":[{"from":0,"below":500,"price":3,"byChildren":[2.5,2]},{"from":500,"price":4}]}""", "quotient=499 children=2", "2.50")]
    [InlineData("""{"brackets":[{"from":0,"below":500,"price":3,"byChildren":[2.5,2]},{"from":500,"price":4}]}""", "quotient=499 children=4", "2.00")]
    [InlineData("""{"brackets":[{"from":0,"below":500,"price":3,"byChildren":[2.5,2]},{"from":500,"price":4}]}""", "quotient=500 children=4", "4.00")]
    // − 20 % from the 2nd child on when three eat.
    [InlineData(ThreeEat, "present=2/2 rank=2", "4.00")]
    [InlineData(ThreeEat, "present=2/3 rank=2", "3.20")]
    [InlineData(ThreeEat, "present=1/3", "4.00")]
    // The eldest of the household that is the second of those present has the second's price.
    [InlineData("""{"flat":10,"siblingDiscounts":[10],"siblings":{"among":"present"}}""", "present=1/2 rank=2 children=2", "10.00")]
    [InlineData("""{"flat":10,"siblingDiscounts":[10],"siblings":{"among":"enrolled"}}""", "enrolled=2/2 present=1/1 rank=3", "9.00")]
    [InlineData("""{"flat":10,"siblingDiscounts":[10,20],"siblings":{"everyone":true}}""", "children=3", "8.00")]
    [InlineData("""{"flat":10,"siblingDiscounts":[10,20],"siblings":{"everyone":true,"from":3}}""", "children=2", "10.00")]
    [InlineData("""{"flat":10,"volumeDiscounts":[{"from":11,"percent":20},{"from":16,"percent":40}]}""", "nth=10", "10.00")]
    [InlineData("""{"flat":10,"volumeDiscounts":[{"from":11,"percent":20},{"from":16,"percent":40}]}""", "nth=11", "8.00")]
    [InlineData("""{"flat":10,"volumeDiscounts":[{"from":11,"percent":20},{"from":16,"percent":40}]}""", "nth=20", "6.00")]
    public void The_number_of_children_or_of_days_makes_it_less(string version, string facts, string price) => Assert.Equal(price, Amount(version, facts));

    [Theory]
    [InlineData("""{"flat":1,"per":"halfHour","plannedUnits":2}""", "minutes=31", "2.00")]
    [InlineData("""{"flat":1,"per":"hour","plannedUnits":2}""", "minutes=61", "2.00")]
    [InlineData("""{"flat":1,"per":"hour","plannedUnits":2,"graceMinutes":10}""", "minutes=70", "1.00")]
    [InlineData("""{"flat":1,"per":"hour","plannedUnits":2,"graceMinutes":10}""", "minutes=71", "2.00")]
    [InlineData("""{"flat":1,"per":"hour","plannedUnits":2,"graceMinutes":10}""", "minutes=7", "0.00")]
    [InlineData("""{"flat":1,"per":"hour","plannedUnits":2,"leastUnits":2}""", "minutes=7", "2.00")]
    [InlineData("""{"flat":1,"per":"hour","plannedUnits":2,"leastUnits":2}""", "minutes=0", "0.00")]
    [InlineData("""{"flat":1,"per":"hour","plannedUnits":2,"rounding":"nearest"}""", "minutes=89", "1.00")]
    [InlineData("""{"flat":1,"per":"hour","plannedUnits":2,"rounding":"nearest"}""", "minutes=90", "2.00")]
    [InlineData("""{"flat":1,"per":"hour","plannedUnits":2,"rounding":"exact"}""", "minutes=100", "1.67")]
    [InlineData("""{"flat":1,"per":"hour","plannedUnits":2,"rounding":"exact","mostUnits":1}""", "minutes=100", "1.00")]
    [InlineData("""{"durations":[{"upTo":60,"price":1},{"upTo":120,"price":1.8},{"price":2.5}]}""", "minutes=60", "1.00")]
    [InlineData("""{"durations":[{"upTo":60,"price":1},{"upTo":120,"price":1.8},{"price":2.5}]}""", "minutes=61", "1.80")]
    [InlineData("""{"durations":[{"upTo":60,"price":1},{"upTo":120,"price":1.8},{"price":2.5}]}""", "minutes=121", "2.50")]
    [InlineData("""{"durations":[{"upTo":60,"price":1},{"upTo":120,"price":1.8},{"price":2.5}]}""", "", "2.50")]
    public void Time_is_counted_as_the_commune_says(string version, string facts, string price) => Assert.Equal(price, Amount(version, facts));

    [Theory]
    [InlineData("""{"flat":6,"unexcused":{"amount":2}}""", "absent billed=100", "8.00")]
    [InlineData("""{"flat":6,"unexcused":{"amount":2}}""", "absent billed=50", "5.00")]
    [InlineData("""{"flat":6,"unexcused":{"percent":50}}""", "absent billed=50", "4.50")]
    [InlineData("""{"flat":6,"unexcused":{"price":10}}""", "absent", "10.00")]
    [InlineData("""{"flat":6,"packedLunch":1,"unexcused":{"price":10}}""", "absent lunch", "1.00")]
    public void A_billed_absence_may_cost_a_penalty(string version, string facts, string price) => Assert.Equal(price, Amount(version, facts));

    [Fact]
    public void Food_and_surcharges_are_told_apart_from_care()
    {
        const string version = """{"flat":6,"siblingDiscounts":[50],"packedLunch":1.6,"late":{"amount":2},"food":{"amount":3.5}}""";

        var late = Of(version, "late");
        Assert.Equal((800L, 350L, 200L), (late.Cents, late.FoodCents, late.ExtraCents));
        var second = Of(version, "rank=2");
        Assert.Equal((300L, 300L, 0L), (second.Cents, second.FoodCents, second.ExtraCents));
        Assert.Equal(0, Of(version, "lunch").FoodCents);
        Assert.Equal(100, Of("""{"flat":4,"unbooked":{"price":6},"food":{"percent":25}}""", "").FoodCents);
    }

    [Fact]
    public void A_surcharge_is_explained_in_the_words_of_its_condition()
    {
        Assert.Equal("7,61 € : quotient 100, tranche jusqu’à 500, majoration pour réservation hors délai, prix fixe.", Sentence(F, "quotient=100 late"));
        Assert.Equal("18,95 € : tarif extérieur à la commune, présence sans réservation, prix fixe hors commune.",
            Sentence(F, "quotient=100 unbooked outside"));
        Assert.Equal("10,70 € : quotient 700, taux d’effort 1,1 %, + 3,00 € hors commune.", Sentence(Day, "quotient=700 outside"));
        Assert.Equal("0,35 € : tarif unique, 1 demi-heure.", Sentence("""{"flat":0.35,"per":"halfHour","plannedUnits":4,"graceMinutes":5}""", "minutes=35"));
        Assert.Equal("1,40 € : tarif unique, 4 demi-heures prévues.", Sentence("""{"flat":0.35,"per":"halfHour","plannedUnits":4,"graceMinutes":5}""", ""));
    }

    private const string D =
        """{"effort":{"percent":0.55,"floor":0,"ceiling":3.19},"packedLunch":1.62,"occasional":{"price":3.61},"late":{"amount":9},"categories":[{"category":"adulte","price":5.86}]}""";
    private const string E = """{"flat":5.70,"nonResident":6.50,"occasional":{"price":6.50}}""";
    private const string F =
        """{"brackets":[{"from":0,"below":501,"price":0.72},{"from":501,"price":5.17}],"nonResident":7.87,"siblingDiscounts":[10],"late":{"price":7.61,"nonResident":10.76},"unbooked":{"price":16.25,"nonResident":18.95}}""";
    private const string Day =
        """{"effort":{"percent":1.1,"floor":6.5,"ceiling":15.5},"nonResidentAmount":3,"daySupplements":[{"label":"sortie","amount":2,"dates":["2027-07-08"]}]}""";
    private const string WithMeal = """{"effort":{"percent":0.8,"floor":5.5,"ceiling":12},"nonResidentAmount":3}""";
    private const string Bare = """{"effort":{"percent":0.55,"floor":4.5,"ceiling":9},"nonResidentAmount":2}""";
    private const string Week = """{"effort":{"percent":5,"floor":29,"ceiling":70},"nonResidentAmount":15}""";
    private const string H =
        """{"flat":1,"per":"hour","plannedUnits":8,"steps":[{"upTo":4,"counts":4},{"upTo":5,"counts":5,"withoutMeal":true},{"upTo":6,"counts":6},{"upTo":8,"counts":8},{"upTo":10,"counts":10}]}""";
    private const string ThreeEat = """{"flat":4,"siblingDiscounts":[20],"siblings":{"among":"present","from":3}}""";

    internal static PriceFacts Facts(string words)
    {
        string? Value(string name) =>
            words.Split(' ').Select(w => w.Split('=')).FirstOrDefault(w => w[0] == name) is { } found ? found.Length > 1 ? found[1] : "" : null;
        decimal? Number(string name) => Value(name) is { } text ? decimal.Parse(text, CultureInfo.InvariantCulture) : null;
        SiblingPlace? Place(string name) =>
            Value(name)?.Split('/') is [var rank, var of]
                ? new SiblingPlace(int.Parse(rank, CultureInfo.InvariantCulture), int.Parse(of, CultureInfo.InvariantCulture))
                : null;
        return new PriceFacts(
            Value("date") is { } date ? DateOnly.ParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture) : new DateOnly(2026, 12, 9),
            Number("quotient"), Value("outside") is null, (int?)Number("rank") ?? 1, Value("lunch") is not null, Number("minutes") / 60m,
            Value("late") is not null, (int?)Number("billed"))
        {
            Unbooked = Value("unbooked") is not null,
            Occasional = Value("occasional") is not null,
            Absent = Value("absent") is not null,
            Meal = Value("meal") is not null,
            Category = Value("category"),
            Children = (int?)Number("children"),
            Present = Place("present"),
            Enrolled = Place("enrolled"),
            Surcharged = (int?)Number("surcharged"),
            DayOfMonth = (int?)Number("nth"),
        };
    }

    internal static Tariff TariffOf(string version) => BillingRules.Parse($$"""
        {"cashOffices":[{"key":"a","label":"A","prefix":"A","mode":"regie"}],
         "tariffs":[{"key":"t","label":"T","units":["u","v"],"cashOffice":"a","versions":[{"from":"2026-09-01",{{version[1..]}}]}]}
        """).TariffOf("u")!;

    private static Priced Of(string version, string facts) => Price.Of(TariffOf(version), Facts(facts))!;

    private static string Amount(string version, string facts) => Of(version, facts).Amount.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Sentence(string version, string facts) => Of(version, facts).Why.Sentence.Replace('\u00A0', ' ');
}
