using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

public abstract class DecisionTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    private const string Day = "alsh-mercredi-journee";
    private static readonly DateOnly Wednesday6 = new(2027, 1, 6);

    [Fact]
    public async Task An_accepted_booking_is_settled_and_told_with_who_decided()
    {
        var (family, receipt) = await AskAsync(Wednesday16);

        var result = Assert.Single((await DecideAsync(new DecideRequests([receipt.Id], true))).Results);

        Assert.Equal((true, "done", RequestStatus.Accepted), (result.Done, result.Code, result.Status));
        Assert.Equal(CellOutcome.Booked, Assert.Single(await World.SettledAsync(family.Child, 1)).Outcome);
        var told = Assert.Single(await World.DecidedAsync(receipt.Id, 1));
        Assert.Equal((RequestDecision.Accepted, false, "Sophie Perrin, service enfance jeunesse"), (told.Decision, told.Automatic, told.DecidedBy));
        var seen = await family.Parent.GetAsAsync<Receipt>($"{family.Api}/requests/{receipt.Id}");
        Assert.Equal("Réservation acceptée. Annulable jusqu’au jeudi 10 décembre à 12\u00a0h.", seen.Lines[0].Text);
        Assert.Equal("Sophie Perrin, service enfance jeunesse", seen.DecidedBy);
        Assert.Equal("already-decided", Assert.Single((await DecideAsync(new DecideRequests([receipt.Id], true))).Results).Code);
    }

    [Fact]
    public async Task What_a_parent_books_and_takes_back_is_its_own_act_and_what_an_agent_enters_is_news()
    {
        var family = await World.AddFamilyAsync(Pays, "bessins-restauration");
        var mine = await family.AskAsync(family.Book("bessins-restauration", new DateOnly(2027, 1, 14)));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await family.Parent.PostAsync($"{family.Api}/requests/{mine.Id}/cancel", null));
        var theirs = await World.Agent(Pays).PostAsAsync<Receipt>(
            $"{family.Api}/requests",
            new SubmitRequest(Guid.NewGuid(), [family.Book("bessins-restauration", new DateOnly(2027, 1, 15))], Family: family.Family));

        Assert.Equal([(RequestDecision.Accepted, true), (RequestDecision.Cancelled, true)],
            (await World.DecidedAsync(mine.Id, 2)).Select(e => (e.Decision, e.OwnAct)));
        Assert.False(Assert.Single(await World.DecidedAsync(theirs.Id, 1)).OwnAct);
    }

    [Fact]
    public async Task A_refusal_needs_a_reason_frees_the_place_and_sends_the_reason()
    {
        var (family, receipt) = await AskAsync(Wednesday6);

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "reason.missing",
            await World.Agent(Biviers).PostAsJsonAsync($"{family.Api}/queue/decisions", new DecideRequests([receipt.Id], false, "  x ")));
        await DecideAsync(new DecideRequests([receipt.Id], false, "Dossier incomplet"));

        var told = Assert.Single(await World.DecidedAsync(receipt.Id, 1));
        Assert.Equal((RequestDecision.Refused, "Dossier incomplet", false), (told.Decision, told.Reason, told.Days[0].Accepted));
        Assert.Equal(CellState.Refused, (await family.SeeAsync(Day, Wednesday6))!.State);
        Assert.Equal("", (await World.CellAsync(Biviers, family.Child, Day, Wednesday6))!.Seats);
        // A refused day can be asked again.
        Assert.Equal("pending.validation", (await family.AskAsync(family.Book(Day, Wednesday6))).Lines[0].Code);
    }

    [Fact]
    public async Task A_decision_is_taken_back_with_a_trace_and_higher_versions()
    {
        var (family, receipt) = await AskAsync(new DateOnly(2027, 1, 13));
        await DecideAsync(new DecideRequests([receipt.Id], true));

        var reopened = await World.Agent(Biviers).PostAsAsync<DecisionResult>($"{family.Api}/queue/reopen", new ReopenRequests([receipt.Id]));
        await DecideAsync(new DecideRequests([receipt.Id], true));

        Assert.Equal((true, RequestStatus.Pending), (reopened.Results[0].Done, reopened.Results[0].Status));
        Assert.Equal([(CellOutcome.Booked, 2L), (CellOutcome.None, 3L), (CellOutcome.Booked, 4L)],
            (await World.SettledAsync(family.Child, 3)).Select(c => (c.Outcome, c.Version)));
        Assert.Equal([(RequestDecision.Accepted, 1L), (RequestDecision.Reopened, 2L), (RequestDecision.Accepted, 3L)],
            (await World.DecidedAsync(receipt.Id, 3)).Select(e => (e.Decision, e.Version)));
        var history = (await family.Parent.GetAsAsync<Receipt>($"{family.Api}/requests/{receipt.Id}")).History;
        Assert.Equal(["Demande envoyée.", "Acceptée.", "Décision reprise : la demande attend de nouveau.", "Acceptée."], history.Select(h => h.Text));
    }

    [Fact]
    public async Task A_decision_can_not_be_taken_back_once_the_family_has_changed_the_day()
    {
        var (family, receipt) = await AskAsync(new DateOnly(2027, 1, 20));
        await DecideAsync(new DecideRequests([receipt.Id], true));
        await family.AskAsync(family.Cancel(Day, new DateOnly(2027, 1, 20)));

        var result = await World.Agent(Biviers).PostAsAsync<DecisionResult>($"{family.Api}/queue/reopen", new ReopenRequests([receipt.Id]));

        Assert.Equal((false, "changed", RequestStatus.Accepted), (result.Results[0].Done, result.Results[0].Code, result.Results[0].Status));
    }

    [Fact]
    public async Task Several_requests_and_single_days_are_decided_each_with_its_own_result()
    {
        var family = await World.AddFamilyAsync(Biviers, "alsh-mercredi");
        var first = await family.AskAsync(family.Book(Day, new DateOnly(2027, 1, 27)), family.Book(Day, new DateOnly(2027, 2, 3)));
        var second = await family.AskAsync(family.Book(Day, new DateOnly(2027, 3, 3)));
        var stranger = Guid.NewGuid();

        var partly = await DecideAsync(new DecideRequests([first.Id], true, Lines: [first.Lines[0].LineId]));
        var rest = await DecideAsync(new DecideRequests([first.Id, second.Id, stranger], false, "Sortie annulée"));

        Assert.Equal(RequestStatus.Pending, partly.Results[0].Status);
        Assert.Equal([(true, RequestStatus.PartlyAccepted), (true, RequestStatus.Refused)], rest.Results.Take(2).Select(r => (r.Done, r.Status)));
        Assert.Equal((false, "not-found"), (rest.Results[2].Done, rest.Results[2].Code));
    }

    [Fact]
    public async Task The_queue_shows_who_asks_what_and_finds_by_name_without_accents()
    {
        var family = await World.AddFamilyAsync(Biviers, "alsh-mercredi");
        await World.Service.DeliverAsync(family.Snapshot(2, "ÉLÉONORE Zoé"));
        var receipt = await family.AskAsync(family.Book(Day, new DateOnly(2027, 3, 10)));

        var queue = await World.Agent(Biviers).GetAsAsync<QueuePage>($"{family.Api}/queue?q=eleonore&type=booking&service=alsh-mercredi&age=0");

        var item = Assert.Single(queue.Items);
        Assert.Equal((receipt.Id, "ÉLÉONORE Zoé", false, 0), (item.RequestId, item.FamilyName, item.Late, item.AgeDays));
        var line = Assert.Single(item.Lines);
        Assert.Equal(("Louise DUPONT", CellState.Free, CellState.Booked, 31), (line.Child, line.Before, line.After, line.SeatsLeft));
        Assert.True(queue.Counts.Waiting >= 1);
        Assert.Contains(queue.Services, s => s.Key == "alsh-mercredi");
        Assert.Empty((await World.Agent(Biviers).GetAsAsync<QueuePage>($"{family.Api}/queue?q=eleonore&age=1")).Items);
    }

    [Fact]
    public async Task A_family_takes_its_request_back_until_the_deadline()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        var family = await world.AddFamilyAsync(Biviers, Canteen);
        var undone = await family.AskAsync(family.Book(Canteen, Monday14), family.Book(Canteen, Tuesday15));
        var kept = await family.AskAsync(family.Book(Canteen, Thursday17));

        var receipt = await family.Parent.PostAsAsync<Receipt>($"{family.Api}/requests/{undone.Id}/cancel", new { });
        world.Service.Clock.Advance(TimeSpan.FromDays(8));

        Assert.Equal((RequestStatus.Cancelled, null), (receipt.Status, receipt.UndoUntil));
        Assert.Equal(0, await world.TakenAsync(Biviers, "repas-elementaire", Monday14));
        Assert.Equal(RequestDecision.Cancelled, (await world.DecidedAsync(undone.Id, 2))[^1].Decision);
        Assert.Equal(CellOutcome.None, (await world.SettledAsync(family.Child, 5)).Where(c => c.Date == Monday14).MaxBy(c => c.Version)!.Outcome);
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await family.Parent.PostAsJsonAsync($"{family.Api}/requests/{undone.Id}/cancel", new { }));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "undo.too-late",
            await family.Parent.PostAsJsonAsync($"{family.Api}/requests/{kept.Id}/cancel", new { }));
    }

    private async Task<(Household Family, Receipt Receipt)> AskAsync(DateOnly date)
    {
        var family = await World.AddFamilyAsync(Biviers, "alsh-mercredi");
        return (family, await family.AskAsync(family.Book(Day, date)));
    }

    private Task<DecisionResult> DecideAsync(DecideRequests body) =>
        World.Agent(Biviers).PostAsAsync<DecisionResult>($"/api/{Biviers}/planning/queue/decisions", body);
}

public sealed class DecisionsOnSqlite(SharedWorld shared) : DecisionTests(shared, TestDatabase.Sqlite);

public sealed class DecisionsOnSqlServer(SharedWorld shared) : DecisionTests(shared, TestDatabase.SqlServer);
