using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Preau.Billing.Dunning;
using Preau.Billing.Plans;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests.Exchange;

/// <summary>Reminders step after step, asleep while a plan is kept, and what a difficulty told
/// in time changes. AL-36 of Jean is due since 30 November.</summary>
public abstract class DunningTests(TestDatabase database) : BillingWorld(database)
{
    private const string Root = "/api/biviers/billing/";

    private HttpClient Agent => AsAgent(Permissions.Billing);

    [Fact]
    public async Task Each_step_comes_in_its_turn_once_with_its_letter_and_its_message()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(MoreauFamily());
        Assert.Equal([("MOREAU Claire", 27.00m, (int?)2 - 1)],
            (await RowsAsync()).Where(r => r.Step is not null && r.Family == Moreau).Select(r => (r.Payer, r.Owed, r.Step)));

        var first = await SendAsync(1, Jean, Moreau);
        var again = await SendAsync(1, Jean, Moreau);

        Assert.Equal((2, 147.60m, 0), (first.Sent, first.Amount, first.LeftOut));
        Assert.Equal((0, 2), (again.Sent, again.LeftOut));
        var jean = (await RowsAsync()).Single(r => r.Family == Jean);
        Assert.Equal((1, (int?)null), (jean.Sent, jean.Step));
        var told = await Eventually.SeeAsync(() => Task.FromResult(Billing.Published.OfType<FamilyNotified>().Where(n => n.Kind == "dunning").ToList()),
            n => n.Count == 2);
        Assert.Contains("facture AL-36", told.Single(n => n.FamilyId == Jean).Text, StringComparison.Ordinal);
        var sent = (await ViewAsync()).Recent.Single(r => r.Payer == "DUPONT Jean");
        var letter = await As(Jean).GetAsync(Root + $"reminders/{sent.Id}/pdf");
        Assert.Equal("application/pdf", letter.Content.Headers.ContentType!.MediaType);
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await As(Moreau).GetAsync(Root + $"reminders/{sent.Id}/pdf"));

        // Claire's debt is old enough for the second letter, her first left today: it comes a week after.
        Assert.Equal((1, (int?)null), (await RowsAsync()).Where(r => r.Family == Moreau).Select(r => (r.Sent, r.Step)).Single());
        Assert.Equal((0, 1), (await SendAsync(2, Moreau)) is var early ? (early.Sent, early.LeftOut) : default);
        Billing.Clock.Advance(TimeSpan.FromDays(7));
        Assert.Equal(2, (await RowsAsync()).Single(r => r.Family == Moreau).Step);
        Billing.Clock.Advance(TimeSpan.FromDays(16));
        Assert.Equal(2, (await RowsAsync()).Single(r => r.Family == Jean).Step);
        await SendAsync(2, Jean);
        Billing.Clock.Advance(TimeSpan.FromDays(31));
        Assert.Equal(3, (await RowsAsync()).Single(r => r.Family == Jean).Step);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "dunning.handOver",
            await Agent.PostAsJsonAsync(Root + "dunning", new SendReminders("garderie-alsh", 3, [Jean])));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await Agent.GetAsync(Root + "dunning?office=autre"));
    }

    [Fact]
    public async Task The_letters_of_a_step_are_one_print_with_their_list_in_the_order_of_the_envelopes()
    {
        await Billing.DeliverAsync(JeanFamily() with { Address = new FamilyAddress("1 rue du Bas", "38660", "La Terrasse") });
        await Billing.DeliverAsync(MoreauFamily());
        Assert.Equal(2, (await SendAsync(1, Jean, Moreau)).OnPaper);
        var print = Assert.Single((await ViewAsync()).Prints!);
        Assert.Equal((1, Day(12, 8), 2, 2), (print.Step, print.Date, print.Reminders, print.OnPaper));

        var bytes = await Agent.GetByteArrayAsync(Letters());
        var text = await Pdf.TextAsync(bytes);
        Assert.Equal(3, Pages(bytes));
        Assert.Equal(5, Pages(await Agent.GetByteArrayAsync(Letters() + "&bothSides=true")));
        // 38330 before 38660, in the list as in the letters.
        Assert.True(text.IndexOf("MOREAU Claire", StringComparison.Ordinal) < text.IndexOf("DUPONT Jean", StringComparison.Ordinal));
        Assert.True(text.LastIndexOf("MOREAU Claire", StringComparison.Ordinal) < text.LastIndexOf("DUPONT Jean", StringComparison.Ordinal));
        Assert.Contains("147,60", text, StringComparison.Ordinal);
        Assert.Equal(bytes, await Agent.GetByteArrayAsync(Letters()));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await Agent.GetAsync(Letters(2)));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await Agent.GetAsync(Root + "dunning/letters"));
        await HttpAssert.StatusAsync(HttpStatusCode.Forbidden, await AsAgent(Permissions.Cash).GetAsync(Letters()));
        await HttpAssert.StatusAsync(HttpStatusCode.Forbidden, await As(Jean).GetAsync(Letters()));

        static string Letters(int step = 1) => Root + $"dunning/letters?office=garderie-alsh&step={step}&date=2026-12-08";
    }

    [Fact]
    public async Task A_difficulty_told_puts_dunning_to_sleep_a_plan_keeps_it_asleep_and_one_missed_date_wakes_it_at_the_next_step()
    {
        await Billing.DeliverAsync(JeanFamily());
        await SendAsync(1, Jean);
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent,
            await As(Jean).PostAsJsonAsync(Root + "difficulty", new TellDifficulty("garderie-alsh", "J’ai perdu mon travail.")));
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent,
            await As(Jean).PostAsJsonAsync(Root + "difficulty", new TellDifficulty("garderie-alsh", "Je peux payer 40 € par mois.")));
        Assert.Equal("hardship", (await RowsAsync()).Single(r => r.Family == Jean).Sleeps);
        var hard = Assert.Single((await ViewAsync()).Hardships);
        Assert.Equal("J’ai perdu mon travail.\nJe peux payer 40 € par mois.", hard.Text);

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "plan.first", await AnswerAsync(hard.Id, Day(12, 1)));
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await AnswerAsync(hard.Id, Day(12, 31)));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "difficulty.answered", await AnswerAsync(hard.Id, Day(12, 31)));

        var mine = Assert.Single((await As(Jean).GetAsAsync<MyDifficulty>(Root + "difficulty")).Offices);
        Assert.Equal([(Day(12, 31), 40.20m), (Day(1, 31, 2027), 40.20m), (Day(2, 28, 2027), 40.20m)], mine.Plan!.Dates.Select(d => (d.On, d.Amount)));
        Assert.Equal("Bien sûr.", mine.Last!.Answer!.Split('\n')[0]);
        Billing.Clock.Advance(TimeSpan.FromDays(24));
        await PayAsync(40.20m, Day(12, 31));
        Billing.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(("plan", "kept"), (await RowsAsync()).Where(r => r.Family == Jean).Select(r => (r.Sleeps, r.Plan!.State)).Single());
        Assert.Equal((0, 1), (await SendAsync(2, Jean)) is var asleep ? (asleep.Sent, asleep.LeftOut) : default);
        Assert.Equal([(80.40m, (DateOnly?)Day(1, 31, 2027))], await SpreadAsync());
        // The second date passes and with it the three days one waits: dunning goes on where it stood.
        Billing.Clock.Advance(TimeSpan.FromDays(3));
        Assert.Equal("kept", (await RowsAsync()).Single(r => r.Family == Jean).Plan!.State);
        Assert.Equal([(80.40m, (DateOnly?)Day(1, 31, 2027))], await SpreadAsync());
        Billing.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal([(80.40m, null)], await SpreadAsync());
        var awake = (await RowsAsync()).Single(r => r.Family == Jean);
        Assert.Equal((null, "broken", (int?)2, 80.40m), (awake.Sleeps, awake.Plan!.State, awake.Step, awake.Owed));
        Assert.Equal(1, (await SendAsync(2, Jean)).Sent);
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await Agent.PostAsync(Root + $"dunning/plans/{awake.Plan.Id}/cancel", null));
        Assert.Null((await RowsAsync()).Single(r => r.Family == Jean).Plan);
    }

    // What the family's list, its first page and the invoice's own page say of it alike.
    private async Task<(decimal, DateOnly?)[]> SpreadAsync()
    {
        var list = (await As(Jean).GetAsAsync<InvoicesView>(Root + "invoices?state=unpaid")).Invoices;
        var home = (await As(Jean).GetAsAsync<AccountView>(Root + "account")).Unpaid;
        var details = await Task.WhenAll(list.Select(i => Agent.GetAsAsync<InvoiceDetail>(Root + $"invoices/{i.Id}")));
        Assert.Equal(list.Select(i => (i.Id, i.PlanNext)), home.Select(i => (i.Id, i.PlanNext)));
        Assert.Equal(list.Select(i => i.PlanNext), details.Select(d => d.Invoice.PlanNext));
        return [.. list.Select(i => (i.Remaining, i.PlanNext))];
    }

    [Fact]
    public async Task A_plan_is_agreed_at_the_counter_and_the_ccas_is_told_only_with_a_word_to_the_family()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(MoreauFamily());
        var plan = await Agent.PostAsAsync<PlanView>(Root + "dunning/plans", new AgreePlan("garderie-alsh", Moreau, 2, Day(12, 15)));
        Assert.Equal([13.50m, 13.50m], plan.Dates.Select(d => d.Amount));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "plan.nothing",
            await Agent.PostAsJsonAsync(Root + "dunning/plans", new AgreePlan("garderie-alsh", Jeanne, 2, Day(12, 15))));

        await As(Jean).PostAsJsonAsync(Root + "difficulty", new TellDifficulty("garderie-alsh", "Je ne peux rien payer."));
        var hard = Assert.Single((await ViewAsync()).Hardships);
        await Agent.PostAsJsonAsync(Root + $"difficulty/{hard.Id}/answer", new AnswerDifficulty("Le CCAS va vous appeler.", Ccas: true));

        Assert.Equal("ccas", (await RowsAsync()).Single(r => r.Family == Jean).Sleeps);
        Billing.Clock.Advance(TimeSpan.FromDays(32));
        Assert.Null((await RowsAsync()).Single(r => r.Family == Jean).Sleeps);
    }

    [Fact]
    public async Task A_debt_given_up_has_its_reason_balances_the_account_and_is_claimed_no_more()
    {
        await Billing.DeliverAsync(JeanFamily());
        var invoice = (await As(Jean).GetAsAsync<InvoicesView>(Root + "invoices?state=all")).Invoices.Single(i => i.Number == "AL-36");
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent,
            await Agent.PostAsJsonAsync(Root + $"invoices/{invoice.Id}/write-off", new WriteOffInvoice("Délibération du 1er décembre")));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "writeOff.nothing",
            await Agent.PostAsJsonAsync(Root + $"invoices/{invoice.Id}/write-off", new WriteOffInvoice("Encore")));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "invoice.writtenOff",
            await Agent.PostAsJsonAsync(Root + $"invoices/{invoice.Id}/credit", new CreditInvoice("Erreur", null, false)));

        var detail = await As(Jean).GetAsAsync<InvoiceDetail>(Root + $"invoices/{invoice.Id}");
        Assert.Equal(("writtenOff", 0m, "Admission en non-valeur"), (detail.Invoice.State, detail.Invoice.Remaining, Assert.Single(detail.Payments).Method));
        Assert.Equal(0m, (await As(Jean).GetAsAsync<AccountView>(Root + "account")).Balance);
        Assert.DoesNotContain(await RowsAsync(), r => r.Family == Jean);
        await Invariants.HoldAsync(Billing, "biviers");
    }

    private static int Pages(byte[] pdf) => System.Text.RegularExpressions.Regex.Count(System.Text.Encoding.Latin1.GetString(pdf), @"/Type\s*/Page\b(?!s)");

    private Task<DunningView> ViewAsync() => Agent.GetAsAsync<DunningView>(Root + "dunning?office=garderie-alsh");

    private async Task<DunningRow[]> RowsAsync() => (await ViewAsync()).Rows;

    private Task<RemindersSent> SendAsync(int step, params Guid[] families) =>
        Agent.PostAsAsync<RemindersSent>(Root + "dunning", new SendReminders("garderie-alsh", step, families));

    private Task<HttpResponseMessage> AnswerAsync(Guid id, DateOnly first) =>
        Agent.PostAsJsonAsync(Root + $"difficulty/{id}/answer", new AnswerDifficulty("Bien sûr.", 3, first));

    private async Task PayAsync(decimal amount, DateOnly day) => await HttpAssert.StatusAsync(
        HttpStatusCode.OK, await AsAgent(Permissions.Cash)
            .PostAsJsonAsync(Root + "payments", new RecordPayment(Guid.NewGuid(), Jean, "garderie-alsh", day, PayMethods.Cash, amount)));
}

