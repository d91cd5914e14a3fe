using System.Net;
using System.Net.Http.Json;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests.Exchange;

public abstract class OnlinePaymentTests(TestDatabase database) : OnlineWorld(database)
{
    [Fact]
    public async Task Paid_on_the_treasurys_page_and_told_the_invoice_is_settled_with_a_receipt()
    {
        var (attempt, operation) = await StartAsync();
        Assert.Equal(("12060", "012345", "W", "jean.dupont@example.test"),
            (operation.Fields["montant"], operation.Fields["numcli"], operation.Fields["saisie"], operation.Fields["mel"]));
        Assert.Equal($"https://portail.example/biviers/paiements/{attempt}", operation.Fields["urlredirect"]);
        Assert.Equal("https://portail.example/api/biviers/billing/payfip/notification", operation.Fields["urlnotif"]);
        Desk.Decide(operation, "P");

        await NotifyAsync(operation.IdOp);

        var view = await AttemptAsync(attempt);
        Assert.Equal(("paid", 120.60m, 0m, "paid"), (view.State, view.Amount, view.Kept, view.Invoice.State));
        var payment = Assert.Single(await PaymentsAsync());
        Assert.Equal((120.60m, PayMethods.Card, 0m, view.Receipt), (payment.Amount, payment.Method, payment.Advance, payment.Number));
        Assert.Equal(["AL-36"], payment.On);
        Assert.Equal(0m, (await As(Jean).GetAsAsync<AccountView>("/api/biviers/billing/account")).Balance);
        Assert.Equal("paid", (await ShowAsync(view.Invoice.Id)).Code);
    }

    [Fact]
    public async Task A_date_of_an_agreed_plan_is_paid_by_itself_and_the_next_one_comes()
    {
        var invoice = await InvoiceAsync();
        Assert.Null((await ShowAsync(invoice.Id)).Part);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "online.part", await TryStartAsync(invoice.Id, part: true));
        await Agent().PostAsAsync<PlanView>("/api/biviers/billing/dunning/plans", new AgreePlan("garderie-alsh", Jean, 3, new DateOnly(2026, 12, 15)));
        Assert.Equal(new OnlinePart(40.20m, new DateOnly(2026, 12, 15)), (await ShowAsync(invoice.Id)).Part);

        var (attempt, operation) = await StartAsync(part: true);
        Assert.Equal("4020", operation.Fields["montant"]);
        Desk.Decide(operation, "P");
        await NotifyAsync(operation.IdOp);

