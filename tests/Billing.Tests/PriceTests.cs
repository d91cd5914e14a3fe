using System.Globalization;
using Preau.Billing.Tariffs;

namespace Preau.Billing.Tests;

/// <summary>Worked examples of the one pricing rule, on the demo communes' own files.</summary>
public sealed class PriceTests
{
    private static readonly Dictionary<string, BillingRules> Rules =
        Communes.All.ToDictionary(c => c, c => BillingRules.Parse(Communes.Document(c)));

    [Theory]
    [InlineData("restauration", "0", "2.60")]
    [InlineData("restauration", "500", "2.60")]
    [InlineData("restauration", "500.50", "2.60")]
    [InlineData("restauration", "500.99", "2.60")]
    [InlineData("restauration", "501", "3.60")]
    [InlineData("restauration", "612", "3.60")]
    [InlineData("restauration", "800.99", "3.60")]
    [InlineData("restauration", "801", "4.70")]
    [InlineData("restauration", "1800", "5.60")]
    [InlineData("restauration", "1801", "6.40")]
    [InlineData("restauration", "99999", "6.40")]
    [InlineData("restauration", null, "6.40")]
    [InlineData("garderie-matin", "890", "1.40")]
    [InlineData("alsh-mercredi-journee", "612", "11.50")]
    // 55 % of 8,50 = 4,675 and of 11,50 = 6,325: half up.
    [InlineData("alsh-vacances-matin", "500", "4.68")]
    [InlineData("alsh-mercredi-apres-midi", "612", "6.33")]
    public void A_price_follows_the_quotient(string unit, string? quotient, string price) =>
        Assert.Equal(Number(price), Of("biviers", unit, new PriceFacts(Day, quotient is null ? null : Number(quotient), Resident: true)).Amount);

    [Theory]
    [InlineData("alsh-mercredi-journee", 1, "11.50")]
    [InlineData("alsh-mercredi-journee", 2, "10.35")]
    [InlineData("alsh-mercredi-journee", 3, "9.20")]
    [InlineData("alsh-mercredi-journee", 4, "9.20")]
    // 11,50 × 55 % × 90 % = 5,6925: rounded once, and the discount not taken twice.
    [InlineData("alsh-vacances-matin", 2, "5.69")]
    [InlineData("alsh-vacances-matin", 3, "5.06")]
    [InlineData("restauration", 3, "3.60")]
    public void Younger_siblings_pay_less_where_the_tariff_says_so(string unit, int rank, string price) =>
        Assert.Equal(Number(price), Of("biviers", unit, new PriceFacts(Day, 612, Resident: true, rank)).Amount);

    [Theory]
    [InlineData("restauration", 1, false, "7.20")]
    [InlineData("restauration", 1, true, "1.60")]
    [InlineData("alsh-mercredi-journee", 1, false, "28.00")]
    [InlineData("alsh-mercredi-journee", 3, false, "22.40")]
    [InlineData("alsh-vacances-matin", 1, false, "15.40")]
    [InlineData("garderie-matin", 1, false, "1.80")]
    public void Households_from_elsewhere_pay_their_own_price(string unit, int rank, bool packedLunch, string price) =>
        Assert.Equal(Number(price), Of("biviers", unit, new PriceFacts(Day, 1480, Resident: false, rank, packedLunch)).Amount);

