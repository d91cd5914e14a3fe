using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>What was marked and booked and does not fit together waits for an agent.</summary>
public abstract class RollAnomalyTests(SharedWorld shared, TestDatabase database) : RollWorld(shared, database)
{
    [Fact]
    public async Task A_presence_without_a_booking_is_taken_as_booked_together_with_others_and_taken_back()
    {
        var (family, agent) = (await EveningFamilyAsync(), World.Agent(Pays));
        await SendAsync(family.Tenant, Mark(family, Today, MarkKind.Arrival));
        var version = (await World.CellAsync(Pays, family.Child, Evening, Today))!.Version;
        var body = new CorrectCells(Guid.NewGuid(), [new CellOfDay(family.Child, Evening, Today, version)], CellState.AbsentBilled, "Prévenu par téléphone");
        Assert.Single((await agent.PostAsAsync<CorrectedCells>($"{family.Api}/checks/correct/many", body)).Left);

        var done = await agent.PostAsAsync<CorrectedCells>($"{family.Api}/checks/correct/many", body with { State = CellState.Present });

        Assert.Equal((1, CellState.Present, true), (done.Done, (await SeeAsync(family, Today)).State, (await SeeAsync(family, Today)).Booked));
        Assert.Equal(CellOutcome.Present, (await World.SettledAsync(family.Child, 2))[^1].Outcome);
        await agent.PostAsAsync<CorrectedCells>($"{family.Api}/checks/correct/many/{body.Batch}/undo", new { });
        Assert.Equal((CellState.PresentUnbooked, false, new TimeOnly(9, 10)),
            (await SeeAsync(family, Today)) is var seen ? (seen.State, seen.Booked, seen.Arrival) : default);
    }

    [Fact]
    public async Task A_missing_departure_shows_once_the_day_is_over_and_is_no_absence()
    {
        var family = await EveningFamilyAsync();
        await BookAsync(family, Yesterday);
        await BookAsync(family, Today);
        await SendAsync(family.Tenant, Mark(family, Yesterday, MarkKind.Arrival, "16:30"), Mark(family, Today, MarkKind.Arrival, "08:00"));

        Assert.Equal(CellState.ClockMissing, (await SeeAsync(family, Yesterday)).State);
        Assert.Equal(CellState.Present, (await SeeAsync(family, Today)).State);
        Assert.Equal(CellState.ClockMissing, (await family.SeeAsync(Evening, Yesterday))!.State);
        Assert.Contains((await AnomaliesAsync()).Items, a => a.ChildId == family.Child && a.Kind == "clock" && a.SlotTo == new TimeOnly(18, 30));
    }

    [Fact]
    public async Task Where_an_agent_decides_an_absence_waits_for_him_and_is_settled_once()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        await ClockAsync(world, unit => unit["attendance"]!["noShow"] = "toAgent");
        var family = await world.AddFamilyAsync(Pays, Evening);
        await BookAsync(family, Yesterday, world);
        await SendAsync(world, Mark(family, Yesterday, MarkKind.Absent));
        var agent = world.Agent(Pays);

        Assert.Contains((await agent.GetAsAsync<AnomaliesView>($"/api/{Pays}/planning/roll/anomalies")).Items,
            a => a.ChildId == family.Child && a.Kind == "no-show");
        var decide = new DecideNoShow(family.Child, Evening, Yesterday, Billed: false);
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await agent.PostAsJsonAsync($"/api/{Pays}/planning/roll/decide", decide));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "no-show.settled", await agent.PostAsJsonAsync($"/api/{Pays}/planning/roll/decide", decide));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await agent.PostAsJsonAsync($"/api/{Pays}/planning/roll/decide", decide with { Child = Guid.NewGuid() }));
        Assert.Equal(CellState.AbsentExcused, (await SeeAsync(family, Yesterday, world)).State);

        // Taken back, it is to be decided again, and not twice.
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await agent.PostAsJsonAsync($"/api/{Pays}/planning/roll/decide", decide with { Billed = null }));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "no-show.settled",
            await agent.PostAsJsonAsync($"/api/{Pays}/planning/roll/decide", decide with { Billed = null }));
        Assert.Contains((await agent.GetAsAsync<AnomaliesView>($"/api/{Pays}/planning/roll/anomalies")).Items,
            a => a.ChildId == family.Child && a.Kind == "no-show");
    }

    [Fact]
    public async Task A_booked_day_is_open_where_another_child_was_seen_or_hours_are_kept_and_not_where_nobody_was()
    {
        const string noon = "dionay-garderie-midi";
        var (late, other) = (await World.AddFamilyAsync(Pays, noon), await World.AddFamilyAsync(Pays, noon));
        var evening = await EveningFamilyAsync();
        var (seen, unseen) = (new DateOnly(2026, 12, 3), new DateOnly(2026, 12, 4));
        await World.PutBookedAsync(late, noon, seen);
        await World.PutBookedAsync(late, noon, unseen);
        await World.PutBookedAsync(other, noon, seen, AttendanceState.Present);
        await BookAsync(evening, unseen);

        var items = (await World.Agent(Pays).GetAsAsync<AnomaliesView>($"/api/{Pays}/planning/roll/anomalies?from=2026-12-03&to=2026-12-04")).Items;

        Assert.Equal([("unmarked", seen)], items.Where(a => a.ChildId == late.Child).Select(a => (a.Kind, a.Date)));
        Assert.Equal([("unmarked", unseen)], items.Where(a => a.ChildId == evening.Child).Select(a => (a.Kind, a.Date)));
    }
}

public sealed class RollAnomalyOnSqlite(SharedWorld shared) : RollAnomalyTests(shared, TestDatabase.Sqlite);

public sealed class RollAnomalyOnSqlServer(SharedWorld shared) : RollAnomalyTests(shared, TestDatabase.SqlServer);