        var view = await AttemptAsync(attempt);
        Assert.Equal(("paid", 40.20m, 0m, 80.40m), (view.State, view.Amount, view.Kept, view.Invoice.Remaining));
        Assert.Equal(new DateOnly(2027, 1, 15), view.Invoice.PlanNext);
        var shown = await ShowAsync(invoice.Id);
        Assert.Equal((80.40m, new OnlinePart(40.20m, new DateOnly(2027, 1, 15))), (shown.Amount, shown.Part));
        (_, operation) = await StartAsync(part: true);
        Desk.Decide(operation, "P");
        await NotifyAsync(operation.IdOp);
        // The last date is all that is left.
        Assert.Equal((40.20m, null), ((await ShowAsync(invoice.Id)).Amount, (await ShowAsync(invoice.Id)).Part));
    }

    [Fact]
    public async Task Notification_return_and_poller_at_once_post_one_payment()
    {
        var (attempt, operation) = await StartAsync();
        Desk.Decide(operation, "P");
        Billing.Clock.Advance(TimeSpan.FromMinutes(4));

        await Task.WhenAll(NotifyAsync(operation.IdOp), NotifyAsync(operation.IdOp), AttemptAsync(attempt), PollAsync(), NotifyAsync(operation.IdOp));

        Assert.Single(await PaymentsAsync());
        Assert.Equal("paid", (await AttemptAsync(attempt)).State);
    }

    [Fact]
    public async Task With_the_notification_lost_and_the_tab_closed_the_poller_finds_the_payment()
    {
        var (_, operation) = await StartAsync();
        Desk.Decide(operation, "P");

        await PollAsync();
        Assert.Empty(await PaymentsAsync());
        Billing.Clock.Advance(TimeSpan.FromMinutes(1));
        await PollAsync();

        Assert.Single(await PaymentsAsync());
    }

    [Fact]
    public async Task A_forged_notification_pays_nothing()
    {
        var (attempt, operation) = await StartAsync();

        await NotifyAsync(Guid.NewGuid().ToString());
        await NotifyAsync(operation.IdOp);
        using var client = Billing.Client();
        using var all = new FormUrlEncodedContent([new("idop", operation.IdOp), new("resultrans", "P"), new("montant", "12060")]);
        await client.PostAsync("/api/biviers/billing/payfip/notification", all);
        await client.GetAsync($"/api/nowhere/billing/payfip/notification?idop={operation.IdOp}");

        Assert.Equal("waiting", (await AttemptAsync(attempt)).State);
        Assert.Empty(await PaymentsAsync());
    }

    [Fact]
    public async Task What_is_paid_stays_paid_when_the_treasury_says_otherwise_later()
    {
        var (attempt, operation) = await StartAsync();
        Desk.Decide(operation, "P");
        await NotifyAsync(operation.IdOp);
        Desk.Decide(operation, "R");

        await NotifyAsync(operation.IdOp);

        Assert.Equal("paid", (await AttemptAsync(attempt)).State);
        Assert.Single(await PaymentsAsync());
    }

    [Theory]
    [InlineData("montant", "1206", "autre montant")]
    [InlineData("refdet", "AL2026000099", "autre paiement")]
    [InlineData("saisie", "T", "autre mode")]
    public async Task An_answer_about_something_else_posts_nothing_and_waits_for_an_agent(string field, string value, string said)
    {
        var (attempt, operation) = await StartAsync();
        operation.Overrides[field] = value;
        Desk.Decide(operation, "P");

        await NotifyAsync(operation.IdOp);

        Assert.Equal("alarm", (await AttemptAsync(attempt)).State);
        Assert.Empty(await PaymentsAsync());
        Assert.Contains(said, Assert.Single((await ToVerifyAsync()).Attempts).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_nobody_knows_yet_waits_and_calls_an_agent()
    {
        var (attempt, operation) = await StartAsync();
        Desk.Decide(operation, "Q");

        await NotifyAsync(operation.IdOp);

        Assert.Equal("waiting", (await AttemptAsync(attempt)).State);
        Assert.Contains("Résultat inconnu (Q)", Assert.Single((await ToVerifyAsync()).Attempts).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_payment_the_treasury_forgot_is_not_asked_for_again()
    {
        var (attempt, operation) = await StartAsync();
        operation.Forgotten = true;
        Billing.Clock.Advance(TimeSpan.FromMinutes(1));
        await PollAsync();
        var asked = Desk.Asked;

        Billing.Clock.Advance(TimeSpan.FromHours(30));
        await PollAsync();

        Assert.Equal(asked, Desk.Asked);
        Assert.Null((await AttemptAsync(attempt)).NextAskAt);
        Assert.Null((await ShowAsync((await InvoiceAsync()).Id)).Code);
    }

    [Fact]
    public async Task Paid_after_it_expired_is_posted_all_the_same()
    {
        var (attempt, operation) = await StartAsync();
        Billing.Clock.Advance(TimeSpan.FromMinutes(21));
        await PollAsync();
        Assert.Equal("expired", (await AttemptAsync(attempt)).State);
        Desk.Decide(operation, "P");

        Billing.Clock.Advance(TimeSpan.FromMinutes(40));
        await PollAsync();

        Assert.Equal("paid", (await AttemptAsync(attempt)).State);
        Assert.Single(await PaymentsAsync());
    }

    [Fact]
    public async Task The_invoice_and_the_receipt_are_read_as_PDF_by_their_payer_alone()
    {
        var invoice = (await InvoiceAsync()).Id;
        var (attempt, operation) = await StartAsync();
        Desk.Decide(operation, "P");
        await NotifyAsync(operation.IdOp);
        var view = await AttemptAsync(attempt);

        var paper = await As(Jean).GetByteArrayAsync($"/api/biviers/billing/invoices/{invoice}/pdf");
        Assert.Contains("Facture AL-36", await Pdf.TextAsync(paper), StringComparison.Ordinal);
        Assert.Equal(paper, await As(Jean).GetByteArrayAsync($"/api/biviers/billing/invoices/{invoice}/pdf"));
        var receipt = await Pdf.TextAsync(await As(Jean).GetByteArrayAsync($"/api/biviers/billing/payments/{view.Payment}/pdf"));
        Assert.Contains($"Reçu n° {view.Receipt}", receipt, StringComparison.Ordinal);
        Assert.Contains("120,60 €", receipt, StringComparison.Ordinal);
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await As(Jeanne).GetAsync($"/api/biviers/billing/invoices/{invoice}/pdf"));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await As(Jeanne).GetAsync($"/api/biviers/billing/payments/{view.Payment}/pdf"));
    }

    [Fact]
    public async Task Only_the_payer_sees_and_pays_an_invoice()
    {
        var invoice = (await InvoiceAsync()).Id;
        Assert.True((await InvoiceAsync()).Online);
        var (attempt, _) = await StartAsync();
        // Closed without paying, the same page opens again as long as the treasury lets it.
        var open = await ShowAsync(invoice);
        Assert.Equal(("pending", open.Resume), (open.Code, (await AttemptAsync(attempt)).Resume));
        Assert.Contains("idop=", open.Resume, StringComparison.OrdinalIgnoreCase);
        Billing.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Null((await ShowAsync(invoice)).Resume);

        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await As(Jeanne).GetAsync($"/api/biviers/billing/online/{invoice}"));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await As(Jeanne).GetAsync($"/api/biviers/billing/online/attempts/{attempt}"));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await As(Jeanne).PostAsJsonAsync($"/api/biviers/billing/online/{invoice}", new StartOnlinePayment("j@example.test", "https://a.test/{attempt}")));
    }

    [Fact]
    public async Task An_agent_asks_whose_number_it_is_and_opens_or_closes_online_payment()
    {
        const string root = "/api/biviers/billing/online/";
        var view = await Agent().GetAsAsync<OnlineOfficesView>(root + "offices");
        Assert.Equal(("012345", "W"), view.Offices.Select(o => (o.ClientNumber, o.Mode)).Single());
        Assert.True((await Agent().PostAsAsync<OnlineClientView>(root + "client", new AskOnlineClient("018110"))).Known);
        Assert.Contains("ne connaît pas", (await Agent().PostAsAsync<OnlineClientView>(root + "client", new AskOnlineClient("000000"))).Said,
            StringComparison.Ordinal);

        var closed = await Agent().PutAsJsonAsync(root + "offices/garderie-alsh", new SaveOnlineOffice(view.Version, "012345", null));
        Assert.True(closed.IsSuccessStatusCode, await closed.Content.ReadAsStringAsync());

        var how = await ShowAsync((await InvoiceAsync()).Id);
        Assert.Equal(("closed", false, "chèque à l’ordre de Régie garderie ALSH Biviers"), (how.Code, how.Invoice.Online, how.Means!.Words[0]));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "settings.changed",
            await Agent().PutAsJsonAsync(root + "offices/garderie-alsh", new SaveOnlineOffice(view.Version, null, null)));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound,
            await Agent().PutAsJsonAsync(root + "offices/inconnue", new SaveOnlineOffice(view.Version, null, null)));
    }

    [Fact]
    public async Task Where_the_treasury_collects_number_and_reference_are_ready_until_the_last_day()
    {
        const string tenant = "saint-martin-dauxigny";
        var invoices = (await As(Petit, tenant).GetAsAsync<InvoicesView>($"/api/{tenant}/billing/invoices?state=all")).Invoices;
        var (old, recent) = (invoices.Single(i => i.Number == "SM-118"), invoices.Single(i => i.Number == "SM-164"));

        var open = await As(Petit, tenant).GetAsAsync<OnlineView>($"/api/{tenant}/billing/online/{recent.Id}");
        Assert.Equal((null, "018110", true, new DateOnly(2027, 1, 5)), (open.Code, open.Treasury!.ClientNumber, open.Treasury.Open, open.Treasury.Until));
        Assert.Equal("late", (await As(Petit, tenant).GetAsAsync<OnlineView>($"/api/{tenant}/billing/online/{old.Id}")).Code);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "online.title", await As(Petit, tenant).PostAsJsonAsync(
            $"/api/{tenant}/billing/online/{recent.Id}", new StartOnlinePayment("m@example.test", "https://a.test/{attempt}")));
    }
}

public sealed class OnlinePaymentOnSqlite() : OnlinePaymentTests(TestDatabase.Sqlite);

public sealed class OnlinePaymentOnSqlServer() : OnlinePaymentTests(TestDatabase.SqlServer);
