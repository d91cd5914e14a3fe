using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Testing;
using static Preau.Planning.Tests.WeekWorld;

namespace Preau.Planning.Tests;

public abstract class WeekTests(TestDatabase database)
{
    [Fact]
    public async Task A_week_takes_a_place_on_each_of_its_days_or_on_none_and_is_billed_once()
    {
        await using var world = await StartAsync("automatic");
        var family = await world.AddFamilyAsync(Pays, Unit);
        var other = await world.AddFamilyAsync(Pays, Unit);
        Assert.Equal([14], (await MonthAsync(family)).Where(d => d is >= 14 and <= 18));

        Assert.Equal("refused.week-start", (await family.AskAsync(family.Book(Week, FourDays[1]))).Lines[0].Code);
        var booked = await family.AskAsync(family.Book(Week, Monday14));

        Assert.Equal("booked", booked.Lines[0].Code);
        Assert.Equal("1 1 1 1", await world.TakenAsync());
        Assert.Equal([Week], (await world.SettledAsync(family.Child, 1)).Where(c => c.Outcome == CellOutcome.Booked).Select(c => c.Unit));
        Assert.Equal(CellState.Booked, (await family.SeeAsync(Unit, FourDays[2]))!.State);
        Assert.Equal("refused.part-of-week", (await family.AskAsync(family.Cancel(Unit, FourDays[2]))).Lines[0].Code);
        await other.AskAsync(other.Book(Unit, FourDays[3]));
        await other.AskAsync(other.Cancel(Unit, FourDays[3]));

        await family.AskAsync(family.Cancel(Week, Monday14));
        Assert.Equal("0 0 0 0", await world.TakenAsync());
        Assert.Equal(CellOutcome.None, (await world.SettledAsync(family.Child, 2)).Last().Outcome);
        await other.AskAsync(other.Book(Unit, FourDays[3]));
        var full = await family.AskAsync(family.Book(Week, Monday14));
        Assert.Equal("refused.full", full.Lines[0].Code);
        Assert.Equal("0 0 0 1", await world.TakenAsync());
    }

    [Fact]
    public async Task A_week_that_waits_for_an_agent_holds_its_places_until_it_is_refused_or_taken_back()
    {
        await using var world = await StartAsync("manual");
        var family = await world.AddFamilyAsync(Pays, Unit);
        var agent = world.Agent(Pays);
        var first = await family.AskAsync(family.Book(Week, Monday14));
        Assert.Equal("1 1 1 1", await world.TakenAsync());
        await agent.PostAsAsync<DecisionResult>($"/api/{Pays}/planning/queue/decisions", new DecideRequests([first.Id], false, "Trop d’enfants"));
        Assert.Equal("0 0 0 0", await world.TakenAsync());
        Assert.False((await agent.PostAsAsync<DecisionResult>($"/api/{Pays}/planning/queue/reopen", new ReopenRequests([first.Id]))).Results[0].Done);

        var second = await family.AskAsync(family.Book(Week, Monday14));
        await agent.PostAsAsync<DecisionResult>($"/api/{Pays}/planning/queue/decisions", new DecideRequests([second.Id], true));
        Assert.Equal(BookingState.Confirmed, (await world.CellAsync(Pays, family.Child, Unit, FourDays[3]))!.Booking);
        await family.Parent.PostAsync($"{family.Api}/requests/{second.Id}/cancel", null).OkAsync();

        Assert.Equal("0 0 0 0", await world.TakenAsync());
        Assert.Equal(BookingState.None, (await world.CellAsync(Pays, family.Child, Unit, FourDays[3]))!.Booking);
    }

    private async Task<PlanningWorld> StartAsync(string validation)
    {
        var world = await PlanningWorld.StartAsync(database);
        await world.AddWeekAsync(1, $$"""{"full":"refuse","validation":{"cancel":"automatic","absence":"automatic","book":"{{validation}}" } }""");
        return world;
    }

    private static async Task<IEnumerable<int>> MonthAsync(Household family) =>
        (await family.Parent.GetAsAsync<MonthView>($"{family.Api}/month?month=2026-12")).Children[0].Rows.Single(r => r.Unit == Week).Cells
            .Where(c => c.Actions != CellActions.None).Select(c => c.Day);
}

public sealed class WeekOnSqlite() : WeekTests(TestDatabase.Sqlite);

public sealed class WeekOnSqlServer() : WeekTests(TestDatabase.SqlServer);