    [Theory]
    // croc-vacances: 1,2 % of the quotient, 6 to 19 euros; half a day 0,7 %, 3,50 to 11.
    [InlineData("croc-vacances", "croc-journee", "980", true, "11.76")]
    [InlineData("croc-vacances", "croc-journee", "420", true, "6.00")]
    [InlineData("croc-vacances", "croc-journee", "1700", true, "19.00")]
    [InlineData("croc-vacances", "croc-journee", null, true, "19.00")]
    [InlineData("croc-vacances", "croc-matin", "610", true, "4.27")]
    [InlineData("croc-vacances", "croc-apres-midi", "300", true, "3.50")]
    // The week: four and a half days, and a week of four days in proportion.
    [InlineData("croc-vacances", "croc-semaine", "980", true, "52.92")]
    [InlineData("croc-vacances", "croc-semaine", null, true, "85.50")]
    [InlineData("croc-vacances", "croc-semaine", "1150", false, "80.73")]
    [InlineData("croc-vacances", "croc-semaine-courte", "980", true, "42.34")]
    // 1150 × 1,2 % = 13,80, + 30 %.
    [InlineData("croc-vacances", "croc-journee", "1150", false, "17.94")]
    [InlineData("croc-vacances", "croc-journee", null, false, "24.70")]
    [InlineData("croc-vacances", "croc-matin", "1150", false, "10.47")]
    // saint-martin-dauxigny: 0,36 %, 2,60 to 4,50; + 20 % for those from elsewhere.
    [InlineData("saint-martin-dauxigny", "repas", "950", true, "3.42")]
    [InlineData("saint-martin-dauxigny", "repas", "700", true, "2.60")]
    [InlineData("saint-martin-dauxigny", "repas", null, true, "4.50")]
    [InlineData("saint-martin-dauxigny", "repas", "950", false, "4.10")]
    [InlineData("saint-martin-dauxigny", "periscolaire-matin", "700", true, "1.10")]
    [InlineData("saint-martin-dauxigny", "periscolaire-matin", "1200", true, "1.60")]
    [InlineData("saint-martin-dauxigny", "periscolaire-soir", "1300", false, "3.60")]
    [InlineData("saint-martin-dauxigny", "mercredi-journee", "1300", true, "16.00")]
    [InlineData("saint-martin-dauxigny", "mercredi-matin", "1300", false, "11.52")]
    [InlineData("harmonie", "repas", "600", true, "1.00")]
    [InlineData("harmonie", "repas", "640", true, "3.30")]
    [InlineData("harmonie", "repas", null, true, "4.20")]
    [InlineData("harmonie", "accueil-soir", "1350", true, "1.60")]
    [InlineData("harmonie", "alsh-journee", "640", true, "9.00")]
    public void Each_commune_has_its_worked_prices(string commune, string unit, string? quotient, bool resident, string price) =>
        Assert.Equal(Number(price), Of(commune, unit, new PriceFacts(Day, quotient is null ? null : Number(quotient), resident)).Amount);

    [Fact]
    public void What_households_from_elsewhere_pay_more_is_explained_and_leaves_packed_lunches_alone()
    {
        var priced = Of("saint-martin-dauxigny", "repas", new PriceFacts(Day, 950, Resident: false));

        Assert.Equal("4,10 € : quotient 950, taux d’effort 0,36 %, + 20 % hors commune.", priced.Why.Sentence.Replace('\u00A0', ' '));
        Assert.Equal(1.75m, Of("saint-martin-dauxigny", "repas", new PriceFacts(Day, 950, Resident: false, PackedLunch: true)).Amount);
        Assert.Equal(8.10m, Of("harmonie", "alsh-journee", new PriceFacts(Day, 640, Resident: true, 2)).Amount);
    }

    [Fact]
    public void A_packed_lunch_has_one_price_for_everyone_even_without_quotient()
    {
        var priced = Of("biviers", "restauration", new PriceFacts(Day, null, Resident: true, 2, PackedLunch: true));

        Assert.Equal((1.60m, null), (priced.Amount, priced.Missing));
        Assert.Equal("1,60 € : panier-repas fourni par la famille.", priced.Why.Sentence.Replace('\u00A0', ' '));
    }

    [Fact]
    public void A_missing_quotient_is_said_where_it_counts()
    {
        Assert.Equal("Quotient non fourni : tarif le plus élevé", Of("biviers", "restauration", new PriceFacts(Day, null, Resident: true)).Missing);
        Assert.Null(Of("biviers", "restauration", new PriceFacts(Day, null, Resident: false)).Missing);
        Assert.Null(Of("pays-saint-marcellin", "chatte-restauration", new PriceFacts(Day, null, Resident: true)).Missing);
    }