public sealed class DunningOnSqlite() : DunningTests(TestDatabase.Sqlite);

public sealed class DunningOnSqlServer() : DunningTests(TestDatabase.SqlServer);

/// <summary>The worked cases of dunning, by the function that decides.</summary>
public sealed class DunningCaseTests
{
    public static TheoryData<string, string> Cases => MoneyCases.Of("dunning");

    [Theory]
    [MemberData(nameof(Cases))]
    public void What_is_due_and_whether_it_may_become_a_title(string id, string title)
    {
        var (input, expected) = (MoneyCases.Case(id)["input"]!, MoneyCases.Case(id)["expected"]!);
        static long Cents(System.Text.Json.Nodes.JsonNode amount) => (long)(decimal.Parse((string)amount!, CultureInfo.InvariantCulture) * 100);
        static DateOnly Date(System.Text.Json.Nodes.JsonNode day) => DateOnly.Parse((string)day!, CultureInfo.InvariantCulture);

        var owing = Owing.Of(
            input["invoices"]!.AsArray()
                .Select((i, n) =>
                    new OwedInvoice(Guid.NewGuid(), $"AL-{n}", Date(i!["due"]!), Cents(i["open"]!), Cents(i["open"]!), (bool?)i["contested"] ?? false)),
            Date(input["today"]!));

        Assert.True((Cents(expected["dueSum"]!), (bool)expected["title"]!) == (owing.Cents, owing.MayBecomeTitle(Preau.Billing.Treasury.PesSelection.Least)),
            title);
    }

    [Theory]
    [InlineData(0, "2027-01-06", null)]
    [InlineData(0, "2027-01-07", 1)]
    [InlineData(1, "2027-01-29", null)]
    [InlineData(1, "2027-01-30", 2)]
    [InlineData(2, "2027-12-31", null)]
    public void A_step_comes_once_its_day_has_come(int sent, string today, int? step)
    {
        var day = DateOnly.Parse(today, CultureInfo.InvariantCulture);
        var owing = Owing.Of([new OwedInvoice(Guid.NewGuid(), "AL-1", new DateOnly(2026, 12, 31), 1000, 1000, false)], day);

        Assert.Equal(step, owing.NextStep(sent, [7, 30], day));
    }
}
