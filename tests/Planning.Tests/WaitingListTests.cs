using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Planning.Tests;

public abstract class WaitingListTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    private const string Offer = """{"waitingList":{"offer":{"hours":24}}}""";

    [Fact]
    public async Task On_a_full_day_a_family_gets_a_rank_sees_it_and_can_leave_the_list()
    {
        const string Unit = "dionay-restauration";
        await World.ListAsync(Unit, 1);
        var families = await World.AddFamiliesAsync(4, Unit);
        await families[0].AskAsync(families[0].Book(Unit, Monday14));

        var full = await families[1].SeeAsync(Unit, Monday14);
        Assert.Equal((CellState.Free, CellActions.Book | CellActions.Full), (full!.State, full.Actions));
        var preview = await families[1].Parent.PostAsAsync<Receipt>($"{families[1].Api}/requests/preview",
            new SubmitRequest(Guid.NewGuid(), [families[1].Book(Unit, Monday14)]));
        var second = await families[1].AskAsync(families[1].Book(Unit, Monday14));
        var third = await families[2].AskAsync(families[2].Book(Unit, Monday14));
        var fourth = await families[3].AskAsync(families[3].Book(Unit, Monday14));

        Assert.EndsWith("Votre rang : 1er.", preview.Lines[0].Text, StringComparison.Ordinal);
        Assert.Equal((LineOutcome.Waitlisted, "waiting", RequestStatus.Waiting), (second.Lines[0].Outcome, second.Lines[0].Code, second.Status));
        Assert.EndsWith("Votre rang : 3e.", fourth.Lines[0].Text, StringComparison.Ordinal);
        var cell = await families[2].SeeAsync(Unit, Monday14);
        Assert.Equal((CellState.Waitlisted, 2, CellActions.Cancel), (cell!.State, cell.Rank, cell.Actions));
        Assert.Contains("Rang aujourd’hui : 2e.",
            (await families[2].Parent.GetAsAsync<WhyView>($"{families[2].Api}/cells/{families[2].Child}/{Unit}/2026-12-14/why")).Answer,
            StringComparison.Ordinal);
        Assert.Equal(1, await World.CheckPlacesAsync(Unit, Monday14, 1));

        var left = await families[1].AskAsync(families[1].Cancel(Unit, Monday14));
        await families[2].Parent.PostAsync($"{families[2].Api}/requests/{third.Id}/cancel", null).OkAsync();

        Assert.Equal((LineOutcome.Cancelled, "withdrawn"), Answer(left));
        Assert.Equal(RequestStatus.Cancelled, (await families[1].ReadAsync(second.Id)).Status);
        Assert.Equal(1, (await families[3].SeeAsync(Unit, Monday14))!.Rank);
        Assert.Equal(0, (await World.Agent(Pays).GetAsAsync<QueuePage>($"/api/{Pays}/planning/queue?service={Unit}")).Total);
        Assert.Equal(1, await World.CheckPlacesAsync(Unit, Monday14, 1));
    }

    [Fact]
    public async Task A_freed_place_is_booked_for_the_next_in_turn_who_is_told_and_billed()
    {
        const string Unit = "dionay-garderie-soir";
        await World.ListAsync(Unit, 1);
        var families = await World.AddFamiliesAsync(3, Unit);
        await families[0].AskAsync(families[0].Book(Unit, Monday14));
        var waits = await families[1].AskAsync(families[1].Book(Unit, Monday14));
        await families[2].AskAsync(families[2].Book(Unit, Monday14));

        await families[0].AskAsync(families[0].Cancel(Unit, Monday14));

        Assert.Equal([BookingState.None, BookingState.Confirmed, BookingState.Waitlisted], await World.StatesAsync(families, Unit, Monday14));
        var receipt = await families[1].ReadAsync(waits.Id);
        Assert.Equal((LineOutcome.Booked, "booked.waiting", RequestStatus.Accepted), (receipt.Lines[0].Outcome, receipt.Lines[0].Code, receipt.Status));
        Assert.Equal(RequestDecision.Accepted, (await World.DecidedAsync(waits.Id, 1))[0].Decision);
        Assert.Equal(CellOutcome.Booked, (await World.SettledAsync(families[1].Child, 1)).Single().Outcome);
        Assert.Equal(1, (await families[2].SeeAsync(Unit, Monday14))!.Rank);
    }

    [Fact]
    public async Task A_place_whose_payment_did_not_come_goes_to_the_next_in_turn()
    {
        const string Unit = "chatte-restauration";
        var date = Monday14;
        await World.ListAsync(Unit, 1);
        var families = await World.AddFamiliesAsync(2, Unit);
        await families[0].AskAsync(families[0].Book(Unit, date));
        var waits = await families[1].AskAsync(families[1].Book(Unit, date));
        var version = (await World.CellAsync(Pays, families[0].Child, Unit, date))!.Version;

        await World.Service.DeliverAsync(new DaysUnpaid(Pays, World.Service.Clock.GetUtcNow().UtcDateTime, families[0].Family,
            [new UnpaidDay(families[0].Child, Unit, date, version)]));

        Assert.Equal([BookingState.None, BookingState.Confirmed], await World.StatesAsync(families, Unit, date));
        Assert.Equal("booked.waiting", (await families[1].ReadAsync(waits.Id)).Lines[0].Code);
        Assert.Equal(CellOutcome.Booked, (await World.SettledAsync(families[1].Child, 1)).Single().Outcome);
        Assert.Equal(1, await World.CheckPlacesAsync(Unit, date, 1));
    }

    [Fact]
    public async Task An_offered_place_is_held_told_and_goes_on_when_the_family_leaves_it()
    {
        const string Unit = "dionay-garderie-midi";
        await World.ListAsync(Unit, 1, Offer);
        var families = await World.AddFamiliesAsync(4, Unit);
        foreach (var family in families.Take(3))
        {
            await family.AskAsync(family.Book(Unit, Monday14));
        }

        await families[0].AskAsync(families[0].Cancel(Unit, Monday14));
        var offer = (await families[1].OffersAsync()).Offers.Single();
        var cell = (await families[1].SeeAsync(Unit, Monday14))!;
        var notice = await Eventually.SeeAsync(
            () => Task.FromResult(World.Service.Published.OfType<FamilyNotified>().Where(n => n.FamilyId == families[1].Family).ToList()),
            n => n.Count > 0);
        var latecomer = await families[3].AskAsync(families[3].Book(Unit, Monday14));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await families[2].Parent.PostAsync($"{families[2].Api}/offers/{offer.OfferId}/accept", null));
        // Agents answer for a family where they decide, and nowhere else.
        using var elsewhere = World.Service.Client(Tokens.Issue("Léa Garnier",
            new Membership(Pays, Membership.Staff, null, null, [Permissions.Requests], "bessins-garderie-soir=vpd")));
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "not-yours",
            await elsewhere.PostAsync($"{families[1].Api}/offers/{offer.OfferId}/accept", null));

        Assert.Equal((CellState.Waitlisted, new DateTime(2026, 12, 9, 9, 9, 0)), (cell.State, cell.OfferUntil));
        Assert.Equal(("offer", "planning/offres"), (notice[0].Kind, notice[0].Path));
        Assert.Contains("mercredi 9 décembre à 9 h 09", notice[0].Text.Replace('\u00A0', ' ').Replace('\u202F', ' '), StringComparison.Ordinal);
        Assert.Equal("waiting", latecomer.Lines[0].Code);
        Assert.Equal(1, await World.CheckPlacesAsync(Unit, Monday14, 1));

        await families[1].AnswerAsync("decline").OkAsync();
        Assert.Equal([BookingState.None, BookingState.None, BookingState.Offered, BookingState.Waitlisted], await World.StatesAsync(families, Unit, Monday14));
        var accept = (await families[2].OffersAsync()).Offers.Single().OfferId;
        var receipts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => families[2].Parent.PostAsync($"{families[2].Api}/offers/{accept}/accept", null)));

        Assert.All(receipts, r => Assert.Equal(HttpStatusCode.OK, r.StatusCode));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "offer.over",
            await families[2].Parent.PostAsync($"{families[2].Api}/offers/{accept}/decline", null));
        Assert.Equal("booked.offer", (await receipts[0].ReadAsync<Receipt>()).Lines[0].Code);
        Assert.Single(await World.SettledAsync(families[2].Child, 1), c => c.Outcome == CellOutcome.Booked);
        Assert.Equal(1, await World.CheckPlacesAsync(Unit, Monday14, 1));
    }

    [Fact]
    public async Task More_places_are_offered_at_once_and_an_agent_orders_the_list()
    {
        const string Unit = "bessins-garderie-soir";
        await World.ListAsync(Unit, 1, Offer);
        var families = await World.AddFamiliesAsync(5, Unit);
        foreach (var family in families)
        {
            await family.AskAsync(family.Book(Unit, Monday14));
        }

        var agent = World.Agent(Pays);
        var list = (await agent.GetAsAsync<WaitingListView>($"/api/{Pays}/planning/waiting?service={Unit}")).Days.Single();
        Assert.Equal([1, 2, 3, 4], list.Entries.Select(e => e.Rank!.Value));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "full",
            await agent.PostAsync($"/api/{Pays}/planning/waiting/{list.Entries[3].WaitingId}/offer", null));
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent,
            await agent.PostAsJsonAsync($"/api/{Pays}/planning/waiting/{list.Entries[0].WaitingId}/remove", new RemoveWaiting("A déménagé")));
        await World.SetCapacityAsync(Pays, Unit, 2);

        Assert.Equal([BookingState.Confirmed, BookingState.None, BookingState.Offered, BookingState.Waitlisted, BookingState.Waitlisted],
            await World.StatesAsync(families, Unit, Monday14));
        var after = (await agent.GetAsAsync<WaitingListView>($"/api/{Pays}/planning/waiting?service={Unit}&date=2026-12-14")).Days.Single();
        Assert.Equal([null, 1, 2], after.Entries.Select(e => e.Rank));
        Assert.NotNull(after.Entries[0].OfferUntil);
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent,
            await agent.PostAsJsonAsync($"/api/{Pays}/planning/waiting/{after.Entries[0].WaitingId}/remove", new RemoveWaiting("Place donnée à tort")));
        Assert.Equal(BookingState.Offered, (await World.StatesAsync(families, Unit, Monday14))[3]);
        Assert.Equal(2, await World.CheckPlacesAsync(Unit, Monday14, 2));
    }

    [Fact]
    public async Task Criteria_with_points_come_before_the_hour_and_are_explained()
    {
        const string Unit = "bessins-garderie-matin";
        await World.ListAsync(Unit, 1, """
            {"waitingList":{"order":"criteria","criteria":[{"label":"Habite Bessins","points":10,"for":{"communes":["BESSINS"]}},{"label":"Les deux parents travaillent","points":5,"for":{"categories":["both-parents-working"]}}]}}
            """);
        var families = await World.AddFamiliesAsync(4, Unit);
        await World.Service.DeliverAsync(families[2].Snapshot(2) with { City = "Chatte", Categories = ["both-parents-working"] });
        await World.Service.DeliverAsync(families[3].Snapshot(2) with { City = "Bessins" });
        foreach (var family in families)
        {
            await family.AskAsync(family.Book(Unit, Monday14));
        }

        Assert.Equal([null, 3, 2, 1], await Task.WhenAll(families.Select(async f => (await f.SeeAsync(Unit, Monday14))!.Rank)));
        Assert.Contains("Vos points : 10 (Habite Bessins : 10 points).",
            (await families[3].Parent.GetAsAsync<WhyView>($"{families[3].Api}/cells/{families[3].Child}/{Unit}/2026-12-14/why")).Answer,
            StringComparison.Ordinal);
        await families[0].AskAsync(families[0].Cancel(Unit, Monday14));

        Assert.Equal([BookingState.None, BookingState.Waitlisted, BookingState.Waitlisted, BookingState.Confirmed],
            await World.StatesAsync(families, Unit, Monday14));
    }

    [Fact]
    public async Task A_day_given_up_after_the_limit_is_not_billed_once_its_place_is_taken()
    {
        const string Unit = "saint-hilaire-garderie-soir";
        await World.ListAsync(Unit, 1,
            """{"lateExchange":true,"waitingList":{"offer":{"hours":4},"latest":{"anchor":"daysBefore","days":0,"time":"12:00"}}}""");
        var date = new DateOnly(2026, 12, 11);
        var families = await World.AddFamiliesAsync(3, Unit);
        await families[0].AskAsync(families[0].Book(Unit, date));
        await families[1].AskAsync(families[1].Book(Unit, date));
        // The limit for both moves into the past: the day before yesterday, then nothing can be cancelled without somebody who waits.
        await World.ListAsync(Unit, 1, """
            {"lateExchange":true,"waitingList":{"offer":{"hours":4},"latest":{"anchor":"daysBefore","days":0,"time":"12:00"}},"deadlines":{"book":{"anchor":"daysBefore","days":5,"time":"23:59","late":"refuse"}}}
            """);

        var given = await families[0].AskAsync(families[0].Cancel(Unit, date));
        Assert.Equal((LineOutcome.Billed, "cancelled.exchange"), Answer(given));
        Assert.Contains("reste facturé tant que", given.Lines[0].Text, StringComparison.Ordinal);
        Assert.Equal([CellOutcome.Booked, CellOutcome.AbsentBilled], (await World.SettledAsync(families[0].Child, 2)).Select(c => c.Outcome));
        Assert.Equal(1, await World.CheckPlacesAsync(Unit, date, 1));

        await families[1].AnswerAsync("accept").OkAsync();

        Assert.Equal(CellOutcome.None, (await World.SettledAsync(families[0].Child, 3)).Last().Outcome);
        Assert.Equal(("cancelled.exchanged", RequestStatus.Accepted),
            ((await families[0].ReadAsync(given.Id)).Lines[0].Code, (await families[0].ReadAsync(given.Id)).Status));
        Assert.Equal([BookingState.None, BookingState.Confirmed, BookingState.None], await World.StatesAsync(families, Unit, date));
        Assert.Equal((LineOutcome.Refused, "refused.deadline"), Answer(await families[1].AskAsync(families[1].Cancel(Unit, date))));
    }

    [Fact]
    public async Task Twenty_five_families_who_wait_share_the_places_freed_at_once()
    {
        const string Unit = "chatte-garderie-soir";
        await World.ListAsync(Unit, 8, Offer);
        var families = await World.AddFamiliesAsync(33, Unit);
        foreach (var family in families)
        {
            await family.AskAsync(family.Book(Unit, Monday14));
        }

        await Task.WhenAll(families.Take(8).Select(f => f.AskAsync(f.Cancel(Unit, Monday14)))
            .Concat<Task>(families.Skip(20).Select(f => f.PostAsync(f.Cancel(Unit, Monday14), f.Book(Unit, Tuesday15)))));
        Assert.Equal(8, await World.CheckPlacesAsync(Unit, Monday14, 8));
        var answers = await Task.WhenAll(families.Skip(8).Take(12).Select((f, i) => f.AnswerAsync(i % 3 == 0 ? "decline" : "accept")));

        Assert.All(answers, a => Assert.InRange((int)a.StatusCode, 200, 409));
        await World.CheckPlacesAsync(Unit, Monday14, 8);
        Assert.InRange((await World.StatesAsync(families, Unit, Monday14)).Count(s => s == BookingState.Confirmed), 5, 8);
    }

    [Theory]
    [InlineData("""{"waitingList":{"order":"criteria"}}""", "criteria")]
    [InlineData("""{"waitingList":{"offer":{"hours":0}}}""", "hours")]
    [InlineData("""{"lateExchange":true}""", "lateExchange")]
    [InlineData("""{"waitingList":{"order":"criteria","criteria":[{"label":"x","points":1,"for":{"categories":["rich"]}}]}}""", "rich")]
    public async Task A_rule_that_makes_no_sense_names_its_place(string more, string named)
    {
        var agent = World.Agent(Pays);
        var view = await agent.GetAsAsync<SectionView>($"/api/{Pays}/planning/settings");
        var document = System.Text.Json.Nodes.JsonNode.Parse(view.Document.GetRawText())!;
        foreach (var (key, value) in System.Text.Json.Nodes.JsonNode.Parse(more)!.AsObject())
        {
            document["rules"]!["periscolaire"]![0]![key] = value?.DeepClone();
        }

        var problem = await agent.PutAsJsonAsync($"/api/{Pays}/planning/settings", new { basedOn = view.Version, document });

        Assert.Contains(named, await problem.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "settings.invalid", problem);
    }
}

public sealed class WaitingListOnSqlite(SharedWorld shared) : WaitingListTests(shared, TestDatabase.Sqlite);

public sealed class WaitingListOnSqlServer(SharedWorld shared) : WaitingListTests(shared, TestDatabase.SqlServer);
