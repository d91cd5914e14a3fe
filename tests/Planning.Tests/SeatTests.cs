using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;
using Preau.Testing;

namespace Preau.Planning.Tests;

public abstract class SeatTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    [Fact]
    public async Task Twenty_parents_at_once_for_five_places_give_five_bookings_and_fifteen_reasons()
    {
        await World.SetCapacityAsync(Biviers, "garderie-elementaire", 5);
        var families = new List<Household>();
        for (var i = 0; i < 20; i++)
        {
            families.Add(await World.AddFamilyAsync(Biviers, "garderie-matin"));
        }

        var receipts = await Task.WhenAll(families.Select(f => f.AskAsync(f.Book("garderie-matin", Monday14))));

        Assert.Equal(5, receipts.Count(r => r.Lines[0].Code == "booked"));
        var refused = receipts.Where(r => r.Lines[0].Outcome == LineOutcome.Refused).ToList();
        Assert.Equal(15, refused.Count);
        Assert.All(refused, r => Assert.Equal(("refused.full", "Complet : 5 places prises."), (r.Lines[0].Code, r.Lines[0].Text)));
        Assert.Equal(5, await World.TakenAsync(Biviers, "garderie-elementaire", Monday14));
        Assert.Equal(20, receipts.Select(r => r.Number).Distinct().Count());
        Assert.Equal("full", (await families[receipts.ToList().FindIndex(r => r.Lines[0].Code != "booked")].SeeAsync("garderie-matin", Monday14))!.Blocked);
    }

    [Fact]
    public async Task A_full_day_goes_to_an_agent_where_the_commune_says_so_and_holds_no_place()
    {
        await World.SetCapacityAsync(Pays, "dionay-restauration", 1);
        var first = await World.AddFamilyAsync(Pays, "dionay-restauration");
        var second = await World.AddFamilyAsync(Pays, "dionay-restauration");
        await first.AskAsync(first.Book("dionay-restauration", Monday14));

        var waits = await second.AskAsync(second.Book("dionay-restauration", Monday14));
        var full = await DecideAsync(waits.Id);
        await first.AskAsync(first.Cancel("dionay-restauration", Monday14));
        var done = await DecideAsync(waits.Id);

        Assert.Equal((LineOutcome.Pending, "pending.full"), Answer(waits));
        Assert.StartsWith("Complet : 1 place prise.", waits.Lines[0].Text, StringComparison.Ordinal);
        Assert.Equal((false, "full", RequestStatus.Pending), (full.Done, full.Code, full.Status));
        Assert.Equal((true, "done", RequestStatus.Accepted), (done.Done, done.Code, done.Status));
        Assert.Equal(1, await World.TakenAsync(Pays, "dionay-restauration", Monday14));
    }

    [Fact]
    public async Task A_request_that_waits_holds_its_place()
    {
        await World.SetCapacityAsync(Biviers, "alsh-apres-midi-6-11", 1);
        var first = await World.AddFamilyAsync(Biviers, "alsh-mercredi");
        var second = await World.AddFamilyAsync(Biviers, "alsh-mercredi");

        await first.AskAsync(first.Book("alsh-mercredi-apres-midi", Wednesday16));

        Assert.Equal((LineOutcome.Refused, "refused.full"), Answer(await second.AskAsync(second.Book("alsh-mercredi-apres-midi", Wednesday16))));
    }

    [Fact]
    public async Task The_same_key_gives_the_same_receipt_also_when_sent_at_the_same_time()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        var body = new SubmitRequest(Guid.NewGuid(), [family.Book(Canteen, Thursday17)]);

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => family.Parent.PostAsJsonAsync($"{family.Api}/requests", body)));
        var again = await family.Parent.PostAsJsonAsync($"{family.Api}/requests", body);

        Assert.Equal(1, answers.Count(a => a.StatusCode == HttpStatusCode.Created));
        Assert.Equal(5, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, again);
        var receipts = await Task.WhenAll(answers.Append(again).Select(a => a.ReadAsync<Receipt>()));
        Assert.Single(receipts.Select(r => (r.Id, r.Number)).Distinct());
        Assert.Equal(1, (await family.Parent.GetAsAsync<RequestPage>($"{family.Api}/requests")).Total);
    }

    [Fact]
    public async Task A_booking_cancelled_in_time_frees_its_place_and_is_no_longer_settled()
    {
        var family = await World.AddFamilyAsync(Pays, "chatte-restauration");
        await family.AskAsync(family.Book("chatte-restauration", Monday14));

        var receipt = await family.AskAsync(family.Cancel("chatte-restauration", Monday14));

        Assert.Equal((LineOutcome.Cancelled, "cancelled"), Answer(receipt));
        Assert.Equal(0, await World.TakenAsync(Pays, "chatte-restauration", Monday14));
        Assert.Equal([(CellOutcome.Booked, 1L), (CellOutcome.None, 2L)], (await World.SettledAsync(family.Child, 2)).Select(c => (c.Outcome, c.Version)));
        Assert.Equal(CellState.Free, (await family.SeeAsync("chatte-restauration", Monday14))!.State);
    }

    [Fact]
    public async Task Cancelling_what_waits_withdraws_the_earlier_request()
    {
        var family = await World.AddFamilyAsync(Biviers, "alsh-mercredi");
        var date = new DateOnly(2027, 1, 6);
        var first = await family.AskAsync(family.Book("alsh-mercredi-journee", date));

        var second = await family.AskAsync(family.Cancel("alsh-mercredi-journee", date));

        Assert.Equal((LineOutcome.Cancelled, "withdrawn"), Answer(second));
        var earlier = await family.Parent.GetAsAsync<Receipt>($"{family.Api}/requests/{first.Id}");
        Assert.Equal(RequestStatus.Cancelled, earlier.Status);
        Assert.Contains(earlier.History, h => h.Text.Contains(second.Number, StringComparison.Ordinal));
        Assert.Equal(0, await World.TakenAsync(Biviers, "alsh-matin-6-11", date));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_place_that_goes_between_reading_and_writing_is_not_given_twice(bool someTaken)
    {
        var date = someTaken ? Tuesday15 : Thursday17;
        var pool = someTaken ? "saint-hilaire-restauration" : "saint-hilaire-garderie-midi";
        await World.SetCapacityAsync(Pays, pool, someTaken ? 2 : 1);
        var first = await World.AddFamilyAsync(Pays, pool);
        var second = await World.AddFamilyAsync(Pays, pool);
        if (someTaken)
        {
            await first.AskAsync(first.Book(pool, date));
        }

        var lost = await World.Service.InTenantAsync(Pays, async scope =>
        {
            var db = scope.GetRequiredService<PlanningDb>();
            var rules = (await scope.GetRequiredService<CurrentRules>().LoadAsync(default)).Rules;
            var seats = await SeatBook.ReadAsync(db, rules, [pool], Days.Range(date, date), default);
            Assert.True(seats.TryTake(new Cell { ChildId = Guid.NewGuid(), Unit = pool, Date = date }, [rules.Pools[pool]]));
            Assert.Equal((LineOutcome.Booked, "booked"), Answer(await second.AskAsync(second.Book(pool, date))));
            return await Record.ExceptionAsync(async () =>
            {
                await new DayBook(db, rules, seats, World.Service.Clock.GetUtcNow()).CloseAsync(default);
                await db.SaveChangesAsync();
            });
        });

        Assert.IsAssignableFrom<DbUpdateException>(lost);
        Assert.Equal(someTaken ? 2 : 1, await World.TakenAsync(Pays, pool, date));
    }

    [Fact]
    public async Task Places_are_kept_in_step_through_any_sequence_of_acts()
    {
        var random = new Random(20261208);
        var families = new List<Household>();
        for (var i = 0; i < 4; i++)
        {
            families.Add(await World.AddFamilyAsync(Pays, "bessins-garderie-midi"));
        }

        await World.SetCapacityAsync(Pays, "bessins-garderie-midi", 2);
        for (var step = 0; step < 60; step++)
        {
            var family = families[random.Next(4)];
            var waiting = await World.Agent(Pays).GetAsAsync<QueuePage>($"/api/{Pays}/planning/queue?service=bessins-garderie-midi");
            await (random.Next(6) switch
            {
                0 or 1 => family.PostAsync(family.Book("bessins-garderie-midi", Monday14)),
                2 => family.PostAsync(family.Cancel("bessins-garderie-midi", Monday14)),
                3 => family.PostAsync(family.Absent("bessins-garderie-midi", Monday14)),
                4 =>
                    PostAsync(
                        "decisions", new
                        {
                            requests = waiting.Items.Select(i => i.RequestId).DefaultIfEmpty(Guid.NewGuid()),
                            accept = random.Next(2) == 0,
                            reason = "Plus de place"
                        }),
                _ =>
                    PostAsync(
                        "reopen", new
                        {
                            requests = (await World.Agent(Pays).GetAsAsync<QueuePage>($"/api/{Pays}/planning/queue?status=decided")).Items
                            .Select(i => i.RequestId).DefaultIfEmpty(Guid.NewGuid())
                        }),
            });

            var held = 0;
            foreach (var f in families)
            {
                held += await World.CellAsync(Pays, f.Child, "bessins-garderie-midi", Monday14) is { Seats.Length: > 0 } ? 1 : 0;
            }

            Assert.Equal(held, await World.TakenAsync(Pays, "bessins-garderie-midi", Monday14));
            Assert.InRange(held, 0, 2);
        }
    }

    private async Task<HttpResponseMessage> PostAsync(string what, object body)
    {
        var response = await World.Agent(Pays).PostAsJsonAsync($"/api/{Pays}/planning/queue/{what}", body);
        await HttpAssert.StatusAsync(HttpStatusCode.OK, response);
        return response;
    }

    private async Task<DecisionOutcome> DecideAsync(Guid request) =>
        (await World.Agent(Pays).PostAsAsync<DecisionResult>($"/api/{Pays}/planning/queue/decisions", new DecideRequests([request], true))).Results.Single();
}

public sealed class SeatsOnSqlite(SharedWorld shared) : SeatTests(shared, TestDatabase.Sqlite);

public sealed class SeatsOnSqlServer(SharedWorld shared) : SeatTests(shared, TestDatabase.SqlServer);
