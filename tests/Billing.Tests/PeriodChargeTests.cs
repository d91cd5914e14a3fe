using Preau.Billing.Tariffs;

namespace Preau.Billing.Tests;

/// <summary>Packages, contracts, fees and caps of a household's month, and prices that depend on the rest of the month.</summary>
public sealed class PeriodChargeTests
{
    private static readonly Guid Ana = Guid.Parse("00000000-0000-0000-0000-000000000001");
    private static readonly Guid Ben = Guid.Parse("00000000-0000-0000-0000-000000000002");

    private const string Morning = """{"flat":12,"per":"month"}""";

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public void A_month_package_costs_the_same_for_one_morning_or_nine(int mornings)
    {
        var charge = Assert.Single(Of(Morning, Days(mornings)));

        Assert.Equal(("month", "month:t", Ana, 1200L), (charge.Kind, charge.Key, charge.Child, charge.Cents));
        Assert.Equal("12,00 € : tarif unique, forfait du mois.", charge.Why.Sentence.Replace('\u00A0', ' '));
        Assert.Equal((0m, "0,00 € : compris dans le forfait du mois."), (Day(Morning).Amount, Day(Morning).Why.Sentence.Replace('\u00A0', ' ')));
    }

    [Fact]
    public void A_month_without_morning_costs_nothing_unless_the_child_is_subscribed()
    {
        Assert.Empty(Of(Morning, []));
        Assert.Equal([1200], Cents(Of(Morning, [], [new Subscription(Ana, "t", new DateOnly(2026, 9, 1))])));
        Assert.Empty(Of(Morning, [], [new Subscription(Ana, "t", new DateOnly(2027, 1, 1))]));
        Assert.Empty(Of(Morning, [], [new Subscription(Ana, "t", new DateOnly(2026, 9, 1), new DateOnly(2026, 11, 30))]));
    }

    [Theory]
    [InlineData("none", 31, 0, 1200)]
    [InlineData("days", 17, 31, 581)]
    [InlineData("days", 1, 31, 1200)]
    [InlineData("days", 1, 10, 387)]
    [InlineData("halfMonth", 15, 31, 1200)]
    [InlineData("halfMonth", 16, 31, 600)]
    [InlineData("halfMonth", 1, 15, 600)]
    public void A_month_begun_on_its_way_is_prorated_as_the_commune_says(string proration, int from, int until, int cents)
    {
        Subscription[] taken = [new(Ana, "t", new DateOnly(2026, 12, from), until == 0 ? null : new DateOnly(2026, 12, until))];

        Assert.Equal([cents],
            Cents(Of("""{"flat":12,"per":"month","package":{"proration":"none"}}""".Replace("none", proration, StringComparison.Ordinal), [], taken)));
    }

    [Fact]
    public void A_year_package_is_shared_over_its_months_to_the_cent()
    {
        const string version = """{"flat":100,"per":"year","package":{"billedIn":[9,10,11,12,1,2]}}""";
        Subscription[] taken = [new(Ana, "t", new DateOnly(2026, 9, 1))];
        var months = Enumerable.Range(0, 12).Select(i => new DateOnly(2026, 9, 1).AddMonths(i)).Select(m => Of(version, [], taken, m).Sum(c => c.Cents))
            .ToList();

        Assert.Equal([1667, 1667, 1667, 1667, 1666, 1666, 0, 0, 0, 0, 0, 0], months);
        Assert.Equal(
            [833], Cents(Of("""{"flat":100,"per":"year","package":{"billedIn":[9,10,11,12,1,2],"proration":"halfMonth"}}""", [],
                [new(Ana, "t", new DateOnly(2027, 1, 20))], new DateOnly(2027, 1, 1))));
    }

    [Fact]
    public void A_yearly_fee_is_due_once_for_two_evenings_or_fifty()
    {
        const string version = """{"flat":1.5,"registrationFee":{"amount":2.06}}""";

        Assert.Equal([("fee", "fee:t", 206L)], Of(version, Days(2)).Select(c => (c.Kind, c.Key, c.Cents)));
        Assert.Equal([206], Cents(Of(version, Days(9))));
        Assert.Empty(Of(version, Days(9), firstSince: new DateOnly(2026, 9, 3)));
        Assert.Equal([206, 206], Cents(Of(version, [.. Days(2), .. Days(1, Ben)])));
        Assert.Equal([206], Cents(Of("""{"flat":1.5,"registrationFee":{"amount":2.06,"per":"family"}}""", [.. Days(2), .. Days(1, Ben)])));
        Assert.Equal([206], Cents(Of("""{"flat":2.06,"per":"year"}""", Days(3))));
        Assert.Empty(Of("""{"flat":2.06,"per":"year"}""", Days(3), firstSince: new DateOnly(2026, 9, 3)));
    }

    [Theory]
    [InlineData(12)]
    [InlineData(8)]
    public void A_contract_costs_the_same_each_month(int month)
    {
        const string version = """{"flat":1.5,"per":"hour","contract":{"weeks":47}}""";
        var date = new DateOnly(month == 12 ? 2026 : 2027, month, 1);

        var charge = Assert.Single(Of(version, [], [new Subscription(Ana, "t", new DateOnly(2026, 9, 1), null, 32)], date));

        Assert.Equal(18800, charge.Cents);
        Assert.Equal("188,00 € : tarif unique, 32 h par semaine, 47 semaines en 12 mois.", charge.Why.Sentence.Replace('\u00A0', ' '));
        Assert.Equal(0, Day(version).Amount);
    }

