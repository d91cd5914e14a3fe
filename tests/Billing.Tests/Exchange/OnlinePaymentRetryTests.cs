using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests.Exchange;

/// <summary>A payment that came to nothing, waits, or was begun twice.</summary>
public abstract class OnlinePaymentRetryTests(TestDatabase database) : OnlineWorld(database)
{
    [Fact]
    public async Task Abandoned_the_payer_begins_again_at_once_and_money_of_both_tries_is_kept()
    {
        var (first, one) = await StartAsync();
        Desk.Decide(one, "A");
        await NotifyAsync(one.IdOp);
        Assert.Equal("abandoned", (await AttemptAsync(first)).State);
        var (second, two) = await StartAsync();
        Assert.NotEqual(first, second);
        Desk.Decide(two, "P");
        await NotifyAsync(two.IdOp);
        Desk.Decide(one, "P");

        await NotifyAsync(one.IdOp);

        Assert.Equal((120.60m, "paid"), ((await AttemptAsync(first)).Kept, (await AttemptAsync(first)).State));
        Assert.Equal([0m, 120.60m], (await PaymentsAsync()).Select(p => p.Advance).Order());
        Assert.Equal(-120.60m, (await As(Jean).GetAsAsync<AccountView>("/api/biviers/billing/account")).Balance);
    }

    [Fact]
    public async Task Refused_by_the_bank_nothing_is_owed_less_and_the_button_is_back()
    {
        var (attempt, operation) = await StartAsync();
        Desk.Decide(operation, "R");
        await NotifyAsync(operation.IdOp);

        Assert.Equal("refused", (await AttemptAsync(attempt)).State);
        Assert.Null((await ShowAsync((await InvoiceAsync()).Id)).Code);
        Assert.NotEqual(attempt, (await StartAsync()).Attempt);
    }

    [Fact]
    public async Task Two_clicks_make_one_payment()
    {
        var invoice = (await InvoiceAsync()).Id;
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TryStartAsync(invoice)));

        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.OK or HttpStatusCode.Conflict));
        Assert.Contains(answers, a => a.IsSuccessStatusCode);
        Assert.Single(Desk.Operations);
        var (again, _) = await StartAsync();
        Assert.Equal(again, (await answers.First(a => a.IsSuccessStatusCode).Content.ReadFromJsonAsync<OnlineStarted>())!.Attempt);
    }

    [Fact]
    public async Task While_one_payment_waits_another_is_not_begun()
    {
        var (attempt, _) = await StartAsync();
        Billing.Clock.Advance(TimeSpan.FromMinutes(5));
        var invoice = (await InvoiceAsync()).Id;

        var view = await ShowAsync(invoice);
        Assert.Equal(("pending", (Guid?)attempt), (view.Code, view.Attempt));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "online.pending", await TryStartAsync(invoice));
        Billing.Clock.Advance(TimeSpan.FromMinutes(16));
        Assert.Null((await ShowAsync(invoice)).Code);
    }

    [Fact]
    public async Task A_name_too_old_or_used_lets_the_payer_begin_again()
    {
        var (attempt, operation) = await StartAsync();
        Desk.Down = "P4";
        await NotifyAsync(operation.IdOp);
        Desk.Down = null;

        Assert.Equal("expired", (await AttemptAsync(attempt)).State);
        Assert.NotEqual(attempt, (await StartAsync()).Attempt);
    }

    [Fact]
    public async Task Paid_at_the_counter_meanwhile_the_online_money_is_kept()
    {
        await Billing.DeliverAsync(new FamilyChanged("biviers", new DateTime(2026, 12, 8, 8, 0, 0, DateTimeKind.Utc), Jean, 1, "1001001818331", "DUPONT Jean",
            true, [], [], []));
        var (attempt, operation) = await StartAsync();
        var counter = await Agent()
            .PostAsJsonAsync("/api/biviers/billing/payments",
                new RecordPayment(Guid.NewGuid(), Jean, "garderie-alsh", new DateOnly(2026, 12, 8), PayMethods.Cash, 120.60m));
        Assert.True(counter.IsSuccessStatusCode, await counter.Content.ReadAsStringAsync());
        Desk.Decide(operation, "V");

        await NotifyAsync(operation.IdOp);

        Assert.Equal(120.60m, (await AttemptAsync(attempt)).Kept);
        Assert.Equal((PayMethods.DirectDebit, 120.60m), Assert.Single((await PaymentsAsync()).Select(p => (p.Method, p.Advance))));
    }

    [Fact]
    public async Task When_the_treasury_is_down_nothing_is_begun_and_later_it_works()
    {
        Desk.Down = "999";
        var invoice = (await InvoiceAsync()).Id;
        await HttpAssert.ProblemAsync(HttpStatusCode.ServiceUnavailable, "online.unavailable", await TryStartAsync(invoice));
        Desk.Down = null;

        Assert.Null((await ShowAsync(invoice)).Code);
        Assert.NotNull((await StartAsync()).Operation);
    }
}

public sealed class OnlinePaymentRetryOnSqlite() : OnlinePaymentRetryTests(TestDatabase.Sqlite);

public sealed class OnlinePaymentRetryOnSqlServer() : OnlinePaymentRetryTests(TestDatabase.SqlServer);
