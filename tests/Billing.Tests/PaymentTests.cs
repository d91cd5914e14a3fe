using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>Money at the counter: taken in, allocated, kept, given back, handed in, and the day that closes only when all of it has its place.</summary>
public abstract class PaymentTests(TestDatabase database) : CounterWorld(database)
{
    [Fact]
    public async Task A_cheque_pays_the_oldest_invoice_first_and_the_rest_is_kept_for_the_next_one()
    {
        await Billing.DeliverAsync(MoreauFamily());

        var payment = await PayAsync(Moreau, 30m);

        Assert.Equal([("AL-41", 18m), ("AL-52", 9m)], payment.Allocations.Select(a => (a.Number, a.Amount)));
        Assert.Equal(("2026-229", 3m, "Chèque"), (payment.Payment.Number, payment.Payment.Advance, payment.Payment.MethodLabel));
        Assert.Equal((-3m, 0), ((await AccountAsync(Moreau)).Balance, (await AccountAsync(Moreau)).Unpaid.Length));
        var told = await Eventually.SeeAsync(() => Task.FromResult(Billing.Published.OfType<PaymentRecorded>().FirstOrDefault()), e => e is not null);
        Assert.Equal((3000L, 300L, "AL-41,AL-52"), (told!.Cents, told.Advance, string.Join(',', told.On)));
        await Billing.DeliverAsync(Settled(Moreau, Cell(Noe, "restauration", 3)));
        await IssueAsync(Day(12, 1), Day(12, 31));
        Assert.Equal((3.40m, "part"), ((await InvoiceAsync(Moreau)).Invoice.Remaining, (await InvoiceAsync(Moreau)).Invoice.State));
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task The_same_payment_sent_twice_is_one_and_another_with_its_key_is_refused()
    {
        await Billing.DeliverAsync(MoreauFamily());
        var body = Body(Moreau, 10m);

        var (first, second) = (await Cash.PostAsAsync<PaymentDetail>($"{Api}/payments", body), await Cash.PostAsAsync<PaymentDetail>($"{Api}/payments", body));

        Assert.Equal(first.Payment.Number, second.Payment.Number);
        Assert.Equal(17m, (await AccountAsync(Moreau)).Balance);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "payment.exists", await Cash.PostAsJsonAsync($"{Api}/payments", body with { Amount = 11m }));
    }