    [Fact]
    public void A_contract_has_the_rate_of_the_first_of_January()
    {
        const string version = """{"effort":{"percent":0.2,"floor":1,"ceiling":3},"per":"hour","contract":{"weeks":48}}""";
        Subscription[] taken = [new(Ana, "t", new DateOnly(2026, 9, 1), null, 10)];

        // The quotient is the day's number of the year here: 600 until 2026, 900 on 1 January 2027, 1000 afterwards.
        Assert.Equal([4800], Cents(Of(version, [], taken, new DateOnly(2026, 12, 1), quotient: Quotient)));
        Assert.Equal([7200], Cents(Of(version, [], taken, new DateOnly(2027, 3, 1), quotient: Quotient)));

        static decimal Quotient(DateOnly day) => day < new DateOnly(2027, 1, 1) ? 600 : day == new DateOnly(2027, 1, 1) ? 900 : 1000;
    }

    [Fact]
    public void A_cap_takes_off_what_is_over()
    {
        var days = Days(9).Select(c => c with { Cents = 150 }).ToArray();

        Assert.Equal([-350], Cents(Of("""{"flat":1.5,"cap":{"amount":10}}""", days)));
        Assert.Empty(Of("""{"flat":1.5,"cap":{"amount":13.5}}""", days));
        MonthCell[] two = [.. days, .. days.Select(c => c with { Child = Ben })];
        Assert.Equal([-350, -350], Cents(Of("""{"flat":1.5,"cap":{"amount":10}}""", two)));
        Assert.Equal([-1700], Cents(Of("""{"flat":1.5,"cap":{"amount":10,"per":"family"}}""", two)));
        var daily = Of("""{"flat":1.5,"cap":{"amount":2,"per":"family","within":"day"}}""", [.. two.Take(1), two[9]]);
        Assert.Equal([("cap:t:2026-12-01", -100L)], daily.Select(c => (c.Key, c.Cents)));
    }

    [Fact]
    public void The_first_late_ones_of_the_month_cost_more_and_move_up_when_one_is_cancelled()
    {
        var tariff = PublishedTariffTests.TariffOf("""{"flat":4,"late":{"percent":25,"first":2}}""");
        MonthCell[] cells = [.. new[] { 10, 11, 14 }.Select(d => new MonthCell(Ana, "u", new DateOnly(2026, 12, d), Surcharged: true))];

        Assert.True(MonthContext.Reaches(tariff.Versions[0]));
        Assert.Equal([5m, 5m, 4m], cells.Select(c => Amount(c, cells)));
        Assert.Equal([5m, 5m], cells[1..].Select(c => Amount(c, cells[1..])));

        decimal Amount(MonthCell cell, MonthCell[] month) =>
            Price.Of(tariff, MonthContext.Place(new PriceFacts(cell.Date, null, Resident: true, Late: true), cell.Child, tariff, month, _ => 1))!.Amount;
    }

    [Fact]
    public void The_rank_is_that_of_the_children_there_that_day()
    {
        var tariff = PublishedTariffTests.TariffOf("""{"flat":10,"siblingDiscounts":[10],"siblings":{"among":"present"}}""");
        var day = new DateOnly(2026, 12, 9);
        MonthCell[] both = [new(Ana, "u", day), new(Ben, "v", day), new(Ana, "u", day.AddDays(1)), new(Ben, "other", day.AddDays(1))];

        Assert.Equal((10m, 9m), (Amount(Ana, day), Amount(Ben, day)));
        Assert.Equal(9m, Amount(Ben, day.AddDays(1)));
        Assert.Equal(10m, Amount(Ben, day.AddDays(2)));

        decimal Amount(Guid child, DateOnly on) =>
            Price.Of(tariff,
                MonthContext.Place(new PriceFacts(on, null, Resident: true, child == Ben ? 2 : 1), child, tariff, both, c => c == Ben ? 2 : 1))!.Amount;
    }

    private static MonthCell[] Days(int count, Guid? child = null) =>
        [.. Enumerable.Range(1, count).Select(d => new MonthCell(child ?? Ana, "u", new DateOnly(2026, 12, d)))];

    private static Priced Day(string version) =>
        Price.Of(PublishedTariffTests.TariffOf(version), new PriceFacts(new DateOnly(2026, 12, 9), null, Resident: true))!;

    private static long[] Cents(IEnumerable<PeriodCharge> charges) => [.. charges.Select(c => c.Cents)];

    private static IReadOnlyList<PeriodCharge> Of(
        string version, MonthCell[] cells, Subscription[]? taken = null, DateOnly? month = null, DateOnly? firstSince = null,
        Func<DateOnly, decimal>? quotient = null) =>
        PeriodCharges.Of([PublishedTariffTests.TariffOf(version)], new HouseholdMonth(
            month ?? new DateOnly(2026, 12, 1), cells, (child, day) => new PriceFacts(day, quotient?.Invoke(day), Resident: true, child == Ben ? 2 : 1),
            taken ?? [],
            (child, _, since) => firstSince >= since ? firstSince : cells.Where(c => child is null || c.Child == child).Select(c => (DateOnly?)c.Date).Min()));
}
