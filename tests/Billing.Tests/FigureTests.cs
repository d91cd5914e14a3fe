using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>Figures of the office, each equal to the lines it opens; and the statement as a file.</summary>
public abstract class FigureTests(TestDatabase database) : BillingWorld(database)
{
    private const string Api = "/api/biviers/billing";

    [Fact]
    public async Task Every_number_opens_lines_that_add_up_to_it()
    {
        await Billing.DeliverAsync(MoreauFamily());
        await Billing.DeliverAsync(Settled(Moreau, Cell(Noe, "restauration", 3), Cell(Noe, "restauration", 4), Cell(Noe, "garderie-matin", 4)));
        await IssueAsync(Day(12, 1), Day(12, 31));
        await AsAgent(Permissions.Cash)
            .PostAsAsync<PaymentDetail>($"{Api}/payments", new RecordPayment(Guid.NewGuid(), Moreau, "garderie-alsh", Day(12, 8), PayMethods.Cheque, 30m));
        var agent = AsAgent(Permissions.MoneyView);

        var figures = await agent.GetAsAsync<FiguresView>($"{Api}/figures?from=2026-10&until=2026-12");

        Assert.Equal(["2026-10", "2026-11", "2026-12"], figures.Months.Select(m => m.Month));
        var december = figures.Months[2];
        Assert.Equal((15.00m, 3.00m, 12.00m, 30m), (december.Billed, december.Paid, december.Unpaid, december.Received));
        foreach (var month in figures.Months)
        {
            Assert.Equal(
                (month.Billed, month.Paid, month.Unpaid, month.Received),
                (await SumAsync("billed", month.Month), await SumAsync("paid", month.Month), await SumAsync("unpaid", month.Month),
                    await SumAsync("received", month.Month)));
        }

        Assert.All(figures.Services.Where(s => s.Unit.Length > 0), s => Assert.True(s.Paid <= s.Billed));
        foreach (var service in figures.Services)
        {
            var named = $"&unit={service.Unit}&label={Uri.EscapeDataString(service.Label)}";
            Assert.Equal((service.Billed, service.Paid),
                (await SumAsync("service", service.Month, named), await SumAsync("servicePaid", service.Month, named)));
        }

        foreach (var age in figures.Ages)
        {
            Assert.Equal(age.Amount, (await agent.GetAsAsync<FigureLines>($"{Api}/figures/lines?figure=age&age={age.Age}")).Total);
        }

        // AL-36 of Jean fell due on 30 November, what is left of Moreau's December isn't due.
        Assert.Equal((120.60m, 12.00m), (figures.Ages.Single(a => a.Age == "under30").Amount, figures.Ages.Single(a => a.Age == "notDue").Amount));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "month.invalid", await agent.GetAsync($"{Api}/figures?from=2026-13&until=2026-12"));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "figure.invalid", await agent.GetAsync($"{Api}/figures/lines?figure=rien"));
        await HttpAssert.StatusAsync(HttpStatusCode.Forbidden, await AsAgent(Permissions.Cash).GetAsync($"{Api}/figures?from=2026-10&until=2026-12"));

        async Task<decimal> SumAsync(string figure, string month, string more = "") =>
            (await agent.GetAsAsync<FigureLines>($"{Api}/figures/lines?figure={figure}&month={month}{more}")) is var lines
            && lines.Lines.Sum(l => l.Amount) == lines.Total ? lines.Total : -1;
    }

    [Fact]
    public async Task What_was_billed_is_what_is_paid_with_the_treasury_given_up_or_still_owed()
    {
        await Billing.DeliverAsync(MoreauFamily());
        await Billing.DeliverAsync(Settled(Moreau, Cell(Noe, "restauration", 3), Cell(Noe, "restauration", 4), Cell(Noe, "garderie-matin", 4)));
        await IssueAsync(Day(12, 1), Day(12, 31));
        var (cash, billing) = (AsAgent(Permissions.Cash), AsAgent(Permissions.Billing));
        // 27 € are owed from before: AL-41 of 18 € and AL-52 of 9 €; AL-36 of 120,60 € is Jean's.
        await cash.PostAsAsync<PaymentDetail>($"{Api}/payments",
            new RecordPayment(Guid.NewGuid(), Moreau, "garderie-alsh", Day(12, 8), PayMethods.Cheque, 20m));
        var old = (await As(Moreau).GetAsAsync<InvoicesView>($"{Api}/invoices?state=all")).Invoices.ToDictionary(i => i.Number);
        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await billing.PostAsJsonAsync($"{Api}/invoices/title", new HandOver("T-7", Day(12, 8), [old["AL-52"].Id])));
        var given = (await As(Jean).GetAsAsync<InvoicesView>($"{Api}/invoices?state=all")).Invoices.Single(i => i.Number == "AL-36");
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent,
            await billing.PostAsJsonAsync($"{Api}/invoices/{given.Id}/write-off", new WriteOffInvoice("Insolvable")));
        await billing.PostAsAsync<InvoiceSummary>($"{Api}/invoices/{(await InvoiceAsync(Moreau)).Invoice.Id}/credit",
            new CreditInvoice("Double saisie", null, false));
        var agent = AsAgent(Permissions.MoneyView);

        var months = (await agent.GetAsAsync<FiguresView>($"{Api}/figures?from=2026-01&until=2026-12")).Months;

        Assert.All(months, m => Assert.Equal(m.Billed, m.Paid + m.Treasury + m.GivenUp + m.Unpaid));
        Assert.Equal((7.00m, 120.60m, 0m), (months.Sum(m => m.Treasury), months.Sum(m => m.GivenUp), months[11].Billed));
        foreach (var month in months.Where(m => m.Billed != 0 || m.Received != 0))
        {
            foreach (var (figure, sum) in new[] { ("billed", month.Billed), ("paid", month.Paid), ("treasury", month.Treasury), ("givenUp", month.GivenUp),
                ("unpaid", month.Unpaid) })
            {
                Assert.Equal((month.Month, figure, sum),
                    (month.Month, figure, (await agent.GetAsAsync<FigureLines>($"{Api}/figures/lines?figure={figure}&month={month.Month}")).Total));
            }
        }
    }

    [Fact]
    public async Task A_tariff_of_meals_without_food_part_or_packed_lunch_counts_its_meals_at_one_euro()
    {
        const string harmonie = "harmonie";
        await Billing.DeliverAsync(MoreauFamily(new FamilyQuotient(420, Day(2, 1), null, "CAF")) with { Tenant = harmonie });
        await Billing.DeliverAsync(Settled(Moreau, Cell(Noe, "repas", 3) with { Outcome = CellOutcome.Present },
            Cell(Noe, "repas", 4) with { Outcome = CellOutcome.Present },
            Cell(Noe, "repas", 7) with { Outcome = CellOutcome.AbsentBilled }, Cell(Noe, "accueil-soir", 4) with { Outcome = CellOutcome.Present }) with
        { Tenant = harmonie });
        using var agent = Billing.Client(Tokens.Agent(harmonie, Permissions.MoneyView));

        var figures = await Eventually.SeeAsync(() => agent.GetAsAsync<FiguresView>($"/api/{harmonie}/billing/figures?from=2026-12&until=2026-12"),
            f => f.Meals.Length == 1);

        // Two eaten; the one of the absence and the hour of care are none.
        Assert.Equal(("2026-T3", 2, 2.00m), (figures.Meals[0].Period, figures.Meals[0].Meals, figures.Meals[0].Amount));
    }

    [Fact]
    public async Task The_sums_at_the_foot_open_the_lines_of_all_their_months()
    {
        var agent = AsAgent(Permissions.MoneyView);
        var figures = await agent.GetAsAsync<FiguresView>($"{Api}/figures?from=2026-10&until=2026-12");

        Assert.NotEqual(0, figures.Months.Sum(m => m.Billed));
        foreach (var (figure, sum) in new[] { ("billed", figures.Months.Sum(m => m.Billed)), ("paid", figures.Months.Sum(m => m.Paid)),
            ("unpaid", figures.Months.Sum(m => m.Unpaid)), ("received", figures.Months.Sum(m => m.Received)) })
        {
            Assert.Equal((figure, sum),
                (figure, (await agent.GetAsAsync<FigureLines>($"{Api}/figures/lines?figure={figure}&from=2026-10&until=2026-12")).Total));
        }

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "figure.invalid",
            await agent.GetAsync($"{Api}/figures/lines?figure=billed&from=2026-12&until=2026-10"));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "figure.invalid", await agent.GetAsync($"{Api}/figures/lines?figure=billed"));
    }

    [Fact]
    public async Task Meals_and_hours_open_the_days_they_count()
    {
        var poor = MoreauFamily(new FamilyQuotient(300, Day(2, 1), null, "MSA"));
        await Billing.DeliverAsync(poor with { Children = [poor.Children[0] with { School = "École de Biviers" }] });
        await PriceAsync(0.90m);
        await Billing.DeliverAsync(Settled(Moreau, Cell(Noe, "restauration", 3) with { Outcome = CellOutcome.Present },
            Cell(Noe, "restauration", 4) with { Outcome = CellOutcome.Present },
            Cell(Noe, "garderie-matin", 4) with { Outcome = CellOutcome.Present, Hours = 1.5m, CafHours = 1.25m },
            Cell(Noe, "garderie-matin", 7) with { Outcome = CellOutcome.AbsentBilled, Hours = 2m }));
        var agent = AsAgent(Permissions.MoneyView);
        const string range = "from=2026-12&until=2026-12";

        var figures = await Eventually.SeeAsync(() => agent.GetAsAsync<FiguresView>($"{Api}/figures?{range}"), f => f.Meals.Length == 1);

        var (meal, hour) = (figures.Meals[0], Assert.Single(figures.Hours));
        Assert.Equal(("2026-T3", "École de Biviers", 2, 1.80m), (meal.Period, meal.School, meal.Meals, meal.Amount));
        Assert.Equal(("2026-T4", "MSA", 1.25m, 3.5m), (hour.Quarter, hour.Regime, hour.Realised, hour.Billed));
        var meals = await agent.GetAsAsync<FigureLines>(
            $"{Api}/figures/lines?figure=meals&{range}&period={meal.Period}&school={Uri.EscapeDataString(meal.School)}");
        Assert.Equal((meal.Meals, meal.Amount), (meals.Count, meals.Lines.Sum(l => l.Amount)));
        var hours = await agent.GetAsAsync<FigureLines>(
            $"{Api}/figures/lines?figure=hours&{range}&period={hour.Quarter}&centre={Uri.EscapeDataString(hour.Centre)}&age={hour.Age}&regime={hour.Regime}");
        Assert.Equal(new HourSum(hour.Realised, hour.Billed), hours.Hours);
        Assert.Equal([new HourSum(1.25m, 1.5m), new HourSum(0, 2m)], hours.Lines.Select(l => l.Hours!));
        Assert.Empty((await agent.GetAsAsync<FigureLines>($"{Api}/figures/lines?figure=meals&{range}&period=2026-T2&school=")).Lines);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "figure.invalid", await agent.GetAsync($"{Api}/figures/lines?figure=meals&period=2026-T3"));
    }

    // Of a meal below the first quotient.
    private async Task PriceAsync(decimal price)
    {
        var agent = AsAgent(Permissions.Settings);
        var view = await agent.GetAsAsync<SectionView>($"{Api}/settings");
        var document = JsonNode.Parse(view.Document.GetRawText())!;
        document["tariffs"]![0]!["versions"]![0]!["brackets"]![0]!["price"] = price;
        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await agent.PutAsJsonAsync($"{Api}/settings", new SaveSection(view.Version, JsonSerializer.SerializeToElement(document))));
    }

    [Fact]
    public async Task Every_act_on_money_is_told_with_who_did_it()
    {
        await Billing.DeliverAsync(MoreauFamily());
        await Billing.DeliverAsync(Settled(Moreau, Cell(Noe, "restauration", 3)));
        var run = await IssueAsync(Day(12, 1), Day(12, 31));
        var paid = await AsAgent(Permissions.Cash)
            .PostAsAsync<PaymentDetail>($"{Api}/payments", new RecordPayment(Guid.NewGuid(), Moreau, "garderie-alsh", Day(12, 8), PayMethods.Cheque, 30m));
        await AsAgent(Permissions.Billing)
            .PostAsAsync<InvoiceSummary>($"{Api}/invoices/{(await InvoiceAsync(Moreau)).Invoice.Id}/credit", new CreditInvoice("Double saisie", null, false));

        var acts = (await AsAgent(Permissions.MoneyView).GetAsAsync<AuditView>($"{Api}/audit?month=2026-12")).Acts;

        Assert.Equal((30m, "MOREAU Claire", "Sophie Perrin"), acts.Where(a => a.Id == paid.Payment.Id).Select(a => (a.Amount!.Value, a.Payer!, a.By)).Single());
        Assert.Equivalent(new[] { "Brouillon créé", "Vérifié", "Émission demandée", "Émis" },
            acts.Where(a => a.Id == run.Run.Id).Select(a => a.What.Split('\u00A0')[0]));
        Assert.Contains(acts, a => a.Kind == "invoice" && a.What.EndsWith("Double saisie", StringComparison.Ordinal));
        // Of the books of before: an invoice, no credit note.
        Assert.Equal(["Facture entrée dans les comptes, AL-36"], acts.Where(a => a.What.EndsWith(" AL-36", StringComparison.Ordinal)).Select(a => a.What));
        Assert.All(acts.Zip(acts.Skip(1)), a => Assert.True(a.First.At >= a.Second.At));
        Assert.DoesNotContain((await AsAgent(Permissions.MoneyView).GetAsAsync<AuditView>($"{Api}/audit?month=2026-11")).Acts, a => a.Id == run.Run.Id);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "month.invalid", await AsAgent(Permissions.MoneyView).GetAsync($"{Api}/audit?month=x"));
    }

    [Fact]
    public async Task The_statement_is_a_file_that_a_spreadsheet_opens()
    {
        var answer = await As(Jean).GetAsync($"{Api}/statement.csv?year=2026");
        await HttpAssert.StatusAsync(HttpStatusCode.OK, answer);
        var bytes = await answer.Content.ReadAsByteArrayAsync();

        Assert.Equal(Encoding.UTF8.GetPreamble(), bytes[..3]);
        var lines = Encoding.UTF8.GetString(bytes[3..]).Split("\r\n");
        Assert.Equal("AL-36;08/11/2026;Facture : 01/10/2026 – 31/10/2026;Régie garderie ALSH;120,60;", lines[3].Replace('\u00A0', ' '));
        Assert.Equal(";;Total;;363,80;243,20", lines[4]);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "year.invalid", await As(Jean).GetAsync($"{Api}/statement.csv?year=1"));
    }
}

public sealed class FigureOnSqlite() : FigureTests(TestDatabase.Sqlite);

public sealed class FigureOnSqlServer() : FigureTests(TestDatabase.SqlServer);
