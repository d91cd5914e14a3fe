using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>Money at the counter: taken in, allocated, kept, given back, handed in, and the day that closes only when all of it has its place.</summary>
public abstract class PaymentTests(TestDatabase database) : BillingWorld(database)
{
    private const string Api = "/api/biviers/billing";

    private HttpClient Cash => AsAgent(Permissions.Cash);

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
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await Cash.PostAsync($"{Api}/refunds/{refund.Id}/paid", null));
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await Cash.PostAsync($"{Api}/refunds/{refund.Id}/paid", null));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "refund.settled", await Cash.PostAsync($"{Api}/refunds/{refund.Id}/cancelled", null));
        Assert.Equal(0m, (await AccountAsync(Moreau)).Balance);
        // What has left can't be abandoned: the sentence asks for nothing that no button does.
        var refused = await RefusedAsync();
        Assert.Contains("rendus", refused, StringComparison.Ordinal);
        Assert.DoesNotContain("abandonnez", refused, StringComparison.Ordinal);
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task A_day_closes_with_its_identity_and_its_drawer_and_never_moves_again()
    {
        await Billing.DeliverAsync(MoreauFamily());
        await PayAsync(Moreau, 20m, PayMethods.Cash);
        await PayAsync(Moreau, 10m);
        var day = await Cash.GetAsAsync<CashDayView>($"{Api}/days/2026-12-08?office=garderie-alsh");
        Assert.Equal((30m, 27m, 3m, 0m, true, 20m), (day.Received, day.Allocated, day.ToAllocate, day.Refunded, day.Balanced, day.CashExpected));

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "day.explain",
            await Cash.PutAsJsonAsync($"{Api}/days/2026-12-08?office=garderie-alsh", new CloseDay(18m, null)));
        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await Cash.PutAsJsonAsync($"{Api}/days/2026-12-08?office=garderie-alsh", new CloseDay(18m, "deux euros rendus en trop")));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "day.closed",
            await Cash.PutAsJsonAsync($"{Api}/days/2026-12-08?office=garderie-alsh", new CloseDay(20m, null)));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "day.future",
            await Cash.PutAsJsonAsync($"{Api}/days/2026-12-09?office=garderie-alsh", new CloseDay(0m, null)));
        foreach (var far in new[] { "0001-01-01", "9999-12-31" })
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "day.invalid", await Cash.GetAsync($"{Api}/days/{far}?office=garderie-alsh"));
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "day.invalid",
                await Cash.PutAsJsonAsync($"{Api}/days/{far}?office=garderie-alsh", new CloseDay(0m, null)));
        }
    }

    [Fact]
    public async Task What_comes_after_a_closing_stands_in_the_next_days_journal_under_its_true_date()
    {
        await Billing.DeliverAsync(MoreauFamily());
        var first = await PayAsync(Moreau, 20m, PayMethods.Cash);
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await Cash.PutAsJsonAsync($"{Api}/days/2026-12-08?office=garderie-alsh", new CloseDay(20m, null)));
        Billing.Clock.Advance(TimeSpan.FromMinutes(3));

        var late = await PayAsync(Moreau, 10m);
        await Cash.PostAsAsync<PaymentDetail>($"{Api}/payments/{first.Payment.Id}/reverse", new ReversePayment("billets repris", Day(12, 8)));

        Assert.Equal(Day(12, 8), late.Payment.Date);
        var closed = await DayAsync(8);
        Assert.Equal((20m, 20m, 0m, 1, 20m), (closed.Received, closed.Allocated, closed.ToAllocate, closed.Payments.Length, closed.CashExpected));
        Assert.Equal((new DayAfter(2, -10m), Day(12, 9)), (closed.After, closed.Next));
        var next = await DayAsync(9);
        Assert.Equal([("received", 10m), ("reversal", -20m)], next.Payments.Select(p => (p.State, p.Amount)));
        // The notes given back the day after: its drawer holds them no more, and both days say what was taken back.
        Assert.Equal((-10m, -20m, -20m, true), (next.Received, next.Cancelled, next.CashExpected, next.Balanced));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "day.future",
            await Cash.PutAsJsonAsync($"{Api}/days/2026-12-09?office=garderie-alsh", new CloseDay(null, null)));
        Billing.Clock.Advance(TimeSpan.FromDays(1));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await Cash.PutAsJsonAsync($"{Api}/days/2026-12-09?office=garderie-alsh", new CloseDay(null, null)));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "day.closed", await Cash.PostAsJsonAsync($"{Api}/payments", Body(Moreau, 5m)));
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task A_payment_cancelled_the_same_day_counts_nowhere_and_both_its_lines_stand()
    {
        await Billing.DeliverAsync(MoreauFamily());
        await PayAsync(Moreau, 30m, PayMethods.Cash);
        var cheque = await PayAsync(Moreau, 8.80m);
        var notes = await PayAsync(Moreau, 5m, PayMethods.Cash);
        foreach (var wrong in new[] { cheque, notes })
        {
            await Cash.PostAsAsync<PaymentDetail>($"{Api}/payments/{wrong.Payment.Id}/reverse", new ReversePayment("erreur de saisie", Day(12, 8)));
        }

        var day = await DayAsync(8);

        Assert.Equal((30m, 27m, 3m, 0m, 0m, true), (day.Received, day.Allocated, day.ToAllocate, day.Refunded, day.Cancelled, day.Balanced));
        Assert.Equal(day.Received, day.Payments.Sum(p => p.Amount));
        Assert.Equal([30m, 8.80m, 5m, -8.80m, -5m], day.Payments.Select(p => p.Amount));
        Assert.Equal([("cash", 1, 30m), ("cheque", 0, 0m)], day.Methods.Select(m => (m.Method, m.Count, m.Amount)).Order());
        Assert.Equal(30m, day.CashExpected);
        var follow = await Cash.GetAsAsync<FollowUpView>($"{Api}/follow-up?office=garderie-alsh");
        Assert.Equal((day.Received, day.ToAllocate), (follow.Received, follow.Advances.Sum(p => p.Advance)));
    }

    [Fact]
    public async Task A_day_whose_money_has_no_place_does_not_close()
    {
        await Billing.DeliverAsync(MoreauFamily());
        var payment = await PayAsync(Moreau, 20m);
        // A fault in the books: an allocation without its money.
        await Billing.InTenantAsync("biviers", async s =>
        {
            var db = (BillingDb)s.GetService(typeof(BillingDb))!;
            db.Allocations.Add(new Ledger.Allocation
            {
                Id = Guid.NewGuid(),
                Payer = Moreau,
                Source = payment.Payment.Id,
                InvoiceId = Guid.NewGuid(),
                LineNo = 1,
                Cents = 500,
                Date = Day(12, 8)
            });
            await db.SaveChangesAsync();
            return true;
        });

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "day.unbalanced",
            await Cash.PutAsJsonAsync($"{Api}/days/2026-12-08?office=garderie-alsh", new CloseDay(null, null)));
    }

    [Fact]
    public async Task Cheques_go_on_numbered_slips_with_their_total()
    {
        await Billing.DeliverAsync(MoreauFamily());
        await PayAsync(Moreau, 18m);
        await PayAsync(Moreau, 9m);
        Assert.Equal((2, 27m), (await Cash.GetAsAsync<DepositsView>($"{Api}/deposits")).Waiting.Select(w => (w.Count, w.Amount)).Single());

        var made = await (await Cash.PostAsJsonAsync($"{Api}/deposits", new MakeDeposit("garderie-alsh", PayMethods.Cheque, Day(12, 8))))
            .ReadAsync<DepositView>();

        Assert.Equal(("2026-1", 2, 27m), (made.Number, made.Count, made.Amount));
        Assert.Equal(27m, (await Cash.GetAsAsync<DepositView>($"{Api}/deposits/{made.Id}")).Payments!.Sum(p => p.Amount));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "deposit.empty",
            await Cash.PostAsJsonAsync($"{Api}/deposits", new MakeDeposit("garderie-alsh", PayMethods.Cheque, Day(12, 8))));
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

    private static RecordPayment Body(Guid family, decimal amount) => new(Guid.NewGuid(), family, "garderie-alsh", Day(12, 8), PayMethods.Cheque, amount);

    private Task<PaymentDetail> PayAsync(Guid family, decimal amount, string method = PayMethods.Cheque) =>
        Cash.PostAsAsync<PaymentDetail>($"{Api}/payments", Body(family, amount) with { Method = method });

    private Task<CashDayView> DayAsync(int day) => Cash.GetAsAsync<CashDayView>($"{Api}/days/2026-12-{day:00}?office=garderie-alsh");

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
