using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>An agent of one facility has the money alone of families of which a child is
/// enrolled there, and does nothing that is about the whole commune.</summary>
public abstract class ReachTests(TestDatabase database) : BillingWorld(database)
{
    private const string Api = "/api/biviers/billing/";
    private const string Club = "@garderie-periscolaire=v";

    private HttpClient Limited => Billing.AgentOf("biviers", Club);

    [Fact]
    public async Task No_route_of_agents_tells_or_takes_anything_of_a_family_out_of_reach()
    {
        await EnrolAsync();
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 1), Cell(Louise, "restauration", 10)));
        var run = (await IssueAsync(Day(12, 1), Day(12, 2))).Run.Id;
        var invoice = (await InvoiceAsync(Jean)).Invoice.Id;
        var payment = await AsAgent(Permissions.Cash)
            .PostAsAsync<PaymentDetail>(Api + "payments", new RecordPayment(Guid.NewGuid(), Jean, "garderie-alsh", Day(12, 8), PayMethods.Cash, 1m));
        var before = await StateAsync();

        var told = await Billing.HideAsync("biviers", Club, [Jean, invoice, payment.Payment.Id, run, Louise], ["Dupont", "Louise", "1001001818331"],
            "month=2026-12&from=2026-12&until=2026-12&office=garderie-alsh&figure=billed");

        Assert.True(told >= 15, $"{told}");
        Assert.Equal(before, await StateAsync());
        await Invariants.HoldAsync(Billing, "biviers");

        async Task<string> StateAsync() =>
            await AsAgent(Permissions.Billing).GetStringAsync(Api + $"account?family={Jean}")
                + await AsAgent(Permissions.Billing).GetStringAsync(Api + $"statement?family={Jean}");
    }

    [Fact]
    public async Task Accounts_invoices_payments_and_figures_are_those_in_reach()
    {
        await EnrolAsync();
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 1)));
        await Billing.DeliverAsync(Settled(Moreau, Cell(Noe, "restauration", 1)));
        await IssueAsync(Day(12, 1), Day(12, 2));
        var whole = AsAgent(Permissions.Billing, Permissions.Cash);

        var mine = await Limited.GetAsAsync<InvoicesView>(Api + "invoices");
        Assert.NotEmpty(mine.Invoices);
        Assert.All(mine.Invoices, i => Assert.Equal("MOREAU Claire", i.Payer));
        Assert.True(mine.Invoices.Length < (await whole.GetAsAsync<InvoicesView>(Api + "invoices")).Invoices.Length);
        var own = (await InvoiceAsync(Moreau)).Invoice;
        var (part, all) = (await FiguresAsync(Limited), await FiguresAsync(whole));
        Assert.True(part.Billed >= own.Amount && part.Billed < all.Billed, $"{part.Billed} of {all.Billed}");
        Assert.Equal("%PDF", System.Text.Encoding.ASCII.GetString(await Limited.GetByteArrayAsync(Api + $"invoices/{own.Id}/pdf"), 0, 4));

        var paid = await Limited.PostAsAsync<PaymentDetail>(Api + "payments",
            new RecordPayment(Guid.NewGuid(), Moreau, "garderie-alsh", Day(12, 8), PayMethods.Cash, 1m));
        Assert.Equal(1m, paid.Payment.Amount);
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await Limited.PostAsJsonAsync(Api + "payments", new RecordPayment(Guid.NewGuid(), Jean, "garderie-alsh", Day(12, 8), PayMethods.Cash, 1m)));
        await Invariants.HoldAsync(Billing, "biviers");

        static async Task<MonthFigures> FiguresAsync(HttpClient agent) =>
            (await agent.GetAsAsync<FiguresView>(Api + "figures?from=2026-12&until=2026-12")).Months.Single(m => m.Month == "2026-12");
    }

    [Theory]
    [InlineData("GET", "runs/7d9f4b2e-0000-4000-8000-000000000001/payers")]
    [InlineData("GET", "audit?month=2026-12")]
    [InlineData("GET", "debits")]
    [InlineData("GET", "titles")]
    [InlineData("GET", "accounting")]
    [InlineData("GET", "deposits")]
    [InlineData("PUT", "days/2026-12-08?office=garderie-alsh")]
    [InlineData("GET", "third-parties")]
    [InlineData("GET", "certificates/all")]
    [InlineData("POST", "runs/7d9f4b2e-0000-4000-8000-000000000001/stop")]
    public async Task What_is_about_the_whole_commune_is_refused_with_the_right_that_it_needs(string method, string path)
    {
        using var content = method == "GET" ? null : JsonContent.Create(new { });
        using var answer = await Limited.SendAsync(new HttpRequestMessage(new HttpMethod(method), Api + path) { Content = content });

        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "scope.whole", answer);
    }

    [Fact]
    public async Task The_journal_of_a_day_holds_the_payments_in_reach_without_drawer_or_closing()
    {
        await EnrolAsync();
        var whole = AsAgent(Permissions.Cash);
        await whole.PostAsAsync<PaymentDetail>(Api + "payments", new RecordPayment(Guid.NewGuid(), Jean, "garderie-alsh", Day(12, 8), PayMethods.Cash, 30m));
        await Limited.PostAsAsync<PaymentDetail>(Api + "payments",
            new RecordPayment(Guid.NewGuid(), Moreau, "garderie-alsh", Day(12, 8), PayMethods.Cash, 12m));
        const string day = Api + "days/2026-12-08?office=garderie-alsh";

        var part = await Limited.GetAsAsync<CashDayView>(day);
        Assert.Equal(("MOREAU Claire", 12m, 12m, true), (Assert.Single(part.Payments).Payer, part.Received, Assert.Single(part.Methods).Amount, part.Partial));
        Assert.Equal((42m, false), ((await whole.GetAsAsync<CashDayView>(day)).Received, (await whole.GetAsAsync<CashDayView>(day)).Partial));

        var expected = (await whole.GetAsAsync<CashDayView>(day)).CashExpected;
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await whole.PutAsJsonAsync(day, new CloseDay(expected, null)));
        part = await Limited.GetAsAsync<CashDayView>(day);
        Assert.Equal((12m, null, 12m, 0m), (part.Received, part.Closed, part.CashExpected, part.CashFloat));
    }

    [Fact]
    public async Task Prices_that_a_third_party_shares_are_the_same_whoever_looks_first()
    {
        await EnrolAsync();
        var agent = AsAgent(Permissions.Billing);
        var party = await agent.PostAsAsync<ThirdPartyDetail>(Api + "third-parties",
            new SaveThirdParty("CCAS de Biviers", ThirdPartyKinds.Ccas, "12 place de l’Église", "38330", "Biviers"));
        await agent.PostAsAsync<CoverageView>(Api + $"third-parties/{party.Id}/coverages", new SaveCoverage(Moreau, Day(12, 1), Percent: 50));
        await Billing.DeliverAsync(Settled(Moreau, Cell(Noe, "restauration", 10)));

        var charge = Assert.Single((await Limited.GetAsAsync<ChargesView>(Api + $"charges?month=2026-12&family={Moreau}")).Lines);

        Assert.Contains("CCAS de Biviers", charge.Why.Sentence, StringComparison.Ordinal);
        Assert.Equal(Assert.Single((await ChargesAsync(Moreau)).Lines).Amount, charge.Amount);
        Assert.Equal("CCAS de Biviers", Assert.Single(await Limited.GetAsAsync<CoverageView[]>(Api + $"coverages?family={Moreau}")).ThirdPartyName);
    }

    private async Task EnrolAsync()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(MoreauFamily());
        await Billing.DeliverAsync(new EnrolmentsChanged("biviers", At, Jean, 1, [], [], [new("alsh-mercredi", "accueil-de-loisirs")]));
        await Billing.DeliverAsync(new EnrolmentsChanged("biviers", At, Moreau, 1, [], [], [new("restauration", "garderie-periscolaire")]));
    }
}

public sealed class ReachOnSqlite() : ReachTests(TestDatabase.Sqlite);

public sealed class ReachOnSqlServer() : ReachTests(TestDatabase.SqlServer);