    [Theory]
    [InlineData("bessins-garderie-soir", null, "4.80")]
    [InlineData("bessins-garderie-soir", "0.25", "0.60")]
    [InlineData("bessins-garderie-soir", "0.26", "1.20")]
    [InlineData("bessins-garderie-soir", "2", "4.80")]
    [InlineData("bessins-garderie-soir", "0", "0")]
    [InlineData("chatte-restauration", null, "3.80")]
    [InlineData("saint-hilaire-restauration", null, "1.00")]
    public void Clocked_units_cost_their_started_quarter_hours(string unit, string? hours, string price) =>
        Assert.Equal(Number(price),
            Of("pays-saint-marcellin", unit, new PriceFacts(Day, 700, Resident: true, Hours: hours is null ? null : Number(hours))).Amount);

    [Theory]
    // 17 × 4,15: decimal, so no cent is lost.
    [InlineData("""{"flat":4.15,"per":"quarterHour","plannedQuarters":17}""", "0", false, "70.55")]
    [InlineData("""{"flat":0.125,"per":"quarterHour","plannedQuarters":3}""", "0", false, "0.38")]
    [InlineData("""{"effort":{"percent":0.36,"floor":2.60,"ceiling":4.50}}""", "500", false, "2.60")]
    [InlineData("""{"effort":{"percent":0.36,"floor":2.60,"ceiling":4.50}}""", "1000", false, "3.60")]
    [InlineData("""{"effort":{"percent":0.36,"floor":2.60,"ceiling":4.50}}""", "5000", false, "4.50")]
    [InlineData("""{"effort":{"percent":0.36,"floor":2.60,"ceiling":4.50}}""", null, false, "4.50")]
    [InlineData("""{"flat":3.50,"late":{"amount":2}}""", "0", true, "5.50")]
    [InlineData("""{"flat":3.50,"late":{"percent":50}}""", "0", true, "5.25")]
    [InlineData("""{"flat":3.50,"late":{"percent":50}}""", "0", false, "3.50")]
    [InlineData("""{"flat":3.50,"siblingDiscounts":[0,10]}""", "0", false, "3.50")]
    public void Every_kind_of_price_has_its_example(string version, string? quotient, bool late, string price)
    {
        var tariff = BillingRules.Parse($$"""
            {"cashOffices":[{"key":"a","label":"A","prefix":"A","mode":"regie"}],
             "tariffs":[{"key":"t","label":"T","units":["u"],"cashOffice":"a","versions":[{"from":"2026-09-01",{{version[1..]}}]}]}
            """).TariffOf("u")!;

        Assert.Equal(Number(price), Price.Of(tariff, new PriceFacts(Day, quotient is null ? null : Number(quotient), Resident: true, 2, Late: late))!.Amount);
    }

    [Fact]
    public void The_explanation_tells_tariff_quotient_bracket_and_discount()
    {
        var why = Of("biviers", "alsh-vacances-matin", new PriceFacts(Day, 612, Resident: true, 2)).Why;

        Assert.Equal("5,69 € : quotient 612, tranche de 501 à 800, 55 % du tarif ALSH journée, − 10 % pour le 2e enfant.", why.Sentence.Replace('\u00A0', ' '));
        Assert.Equal(["Tarif", "Quotient familial", "Tranche", "Prix de la tranche", "Part du tarif ALSH journée", "2e enfant", "Montant"],
            why.Steps.Select(s => s.Label));
    }

    [Fact]
    public void Outside_its_validity_a_tariff_has_no_price() =>
        Assert.Null(Price.Of(Rules["biviers"].TariffOf("restauration")!, new PriceFacts(new DateOnly(2026, 8, 31), 612, Resident: true)));

    [Fact]
    public void Every_unit_of_every_commune_has_a_price_for_any_quotient()
    {
        foreach (var (commune, rules) in Rules)
        {
            Assert.Equal(Communes.Units(commune), rules.Units.Order());
            foreach (var unit in rules.Units)
            {
                for (var quotient = 0m; quotient < 2500; quotient += 0.5m)
                {
                    Assert.True(Of(commune, unit, new PriceFacts(Day, quotient, Resident: true)).Amount > 0);
                }
            }
        }
    }

    private static DateOnly Day => new(2026, 12, 9);

    private static decimal Number(string text) => decimal.Parse(text, CultureInfo.InvariantCulture);

    private static Priced Of(string commune, string unit, PriceFacts facts) => Price.Of(Rules[commune].TariffOf(unit)!, facts)!;
}
