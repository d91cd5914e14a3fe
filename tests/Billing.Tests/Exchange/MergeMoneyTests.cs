using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests.Exchange;

/// <summary>Two files become one, or two again: what was paid in advance follows the people, and nothing of it is lost, doubled or owed by nobody.</summary>
public abstract class MergeMoneyTests(TestDatabase database) : MergeWorld(database)
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public async Task Tickets_and_money_of_a_merged_file_are_used_by_who_took_its_people_over_whatever_is_told_first(bool goesFirst, bool daysFirst)
    {
        await OfferAsync();
        await PayAsync(Goes, 36, books: 1);
        await PayAsync(Goes, 20);
        await Billing.DeliverAsync(Settled(Goes, Cell(Leo, "restauration", 7, CellOutcome.Present), Cell(Leo, "restauration", 10),
            Cell(Leo, "restauration", 11)));
        Assert.Equal((45.20m, 7), await LeftAsync(Goes));
        FamilyChanged[] files = goesFirst ? [Going(2, true), Staying(2, true)] : [Staying(2, true), Going(2, true)];
        var days = Settled(Stays, Cell(Leo, "restauration", 10, version: 2), Cell(Leo, "restauration", 11, version: 2));

        await DeliverAsync(daysFirst ? [files[0], days, files[1]] : [.. files, days]);
        await SeeAsync((45.20m, 7), (0, 0));

        // The same again, and what is older, changes nothing.
        var before = (await LegsAsync()).Count;
        await DeliverAsync([Going(), Staying(), Going(2, true), Staying(2, true), days]);
        await CarryAsync();
        Assert.Equal(before, (await LegsAsync()).Count);
        Assert.Equal(((45.20m, 7), (0m, 0)), (await LeftAsync(Stays), await LeftAsync(Goes)));
        await Invariants.HoldAsync(Billing, "biviers");
        // Planning counts nine tickets less two days from the day of the merge; the tenth was eaten before.
        await Eventually.SeeAsync(() => Task.FromResult((Told(Stays), Told(Goes))), told => told == ((9, Day(12, 8)), (1, Day(12, 1))));
        Assert.Equal(["Repris du dossier n° 2002, réuni à celui-ci : 52,40 €, dont 9 tickets."], await SaidAsync(Stays));
        Assert.Equal(["Repris par le dossier n° 2001, qui a réuni celui-ci : 52,40 €, dont 9 tickets."], await SaidAsync(Goes));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Undone_the_rest_goes_home_and_what_was_eaten_meanwhile_stays_and_is_said(bool daysFirst)
    {
        await OfferAsync();
        await PayAsync(Goes, 36, books: 1);
        await PayAsync(Goes, 20);
        await Billing.DeliverAsync(Settled(Goes, Cell(Leo, "restauration", 7, CellOutcome.Present), Cell(Leo, "restauration", 10)));
        await DeliverAsync([Going(2, true), Staying(2, true), Settled(Stays, Cell(Leo, "restauration", 10, version: 2))]);
        await SeeAsync((48.80m, 8), (0, 0));
        // Zoé eats two of Léo's tickets, then the town hall sees that they are two families.
        await Billing.DeliverAsync(Settled(Stays, Cell(Zoe, "restauration", 8, CellOutcome.Present), Cell(Zoe, "restauration", 14)));
        await CarryAsync();
        IEvent[] files = [Staying(3), Going(3)];
        IEvent[] days = [Settled(Goes, Cell(Leo, "restauration", 10, version: 3))];

        await DeliverAsync(daysFirst ? [.. days, .. files] : [.. files, .. days]);
        await SeeAsync((0, 0), (41.60m, 6));

        Assert.Equal(["Utilisé par le dossier n° 2001 pendant que les deux n’en faisaient qu’un : 7,20 €, dont 2 tickets, qui y restent."],
            await SaidAsync(Goes));
        Assert.Equal(["Utilisé ici pendant que le dossier n° 2002 était réuni à celui-ci : 7,20 €, dont 2 tickets, qui y restent."], await SaidAsync(Stays));
        // What the household buys for itself from now on is its own, however much is still used of the other's.
        await PayAsync(Stays, 36, books: 1);
        await DeliverAsync([Going(2, true), Staying(3), Going(3)]);
        await CarryAsync();
        Assert.Equal(((36m, 10), (41.60m, 6)), (await LeftAsync(Stays), await LeftAsync(Goes)));
        await Invariants.HoldAsync(Billing, "biviers");
        // A day that is given back after all gives its ticket to whose it was.
        await Billing.DeliverAsync(Settled(Stays, Cell(Zoe, "restauration", 14, CellOutcome.None, 2)));
        await SeeAsync((36m, 10), (45.20m, 7));
    }

    [Fact]
    public async Task A_cheque_of_a_merged_file_that_bounces_takes_its_money_and_tickets_from_where_they_are()
    {
        await OfferAsync();
        var paid = await PayAsync(Goes, 36, books: 1);
        await DeliverAsync([Going(2, true), Staying(2, true)]);
        await SeeAsync((36, 10), (0, 0));
        await Billing.DeliverAsync(Settled(Stays, Cell(Zoe, "restauration", 10), Cell(Zoe, "garderie-matin", 10)));
        await IssueAsync(Day(12, 1), Day(12, 31));
        Assert.Equal(1.10m, (await InvoiceAsync(Stays)).Invoice.Remaining);
        var shown = await AsAgent(Permissions.Cash).GetAsAsync<PaymentDetail>(Root + $"payments/{paid.Payment.Id}");
        Assert.Equal([("MARTIN Odile", 36m, 10)], shown.Transfers!.Select(t => (t.To, t.Amount, t.Tickets)));

        await AsAgent(Permissions.Cash)
            .PostAsAsync<PaymentDetail>(Root + $"payments/{paid.Payment.Id}/reverse", new ReversePayment("sans provision", Day(12, 8)));

        Assert.Equal(4.70m, (await InvoiceAsync(Stays)).Invoice.Remaining);
        Assert.Equal(((-4.70m, -1), (0m, 0)), (await LeftAsync(Stays), await LeftAsync(Goes)));
        Assert.All((await LegsAsync()).GroupBy(l => l.Payer), g => Assert.Equal((0, 0), (g.Sum(l => l.Cents), g.Sum(l => l.Tickets))));
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task Who_took_a_file_over_reads_what_it_owes_and_its_own_debts_come_before_what_goes_along()
    {
        await OfferAsync();
        await Billing.DeliverAsync(Settled(Goes, Cell(Leo, "garderie-matin", 1, CellOutcome.Present), Cell(Leo, "garderie-matin", 2, CellOutcome.Present)));
        await IssueAsync(Day(12, 1), Day(12, 7));
        var invoice = (await InvoiceAsync(Goes)).Invoice;
        await AsAgent(Permissions.Cash).PostAsAsync<PaymentDetail>(
            Root + "payments", new RecordPayment(Guid.NewGuid(), Goes, Office, Day(12, 8), PayMethods.Cash, 10, Allocations: []));
        var reads = Root + $"invoices/{invoice.Id}";
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await As(Stays).GetAsync(reads));

        await DeliverAsync([Going(2, true), Staying(2, true)]);
        // 10 € less the 2,20 € that the file owes itself.
        await SeeAsync((7.80m, 0), (0, 0));

        Assert.Equal(2.20m, (await As(Stays).GetAsAsync<InvoiceDetail>(reads)).Invoice.Remaining);
        // Who pays at the counter is told of the file that ended, and that it is paid for itself.
        var counter = await AsAgent(Permissions.Cash).GetAsAsync<CounterView>(Root + $"counter?family={Stays}&office={Office}");
        Assert.Equal([new CounterMerged(Goes, "MARTIN O.", 2.20m)], counter.Merged!);
        Assert.Empty((await AsAgent(Permissions.Cash).GetAsAsync<CounterView>(Root + $"counter?family={Goes}&office={Office}")).Merged!);
        var account = await As(Stays).GetAsAsync<AccountView>(Root + "account");
        Assert.Equal((invoice.Number, -7.80m), (Assert.Single(account.Unpaid).Number, account.Balance!.Value));
        Assert.Equal([invoice.Number], (await As(Stays).GetAsAsync<InvoicesView>(Root + "invoices")).Invoices.Select(i => i.Number));
        // One account of one household: what went from one file to the other is no movement of it.
        var statement = await As(Stays).GetAsAsync<StatementView>(Root + "statement");
        Assert.Equal((2.20m, 10m, -7.80m), (statement.Debit, statement.Credit, statement.Closing!.Value));
        Assert.Equal(HttpStatusCode.OK, (await As(Stays).GetAsync(reads + "/pdf")).StatusCode);
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await As(Jean).GetAsync(reads));

        await DeliverAsync([Staying(3), Going(3)]);
        await SeeAsync((0, 0), (7.80m, 0));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await As(Stays).GetAsync(reads));
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task A_day_billed_to_a_file_that_ended_is_told_before_the_next_run_and_goes_by_a_credit_note()
    {
        await OfferAsync();
        await Billing.DeliverAsync(Settled(Goes, Cell(Leo, "garderie-matin", 1, CellOutcome.Present), Cell(Leo, "garderie-matin", 10)));
        await IssueAsync(Day(12, 1), Day(12, 14));
        var invoice = (await InvoiceAsync(Goes)).Invoice;
        await DeliverAsync([Going(2, true), Staying(2, true), Settled(Stays, Cell(Leo, "garderie-matin", 10, version: 2))]);

        var agent = AsAgent(Permissions.Billing);
        var run = await DraftAsync(Day(12, 15), Day(12, 31));
        async Task<AnomalyRow[]> ToldAsync() => (await agent.GetAsAsync<AnomalyRows>(Root + $"runs/{run.Run.Id}/anomalies/endedFile")).Rows;
        var told = await Eventually.SeeAsync(ToldAsync, rows => rows.Length == 1, 60);
        Assert.Equal((Goes, Day(12, 10), true), (told[0].Family, told[0].Date!.Value, told[0].Stake < 0));

        await agent.PostAsAsync<InvoiceSummary>(Root + $"invoices/{invoice.Id}/credit", new CreditInvoice("Dossier réuni", null, true));
        Assert.Empty(await ToldAsync());
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task A_mandate_and_what_a_third_party_pays_go_on_where_the_children_are()
    {
        await OfferAsync();
        var agent = AsAgent(Permissions.Billing);
        await As(Goes).PostAsAsync<MandateView>(Root + $"mandates/{Office}", new GiveDirectDebit("FR76 3000 6000 0112 3456 7890 189", "Odile Martin", true));
        var made = await agent.PostAsJsonAsync(Root + "third-parties",
            new SaveThirdParty("CCAS de Biviers", "ccas", "12 place de l’Église", "38330", "Biviers"));
        await HttpAssert.StatusAsync(HttpStatusCode.Created, made);
        var ccas = (await made.ReadAsync<ThirdPartyDetail>()).Id;
        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await agent.PostAsJsonAsync(Root + $"third-parties/{ccas}/coverages", new SaveCoverage(Goes, Day(12, 1), Percent: 50, TotalCeiling: 3)));
        await Billing.DeliverAsync(Settled(Goes, Cell(Leo, "restauration", 7, CellOutcome.Present), Cell(Leo, "restauration", 10)));
        await DeliverAsync([Going(2, true), Staying(2, true), Settled(Stays, Cell(Leo, "restauration", 10, version: 2), Cell(Zoe, "restauration", 10))]);

        // 1,80 € of Léo's meal before, and 1,20 € of the one to come: three euros in all, and nothing for Zoé.
        Assert.Equal([("Léo", 2.40m), ("Zoé", 3.60m)],
            (await ChargesAsync(Stays)).Lines.OrderBy(l => l.Child, StringComparer.Ordinal).Select(l => (l.Child, l.Amount)));
        var mine = Assert.Single((await As(Stays).GetAsAsync<MyMandates>(Root + "mandates/mine")).Offices);
        Assert.Equal("good", mine.Mandate!.State);
        await IssueAsync(Day(12, 1), Day(12, 31));
        var issued = (await As(Stays).GetAsAsync<InvoicesView>(Root + "invoices?state=all")).Invoices.Single(i => i.Family == Stays);
        Assert.Equal((6.00m, mine.Mandate.Rum), (issued.Amount, (await As(Stays).GetAsAsync<InvoiceDetail>(Root + $"invoices/{issued.Id}")).Header.Debit!.Rum));

        await DeliverAsync([Staying(3), Going(3)]);
        Assert.Null(Assert.Single((await As(Stays).GetAsAsync<MyMandates>(Root + "mandates/mine")).Offices).Mandate);
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await As(Stays).PostAsync(Root + $"mandates/{Office}/stop", null));
        await Invariants.HoldAsync(Billing, "biviers");
    }

    [Fact]
    public async Task A_day_given_back_to_a_file_that_ended_leaves_its_part_of_the_ceiling_to_who_took_its_children_over()
    {
        await OfferAsync();
        var agent = AsAgent(Permissions.Billing);
        var ccas = (await agent.PostAsAsync<ThirdPartyDetail>(Root + "third-parties",
            new SaveThirdParty("CCAS de Biviers", "ccas", "12 place de l’Église", "38330", "Biviers"))).Id;
        await agent.PostAsAsync<ThirdPartyDetail>(
            Root + $"third-parties/{ccas}/coverages", new SaveCoverage(Goes, Day(12, 1), Percent: 50, TotalCeiling: 3));
        await Billing.DeliverAsync(Settled(Goes, Cell(Leo, "restauration", 7, CellOutcome.Present), Cell(Leo, "restauration", 10)));
        await DeliverAsync([Going(2, true), Staying(2, true), Settled(Stays, Cell(Leo, "restauration", 10, version: 2))]);
        Assert.Equal(2.40m, (await ChargesAsync(Stays)).Total);

        await Billing.DeliverAsync(Settled(Goes, Cell(Leo, "restauration", 7, CellOutcome.AbsentExcused, 2)));

        Assert.Equal(1.80m, (await ChargesAsync(Stays)).Total);
    }

    private async Task<string[]> SaidAsync(Guid family) =>
        [.. (await As(family).GetAsAsync<AccountView>(Root + "account")).Merged!.Select(s => s.Replace('\u00A0', ' '))];

    private (int Tickets, DateOnly Since) Told(Guid family) =>
        Billing.Published.OfType<TicketsBought>().Where(t => t.FamilyId == family).MaxBy(t => t.Version) is { } last ? (last.Tickets, last.Since) : default;

    private async Task DeliverAsync(IEvent[] events)
    {
        foreach (var one in events)
        {
            await Billing.DeliverAsync(one);
        }
    }
}

public sealed class MergeMoneyOnSqlite() : MergeMoneyTests(TestDatabase.Sqlite);

public sealed class MergeMoneyOnSqlServer() : MergeMoneyTests(TestDatabase.SqlServer);