    [Fact]
    public async Task By_hand_never_more_than_is_open()
    {
        await Billing.DeliverAsync(MoreauFamily());
        var lines = (await Cash.GetAsAsync<CounterView>($"{Api}/counter?family={Moreau}&office=garderie-alsh&method=cheque&amount=20")).Lines;
        Assert.Equal([("AL-41", 18m), ("AL-52", 2m)], lines.Select(l => (l.Number, l.Proposed)));
        AllocateLine On(int i, decimal amount) => new(lines[i].Invoice, lines[i].Line, amount);

        foreach (var wrong in new[] { [On(0, 18.01m)], [On(0, 10), On(0, 10)], [On(1, 9), On(0, 12)], [On(0, -1)], new[] { On(0, 1.005m) } })
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "payment.allocation",
                await Cash.PostAsJsonAsync($"{Api}/payments", Body(Moreau, 20m) with { Allocations = wrong }));
        }

        var payment = await Cash.PostAsAsync<PaymentDetail>($"{Api}/payments", Body(Moreau, 20m) with { Allocations = [On(1, 9)] });
        Assert.Equal(("AL-52", 11m), (Assert.Single(payment.Allocations).Number, payment.Payment.Advance));
        var allocated = await Cash.PostAsAsync<PaymentDetail>($"{Api}/payments/{payment.Payment.Id}/allocate", new AllocatePayment());
        Assert.Equal(0m, allocated.Payment.Advance);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "payment.used",
            await Cash.PostAsJsonAsync($"{Api}/payments/{payment.Payment.Id}/allocate", new AllocatePayment()));
    }

    [Fact]
    public async Task An_advance_that_no_open_invoice_waits_for_stays_and_says_so()
    {
        await Billing.DeliverAsync(MoreauFamily());
        var payment = await Cash.PostAsAsync<PaymentDetail>($"{Api}/payments", Body(Moreau, 30m));
        Assert.Equal(3m, payment.Payment.Advance);

        await HttpAssert.ProblemAsync(
            HttpStatusCode.Conflict, "payment.nothing-open",
            await Cash.PostAsJsonAsync($"{Api}/payments/{payment.Payment.Id}/allocate", new AllocatePayment()));
    }

    [Fact]
    public async Task A_bounced_cheque_opens_its_invoices_again_with_its_reason_in_the_statement()
    {
        await Billing.DeliverAsync(MoreauFamily());
        var payment = await PayAsync(Moreau, 27m);

        var reversed = await Cash.PostAsAsync<PaymentDetail>($"{Api}/payments/{payment.Payment.Id}/reverse", new ReversePayment("sans provision", Day(12, 8)));

        Assert.Equal(("reversed", "sans provision"), (reversed.Payment.State, reversed.ReversedBecause));
        Assert.Equal((27m, 2), ((await AccountAsync(Moreau)).Balance, (await AccountAsync(Moreau)).Unpaid.Length));
        var last = (await As(Moreau).GetAsAsync<StatementView>($"{Api}/statement")).Lines[^1];
        Assert.Equal(("Règlement annulé : sans provision", 27m), (last.Description.Replace('\u00A0', ' '), last.Debit));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "payment.reversed",
            await Cash.PostAsJsonAsync($"{Api}/payments/{payment.Payment.Id}/reverse", new ReversePayment("encore", Day(12, 8))));
        var told = await Eventually.SeeAsync(() => Task.FromResult(Billing.Published.OfType<PaymentRecorded>().FirstOrDefault(e => e.Reversed is not null)),
            e => e is not null);
        Assert.Equal(2, told!.Version);
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task What_was_paid_of_an_invoice_is_not_taken_back_once_the_treasury_collects_its_rest()
    {
        await Billing.DeliverAsync(JeanFamily());
        var payment = await PayAsync(Jean, 20m);
        var open = Assert.Single((await AccountAsync(Jean)).Unpaid);
        var done = await AsAgent(Permissions.Billing).PostAsAsync<HandedOver>($"{Api}/invoices/title", new HandOver("12", Day(12, 8), [open.Id]));
        Assert.Equal((1, 100.60m), (done.Done, done.Amount));

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "payment.titled",
            await Cash.PostAsJsonAsync($"{Api}/payments/{payment.Payment.Id}/reverse", new ReversePayment("sans provision", Day(12, 8))));

        Assert.Equal(0m, (await AccountAsync(Jean)).Balance);
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task A_refund_is_asked_for_at_most_the_advance_and_moves_the_account_once_paid()
    {
        await Billing.DeliverAsync(MoreauFamily());
        var payment = await PayAsync(Moreau, 87m);
        var path = $"{Api}/payments/{payment.Payment.Id}/refund";
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "refund.tooMuch", await Cash.PostAsJsonAsync(path, new AskRefund(75m, "payé deux fois")));

        var asked = await Cash.PostAsAsync<PaymentDetail>(path, new AskRefund(60m, "payé deux fois"));

        var refund = Assert.Single(asked.Refunds);
        Assert.Equal(("requested", 60m, 0m), (refund.State, refund.Amount, asked.Payment.Advance));
        Assert.Equal(-60m, (await AccountAsync(Moreau)).Balance);
        var reversal = new ReversePayment("Sans provision", payment.Payment.Date);
        async Task<string> RefusedAsync() =>
            await (await Cash.PostAsJsonAsync($"{Api}/payments/{payment.Payment.Id}/reverse", reversal)).Content.ReadAsStringAsync();
        Assert.Contains("abandonnez d", await RefusedAsync(), StringComparison.Ordinal);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "refund.method", await GiveBackAsync(refund.Id, PayMethods.Ancv));
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await GiveBackAsync(refund.Id, PayMethods.Transfer));
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await GiveBackAsync(refund.Id, PayMethods.Transfer));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "refund.settled", await Cash.PostAsync($"{Api}/refunds/{refund.Id}/cancelled", null));
        Assert.Equal(0m, (await AccountAsync(Moreau)).Balance);
        Assert.Equal("Virement", Assert.Single((await Cash.GetAsAsync<PaymentDetail>($"{Api}/payments/{payment.Payment.Id}")).Refunds).MethodLabel);
        Assert.Contains("Remboursement : Virement", (await As(Moreau).GetAsAsync<StatementView>($"{Api}/statement")).Lines.Select(l =>
            l.Description.Replace('\u00A0', ' ')));
        // What has left can't be abandoned: the sentence asks for nothing that no button does.
        var refused = await RefusedAsync();
        Assert.Contains("rendus", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("abandonnez", refused, StringComparison.Ordinal);
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task Vouchers_pay_the_care_the_convention_names_and_nothing_else()
    {
        await SetAsync(office => office["collecting"] = JsonNode.Parse("""
            { "methods": ["cheque", "cesuPaper"], "vouchers": [{ "method": "cesuPaper", "units": ["garderie-matin"] }, { "method": "cesuPaper", "units": ["alsh-mercredi-journee"], "below": 6 }] }
            """));
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "garderie-matin", 10), Cell(Louise, "alsh-mercredi-journee", 9),
            Cell(Ines, "alsh-mercredi-journee", 9), Cell(Louise, "restauration", 10)));
        await IssueAsync(Day(12, 1), Day(12, 31));

        var counter = await Cash.GetAsAsync<CounterView>($"{Api}/counter?family={Jean}&office=garderie-alsh&method=cesuPaper&amount=40");

        // Louise's morning and the Wednesday of Inès, who is four; not the meal, nor Louise's Wednesday.
        Assert.Equal(1.10m + 9.20m, counter.Accepted);
        Assert.Equal(2, counter.Lines.Count(l => l.Allowed));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "payment.method",
            await Cash.PostAsJsonAsync($"{Api}/payments", Body(Jean, 40m) with { Method = PayMethods.CesuPaper }));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "payment.method",
            await Cash.PostAsJsonAsync($"{Api}/payments", Body(Jean, 40m) with { Method = PayMethods.Ancv }));
        var payment = await Cash.PostAsAsync<PaymentDetail>($"{Api}/payments", Body(Jean, 10m) with { Method = PayMethods.CesuPaper });
        Assert.Equal(10m, payment.Allocations.Sum(a => a.Amount));
        Assert.DoesNotContain(payment.Allocations, a => a.Label.Contains("Repas", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("0", "request.invalid")]
    [InlineData("1.005", "payment.amount")]
    [InlineData("99999999", "request.invalid")]
    public async Task A_wrong_amount_is_refused_with_a_code(string amount, string code)
    {
        await Billing.DeliverAsync(MoreauFamily());
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, code,
            await Cash.PostAsJsonAsync($"{Api}/payments", Body(Moreau, decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture))));
    }

    [Fact]
    public async Task A_family_sees_its_own_payments_only_and_records_none()
    {
        await Billing.DeliverAsync(MoreauFamily());
        var payment = await PayAsync(Moreau, 10m);

        await HttpAssert.StatusAsync(HttpStatusCode.OK, await As(Moreau).GetAsync($"{Api}/payments/{payment.Payment.Id}"));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await As(Jean).GetAsync($"{Api}/payments/{payment.Payment.Id}"));
        await HttpAssert.StatusAsync(HttpStatusCode.Forbidden, await As(Moreau).PostAsJsonAsync($"{Api}/payments", Body(Moreau, 5m)));
        await HttpAssert.StatusAsync(HttpStatusCode.Forbidden, await AsAgent(Permissions.Billing).PostAsJsonAsync($"{Api}/payments", Body(Moreau, 5m)));
        Assert.DoesNotContain((await As(Jean).GetAsAsync<PaymentsView>($"{Api}/payments")).Payments, p => p.Family == Moreau);
    }

    private Task<AccountView> AccountAsync(Guid family) => As(family).GetAsAsync<AccountView>($"{Api}/account");

    private async Task SetAsync(Action<JsonNode> change)
    {
        var agent = AsAgent(Permissions.Settings);
        var view = await agent.GetAsAsync<SectionView>($"{Api}/settings");
        var document = JsonNode.Parse(view.Document.GetRawText())!;
        change(document["cashOffices"]![0]!);
        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await agent.PutAsJsonAsync($"{Api}/settings", new SaveSection(view.Version, JsonSerializer.SerializeToElement(document))));
    }
}

public sealed class PaymentOnSqlite() : PaymentTests(TestDatabase.Sqlite);

public sealed class PaymentOnSqlServer() : PaymentTests(TestDatabase.SqlServer);
