using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

public abstract class ChargeTests(TestDatabase database) : BillingWorld(database)
{
    [Fact]
    public async Task A_settled_day_becomes_a_priced_line_with_its_reasons()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Canteen());
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 10), Cell(Tom, "restauration", 10)));

        var charges = await ChargesAsync(Jean);

        Assert.Equal(("2026-12", 5.20m), (charges.Month, charges.Total));
        var line = charges.Lines[0];
        Assert.Equal(("Louise", "Repas, restauration scolaire", 3.60m, "toBill", null, null),
            (line.Child, line.Label, line.Amount, line.Status, line.InvoiceNumber, line.Missing));
        Assert.Equal("3,60 € : quotient 612, tranche de 501 à 800.", line.Why.Sentence.Replace('\u00A0', ' '));
        Assert.Equal(1.60m, charges.Lines[1].Amount);
    }

    [Fact]
    public async Task Only_outcomes_that_cost_something_are_charged()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Settled(
            Jean, Cell(Louise, "restauration", 1, CellOutcome.None), Cell(Louise, "restauration", 2), Cell(Louise, "restauration", 3, CellOutcome.Present),
            Cell(Louise, "restauration", 4, CellOutcome.PresentUnbooked), Cell(Louise, "restauration", 7, CellOutcome.AbsentExcused),
            Cell(Louise, "restauration", 8, CellOutcome.AbsentBilled)));

        Assert.Equal([2, 3, 4, 8], (await ChargesAsync(Jean)).Lines.Select(l => l.Date.Day));
    }

    [Fact]
    public async Task Each_payer_pays_by_the_own_quotient_and_residence()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(JeanneFamily());
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 10)));
        await Billing.DeliverAsync(Settled(Jeanne, Cell(Louise, "restauration", 17), Cell(Louise, "garderie-matin", 17)));

        Assert.Equal([3.60m], (await ChargesAsync(Jean)).Lines.Select(l => l.Amount));
        Assert.Equal([1.80m, 7.20m], (await ChargesAsync(Jeanne)).Lines.Select(l => l.Amount));
    }

    [Fact]
    public async Task A_cell_taken_over_by_the_other_parent_moves_to_that_account()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(JeanneFamily());
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 10)));
        await Billing.DeliverAsync(Settled(Jeanne, Cell(Louise, "restauration", 10, version: 3)));
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 10, CellOutcome.None, version: 2)));

        Assert.Empty((await ChargesAsync(Jean)).Lines);
        Assert.Equal([7.20m], (await ChargesAsync(Jeanne)).Lines.Select(l => l.Amount));
    }

    [Fact]
    public async Task A_cancelled_day_stays_cancelled_when_its_booking_arrives_late()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 10, CellOutcome.None, version: 2)));
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 10, version: 1)));

        Assert.Empty((await ChargesAsync(Jean)).Lines);
    }

    [Fact]
    public async Task A_missing_quotient_shows_the_highest_price_with_its_label_until_the_quotient_comes()
    {
        await Billing.DeliverAsync(MoreauFamily());
        await Billing.DeliverAsync(Settled(Moreau, Cell(Noe, "restauration", 3), Cell(Noe, "restauration", 10)));

        Assert.Equal("Noé Repas 03/12 6.40 Quotient non fourni : tarif le plus élevé\nNoé Repas 10/12 6.40 Quotient non fourni : tarif le plus élevé",
            await LinesAsync(Moreau));
        await Billing.DeliverAsync(MoreauFamily(new FamilyQuotient(900, new DateOnly(2026, 12, 8), null, "CAF")));
        Assert.Equal("Noé Repas 03/12 6.40 Quotient non fourni : tarif le plus élevé\nNoé Repas 10/12 4.70", await LinesAsync(Moreau));
    }

    [Fact]
    public async Task A_unit_without_tariff_is_shown_as_not_priced_yet()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "atelier", 10)));

        var line = Assert.Single((await ChargesAsync(Jean)).Lines);
        Assert.Equal((0m, "Tarif non défini : ce jour n’a pas encore de prix"), (line.Amount, line.Missing));
    }

    [Fact]
    public async Task A_wrong_month_is_refused_with_a_code()
    {
        foreach (var query in new[] { "", "?month=", "?month=2026-13", "?month=12/2026", "?month=9999-12", "?month=0001-01",
            "?month=" + new string('1', 2000) })
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "month.invalid", await As(Jean).GetAsync("/api/biviers/billing/charges" + query));
        }
    }

    [Fact]
    public async Task Quotes_equal_the_charges_that_follow()
    {
        await Billing.DeliverAsync(JeanFamily());
        (Guid Child, string Unit, int Day, bool Late)[] cells =
        [
            (Louise, "restauration", 10, false), (Tom, "restauration", 10, false), (Ines, "alsh-mercredi-journee", 9, false),
            (Tom, "alsh-mercredi-apres-midi", 16, true), (Louise, "garderie-matin", 11, false),
        ];
        var quotes = await As(Jean).PostAsAsync<QuoteView>(
            "/api/biviers/billing/quotes", new QuoteRequest([.. cells.Select(c => new QuoteCell(c.Child, c.Unit, new DateOnly(2026, 12, c.Day), c.Late)),
                new QuoteCell(Louise, "atelier", new DateOnly(2026, 12, 10))]));

        await Billing.DeliverAsync(Settled(Jean, [.. cells.Select(c => Cell(c.Child, c.Unit, c.Day, late: c.Late))]));

        var lines = (await ChargesAsync(Jean)).Lines;
        Assert.Equal([.. cells.Select(c => (decimal?)lines.Single(l => l.ChildId == c.Child && l.Unit == c.Unit).Amount), null], quotes.Prices);
        Assert.Null(quotes.Missing);
    }

    [Fact]
    public async Task Quotes_come_with_the_sums_that_were_asked_by_name()
    {
        await Billing.DeliverAsync(JeanFamily());
        QuoteCell Meal(Guid child, string[]? names, int? percent = null) => new(child, "restauration", new DateOnly(2026, 12, 10), false, names, percent);
        QuoteCell[] cells =
        [
            Meal(Louise, ["all", "meals"]), Meal(Tom, ["all", "meals"]), Meal(Louise, ["part"], 33), Meal(Tom, null),
            new(Louise, "garderie-matin", new DateOnly(2026, 12, 11), false, ["all"]), new(Louise, "atelier", new DateOnly(2026, 12, 10), false, ["unknown"]),
        ];

        var quotes = await As(Jean).PostAsAsync<QuoteView>("/api/biviers/billing/quotes", new QuoteRequest(cells));

        var (meal, morning, sums) = (quotes.Prices[0]!.Value, quotes.Prices[4]!.Value, quotes.Sums!);
        Assert.Equal(["all", "meals", "part", "unknown"], sums.Keys.Order());
        Assert.Equal((meal + quotes.Prices[1] + morning, meal + quotes.Prices[1]), (sums["all"].Amount, sums["meals"].Amount));
        Assert.Equal(sums["meals"].Amount, sums["meals"].Steps.Sum(s => s.Count * s.Price));
        Assert.Equal(Math.Round(meal * 33 / 100, 2, MidpointRounding.AwayFromZero), sums["part"].Amount);
        // A total without one of its parts would be a lie.
        Assert.Null(sums["unknown"].Amount);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "request.invalid",
            await As(Jean).PostAsJsonAsync("/api/biviers/billing/quotes", new QuoteRequest([Meal(Louise, [new string('x', 81)])])));
    }

    [Fact]
    public async Task A_month_in_one_call_has_the_sums_of_the_charges_and_the_prices_of_the_quotes()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(MoreauFamily());
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 10), Cell(Tom, "restauration", 10), Cell(Ines, "alsh-mercredi-journee", 9)));
        var month = await As(Jean).GetAsAsync<MonthMoney>("/api/biviers/billing/month?month=2026-12");
        var charges = await ChargesAsync(Jean);
        var table = await As(Jean).GetAsAsync<PriceTable>("/api/biviers/billing/prices?from=2026-12-01&until=2027-07-05");

        Assert.Equal(charges.Total, month.Total);
        Assert.Equal(charges.Lines.Select(l => (l.ChildId, l.Unit, l.Date.Day, l.Amount)).Order(),
            month.Booked.Select(b => (b.Child, b.Unit, b.Day, b.Amount)).Order());
        QuoteCell[] cells = [.. from child in new[] { Louise, Tom, Ines }
            from unit in month.Prices.Select(p => p.Unit).Distinct()
            from late in new[] { false, true }
            from day in new[] { new DateOnly(2026, 12, 1), new DateOnly(2027, 1, 31), new DateOnly(2027, 7, 5) }
            select new QuoteCell(child, unit, day, late)];
        var quotes = await As(Jean).PostAsAsync<QuoteView>("/api/biviers/billing/quotes", new QuoteRequest(cells));
        Assert.Equal(
            quotes.Prices, cells.Select(c =>
                table.Prices.Last(p => p.Unit == c.Unit && p.Children.Contains(c.Child!.Value) && p.From <= c.Date) is var at && c.Late ? at.Late : at.Price));
        Assert.NotEmpty(cells);

        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await As(Jean).GetAsync($"/api/biviers/billing/month?month=2026-12&family={Moreau}"));
        foreach (var period in new[] { "", "?from=2026-12-01", "?from=2026-12-02&until=2026-12-01", "?from=2026-01-01&until=2028-01-01",
            "?from=0001-01-01&until=0001-02-01" })
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "period.invalid", await As(Jean).GetAsync("/api/biviers/billing/prices" + period));
        }
    }

    [Fact]
    public async Task Quotes_are_refused_for_children_of_others_and_for_too_many_cells()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(MoreauFamily());
        var day = new DateOnly(2026, 12, 10);

        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await As(Jean).PostAsJsonAsync("/api/biviers/billing/quotes", new QuoteRequest([new(Noe, "restauration", day)])));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await As(Jean).PostAsJsonAsync("/api/biviers/billing/quotes", new QuoteRequest([new(Noe, "restauration", day)], Moreau)));
        var many = Enumerable.Repeat(new QuoteCell(Louise, "restauration", day), 4001).ToArray();
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "request.invalid",
            await As(Jean).PostAsJsonAsync("/api/biviers/billing/quotes", new QuoteRequest(many)));
        Assert.Equal(4000, (await As(Jean).PostAsAsync<QuoteView>("/api/biviers/billing/quotes", new QuoteRequest(many[..4000]))).Prices.Length);
    }

    [Fact]
    public async Task Incomplete_quotes_are_refused_with_a_code()
    {
        await Billing.DeliverAsync(JeanFamily());
        string[] bodies =
        [
            """{"cells":[]}""",
            """{"cells":null}""",
            """{"cells":[null]}""",
            """{"cells":[{}]}""",
            """{"cells":[{"child":"30000000-0000-0000-0000-000000000001","unit":"","date":"2026-12-10"}]}""",
            """{"cells":[{"child":null,"unit":"restauration","date":"2026-12-10"}]}""",
        ];
        foreach (var body in bodies)
        {
            using var content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "request.invalid", await As(Jean).PostAsync("/api/biviers/billing/quotes", content));
        }
    }
}

public sealed class ChargeOnSqlite() : ChargeTests(TestDatabase.Sqlite);

public sealed class ChargeOnSqlServer() : ChargeTests(TestDatabase.SqlServer);
