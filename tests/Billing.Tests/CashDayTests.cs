using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

/// <summary>A day of the drawer: closed with its sums, never moved again.</summary>
public abstract class CashDayTests(TestDatabase database) : CounterWorld(database)
{
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
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "day.closed",
            await Cash.PostAsJsonAsync($"{Api}/payments/{late.Payment.Id}/reverse", new ReversePayment("chèque rendu", Day(12, 8))));
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
    public async Task Money_given_back_stands_in_the_journal_of_the_day_it_left_and_notes_leave_the_drawer()
    {
        await Billing.DeliverAsync(MoreauFamily());
        // 27 € are owed: 60 and 13 are in advance.
        var cheque = await PayAsync(Moreau, 87m);
        var asked = await Cash.PostAsAsync<PaymentDetail>($"{Api}/payments/{cheque.Payment.Id}/refund", new AskRefund(40m, "payé deux fois"));
        Billing.Clock.Advance(TimeSpan.FromDays(1));
        var notes = await Cash.PostAsAsync<PaymentDetail>($"{Api}/payments", Body(Moreau, 50m) with { Date = Day(12, 9), Method = PayMethods.Cash });
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await GiveBackAsync(asked.Refunds[0].Id, PayMethods.Cash));
        var same = await Cash.PostAsAsync<PaymentDetail>($"{Api}/payments/{notes.Payment.Id}/refund", new AskRefund(5m, "billet en trop"));
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await GiveBackAsync(same.Refunds[0].Id, PayMethods.Transfer));

        var (before, day) = (await DayAsync(8), await DayAsync(9));

        Assert.Empty(before.Back!);
        Assert.Equal((87m, 27m, 20m, 40m, true), (before.Received, before.Allocated, before.ToAllocate, before.Refunded, before.Balanced));
        Assert.Equal([("Espèces", 40m, cheque.Payment.Number, "payé deux fois"), ("Virement", 5m, notes.Payment.Number, "billet en trop")],
            day.Back!.Select(b => (b.MethodLabel!, b.Amount, b.Number, b.Reason)));
        // 50 came in and 40 went out of the drawer; the transfer is no matter of it.
        Assert.Equal((50m, 45m, 50m, 40m, 10m, true), (day.Received, day.BackTotal, day.CashIn, day.CashBack, day.CashExpected, day.Balanced));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await Cash.PutAsJsonAsync($"{Api}/days/2026-12-09?office=garderie-alsh", new CloseDay(10m, null)));
        var money = (await AsAgent(Permissions.MoneyView).GetAsAsync<FigureLines>($"{Api}/figures/lines?figure=received&month=2026-12")).Lines;
        Assert.Equal(["Chèque", "Espèces", "Remboursement : Espèces", "Remboursement : Virement"],
            money.Select(l => l.Label.Replace('\u00A0', ' ')).Order(StringComparer.Ordinal));
        await Invariants.HoldAsync(Billing, "biviers");
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
        await Cash.PostAsAsync<PaymentDetail>($"{Api}/payments", Body(Moreau, 18m) with { Bank = "Banque Postale", Reference = "0012345" });
        await PayAsync(Moreau, 9m);
        Assert.Equal((2, 27m), (await Cash.GetAsAsync<DepositsView>($"{Api}/deposits")).Waiting.Select(w => (w.Count, w.Amount)).Single());

        var made = await (await Cash.PostAsJsonAsync($"{Api}/deposits", new MakeDeposit("garderie-alsh", PayMethods.Cheque, Day(12, 8))))
            .ReadAsync<DepositView>();

        Assert.Equal(("2026-1", 2, 27m), (made.Number, made.Count, made.Amount));
        var slip = await Cash.GetAsAsync<DepositView>($"{Api}/deposits/{made.Id}");
        Assert.Equal(27m, slip.Payments!.Sum(p => p.Amount));
        Assert.Equal(["Banque Postale, n°\u00A00012345", null], slip.Payments!.OrderByDescending(p => p.Amount).Select(p => p.Paper));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "deposit.empty",
            await Cash.PostAsJsonAsync($"{Api}/deposits", new MakeDeposit("garderie-alsh", PayMethods.Cheque, Day(12, 8))));
    }

    private Task<CashDayView> DayAsync(int day) => Cash.GetAsAsync<CashDayView>($"{Api}/days/2026-12-{day:00}?office=garderie-alsh");
}

public sealed class CashDayOnSqlite() : CashDayTests(TestDatabase.Sqlite);

public sealed class CashDayOnSqlServer() : CashDayTests(TestDatabase.SqlServer);
