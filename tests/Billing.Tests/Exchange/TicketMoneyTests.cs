using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests.Exchange;

/// <summary>What a book of tickets pays: its meals and nothing else, whoever of the children eats.</summary>
public abstract class TicketMoneyTests(TestDatabase database) : BillingWorld(database)
{
    private const string Root = "/api/biviers/billing/";

    [Fact]
    public async Task Tickets_pay_their_meals_alone_and_are_shared_by_the_children()
    {
        await RulesAsync(d => d["cashOffices"]![0]!["prepaid"] =
            JsonNode.Parse("""{"low":null,"book":{"key":"carnet","label":"Carnet de 10 repas","units":["restauration"],"count":10,"price":36}}"""));
        await Billing.DeliverAsync(JeanFamily());
        await AsAgent(Permissions.Cash).PostAsAsync<PaymentDetail>(
            Root + "payments", new RecordPayment(Guid.NewGuid(), Jean, "garderie-alsh", Day(12, 8), PayMethods.Cheque, 36, Books: 1));
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 10), Cell(Louise, "restauration", 11), Cell(Louise, "garderie-matin", 10)));

        await IssueAsync(Day(12, 1), Day(12, 31));

        // Two meals of three lines are paid; the morning is owed although the book isn't used up, and so is what was owed before.
        Assert.Equal((8.30m, 1.10m), (await InvoiceAsync(Jean)).Invoice is var invoice ? (invoice.Amount, invoice.Remaining) : default);
        Assert.Equal(120.60m, (await As(Jean).GetAsAsync<InvoicesView>(Root + "invoices?state=all")).Invoices.Single(i => i.Number == "AL-36").Remaining);
        Assert.Equal(8, await LeftAsync());
        await Invariants.HoldAsync(Billing, "biviers");

        await Billing.DeliverAsync(Settled(
            Jean, Cell(Ines, "restauration", 10), Cell(Ines, "restauration", 11, CellOutcome.AbsentBilled),
            Cell(Ines, "restauration", 14, CellOutcome.AbsentExcused)));
        Assert.Equal(6, await LeftAsync());
    }

    [Fact]
    public async Task Tickets_whose_money_an_agent_gives_back_are_no_more_and_come_back_when_the_refund_is_abandoned()
    {
        await RulesAsync(d => d["cashOffices"]![0]!["prepaid"] =
            JsonNode.Parse("""{"low":null,"book":{"key":"carnet","label":"Carnet de 10 repas","units":["restauration"],"count":10,"price":36}}"""));
        await Billing.DeliverAsync(JeanFamily());
        var cash = AsAgent(Permissions.Cash);
        RecordPayment Sold(decimal amount) => new(Guid.NewGuid(), Jean, "garderie-alsh", Day(12, 8), PayMethods.Cheque, amount, Books: 1);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "prepaid.books", await cash.PostAsJsonAsync(Root + "payments", Sold(35)));
        var payment = (await cash.PostAsAsync<PaymentDetail>(Root + "payments", Sold(36))).Payment;
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 10), Cell(Louise, "restauration", 11)));
        Assert.Equal(8, await LeftAsync());
        var path = Root + $"payments/{payment.Id}/refund";
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "refund.tickets", await cash.PostAsJsonAsync(path, new AskRefund(36, "Déménagement")));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "refund.tickets", await cash.PostAsJsonAsync(path, new AskRefund(10, "Déménagement")));

        var asked = await cash.PostAsAsync<PaymentDetail>(path, new AskRefund(28.80m, "Déménagement"));

        Assert.Equal(0, await LeftAsync());
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await cash.PostAsync(Root + $"refunds/{Assert.Single(asked.Refunds).Id}/cancelled", null));
        Assert.Equal(8, await LeftAsync());
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task A_day_taken_with_a_ticket_is_of_the_household_that_booked_it_whoever_has_the_week()
    {
        await RulesAsync(d =>
        {
            d["payer"] = "custody";
            d["cashOffices"]![0]!["prepaid"] =
                JsonNode.Parse("""{"low":null,"book":{"key":"carnet","label":"Carnet de 10 repas","units":["restauration"],"count":10,"price":36}}""");
        });
        // The week of 7 December is Jeanne's.
        var child = JeanFamily().Children[2];
        await Billing.DeliverAsync(JeanFamily() with { Children = [child with { Custody = new Custody(Jeanne, "Jeanne", new DateOnly(2026, 11, 30)) }] });
        await Billing.DeliverAsync(JeanneFamily() with { Children = [child with { Custody = new Custody(Jean, "Jean", new DateOnly(2026, 12, 7)) }] });

        await Billing.DeliverAsync(Settled(Jean, Cell(Ines, "restauration", 10), Cell(Ines, "garderie-matin", 10)));

        Assert.Equal("Repas", Assert.Single((await ChargesAsync(Jean)).Lines).Label);
        Assert.Equal("Garderie du matin", Assert.Single((await ChargesAsync(Jeanne)).Lines).Label);
    }

    private async Task<int> LeftAsync() => Assert.Single((await As(Jean).GetAsAsync<PrepaidView>(Root + "prepaid")).Accounts).Book!.Left;
}

public sealed class TicketMoneyOnSqlite() : TicketMoneyTests(TestDatabase.Sqlite);

public sealed class TicketMoneyOnSqlServer() : TicketMoneyTests(TestDatabase.SqlServer);
