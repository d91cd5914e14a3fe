using System.Net;
using System.Net.Http.Json;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>A day changes in one way: its place, its bill and whose turn it is follow whoever changes it.</summary>
public abstract class DayTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    private const string Meal = "dionay-restauration";
    private static readonly DateOnly[] Days = [.. Enumerable.Range(0, 40).Select(i => new DateOnly(2027, 3, 1).AddDays(i))
        .Where(d => d.DayOfWeek is DayOfWeek.Monday or DayOfWeek.Tuesday or DayOfWeek.Thursday or DayOfWeek.Friday)];

    [Fact]
    public async Task A_day_that_an_agent_sets_right_has_its_place_again()
    {
        var (day, families) = (Days[0], await FamiliesAsync(2));
        await families[0].AskAsync(families[0].Book(Meal, day));
        Assert.Equal("absence.excused", Answer(await families[0].AskAsync(families[0].Absent(Meal, day))).Code);
        Assert.Equal(0, await World.TakenAsync(Pays, Meal, day));

        await CorrectAsync(families[0], day, CellState.Booked);

        Assert.Equal("pending.full", Answer(await families[1].AskAsync(families[1].Book(Meal, day))).Code);
        Assert.Equal(1, await World.TakenAsync(Pays, Meal, day));
    }

    [Fact]
    public async Task A_day_set_right_although_its_place_is_taken_counts_beyond_the_number()
    {
        var (day, families) = (Days[1], await FamiliesAsync(2));
        await families[0].AskAsync(families[0].Book(Meal, day));
        await families[0].AskAsync(families[0].Absent(Meal, day));
        Assert.Equal("booked", Answer(await families[1].AskAsync(families[1].Book(Meal, day))).Code);

        await CorrectAsync(families[0], day, CellState.Booked);

        Assert.Equal(2, await World.TakenAsync(Pays, Meal, day));
    }

    [Fact]
    public async Task A_day_given_up_late_and_set_right_is_no_longer_up_for_exchange()
    {
        const string List = """{"offer":{"hours":4},"latest":{"anchor":"daysBefore","days":0,"time":"12:00"}}""";
        await using var world = await PlanningWorld.StartAsync(Database);
        await world.ListAsync(Meal, 1, """{"lateExchange":true,"waitingList":""" + List + "}");
        var families = await world.AddFamiliesAsync(2, Meal);
        await families[0].AskAsync(families[0].Book(Meal, Monday14));
        await families[1].AskAsync(families[1].Book(Meal, Monday14));
        await world.ListAsync(Meal, 1,
            """{"deadlines":{"book":{"anchor":"daysBefore","days":7,"time":"23:59","late":"refuse"}},"lateExchange":true,"waitingList":""" + List + "}");
        Assert.Equal("cancelled.exchange", Answer(await families[0].AskAsync(families[0].Cancel(Meal, Monday14))).Code);
        var given = (await world.CellAsync(Pays, families[0].Child, Meal, Monday14))!;

        await CorrectAsync(families[0], Monday14, CellState.Booked, world);
        await families[1].AnswerAsync("accept").OkAsync();

        // Its place went to the list meanwhile: both come, and neither is let go.
        var right = (await world.CellAsync(Pays, families[0].Child, Meal, Monday14))!;
        Assert.Equal((true, ""), (given.Exchange, given.Seats));
        Assert.Equal((false, Meal, BookingState.Confirmed), (right.Exchange, right.Seats, right.Booking));
        Assert.Equal(2, await world.TakenAsync(Pays, Meal, Monday14));
    }

    [Fact]
    public async Task A_freed_place_is_kept_for_the_oldest_request_that_an_agent_holds_and_a_later_one_never_overtakes()
    {
        var (day, families) = (Days[3], await FamiliesAsync(4));
        await families[0].AskAsync(families[0].Book(Meal, day));
        var second = await families[1].AskAsync(families[1].Book(Meal, day));
        var third = await families[2].AskAsync(families[2].Book(Meal, day));
        Assert.Equal(["pending.full", "pending.full"], [Answer(second).Code, Answer(third).Code]);

        await families[0].AskAsync(families[0].Cancel(Meal, day));

        Assert.Equal("pending.full", Answer(await families[3].AskAsync(families[3].Book(Meal, day))).Code);
        Assert.Equal([Meal, "", ""], [await SeatsAsync(families[1], day), await SeatsAsync(families[2], day), await SeatsAsync(families[3], day)]);
        Assert.Contains("gardée pour cette demande", (await families[1].ReadAsync(second.Id)).Lines[0].Text, StringComparison.Ordinal);
        Assert.Equal(1, await World.TakenAsync(Pays, Meal, day));

        // Refused by the agent, it goes to the next oldest.
        await World.Agent(Pays).PostAsJsonAsync($"/api/{Pays}/planning/queue/decisions", new DecideRequests([second.Id], false, "Non")).OkAsync();
        Assert.Equal([Meal, ""], [await SeatsAsync(families[2], day), await SeatsAsync(families[3], day)]);
    }

    [Fact]
    public async Task An_older_request_that_an_agent_holds_comes_before_the_waiting_list_and_a_later_one_after_it()
    {
        var day = Days[4];
        await using var world = await PlanningWorld.StartAsync(Database);
        await world.SetCapacityAsync(Pays, Meal, 1);
        var families = await world.AddFamiliesAsync(3, Meal);
        await families[0].AskAsync(families[0].Book(Meal, day));
        await families[1].AskAsync(families[1].Book(Meal, day));
        await world.ListAsync(Meal, 1);
        Assert.Equal("waiting", Answer(await families[2].AskAsync(families[2].Book(Meal, day))).Code);

        await families[0].AskAsync(families[0].Cancel(Meal, day));

        Assert.Equal([BookingState.None, BookingState.Pending, BookingState.Waitlisted], await world.StatesAsync(families, Meal, day));
        Assert.Equal(Meal, (await world.CellAsync(Pays, families[1].Child, Meal, day))!.Seats);
    }

    [Fact]
    public async Task Booked_days_are_set_right_together_and_taken_back_as_one_but_for_those_that_changed_since()
    {
        await World.SetCapacityAsync(Pays, Meal, 10);
        var (day, families, agent) = (Days[4], await World.AddFamiliesAsync(3, Meal), World.Agent(Pays));
        foreach (var family in families)
        {
            await family.AskAsync(family.Book(Meal, day));
        }

        var cells = new List<CellOfDay>();
        foreach (var family in families)
        {
            cells.Add(new CellOfDay(family.Child, Meal, day, (await World.CellAsync(Pays, family.Child, Meal, day))!.Version));
        }

        cells[2] = cells[2] with { Version = 99 };
        var body = new CorrectCells(Guid.NewGuid(), [.. cells], CellState.AbsentExcused, "Sortie scolaire");

        var done = await agent.PostAsAsync<CorrectedCells>($"{families[0].Api}/checks/correct/many", body);

        Assert.Equal((2, families[2].Child), (done.Done, Assert.Single(done.Left).Child));
        Assert.Equal(2, (await agent.PostAsAsync<CorrectedCells>($"{families[0].Api}/checks/correct/many", body)).Done);
        Assert.Equal(1, await World.TakenAsync(Pays, Meal, day));
        await CorrectAsync(families[1], day, CellState.Present);

        var undone = await agent.PostAsAsync<CorrectedCells>($"{families[0].Api}/checks/correct/many/{body.Batch}/undo", new { });

        Assert.Equal((1, families[1].Child), (undone.Done, Assert.Single(undone.Left).Child));
        Assert.Equal(AttendanceState.None, (await World.CellAsync(Pays, families[0].Child, Meal, day))!.Attendance);
        Assert.Equal(3, await World.TakenAsync(Pays, Meal, day));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound,
            await agent.PostAsJsonAsync($"{families[0].Api}/checks/correct/many/{Guid.NewGuid()}/undo", new { }));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "state.unknown",
            await agent.PostAsJsonAsync($"{families[0].Api}/checks/correct/many", body with { State = CellState.Free }));
    }

    private async Task<string> SeatsAsync(Household family, DateOnly day) => (await World.CellAsync(Pays, family.Child, Meal, day))!.Seats;

    private async Task<List<Household>> FamiliesAsync(int count)
    {
        await World.SetCapacityAsync(Pays, Meal, 1);
        return await World.AddFamiliesAsync(count, Meal);
    }

    private async Task CorrectAsync(Household family, DateOnly day, CellState state, PlanningWorld? world = null)
    {
        var cell = (await (world ?? World).CellAsync(Pays, family.Child, Meal, day))!;
        await HttpAssert.StatusAsync(
            HttpStatusCode.NoContent, await (world ?? World).Agent(Pays)
                .PostAsJsonAsync($"{family.Api}/checks/correct", new CorrectCell(family.Child, Meal, day, state, cell.Version, "Erreur de saisie")));
    }
}

public sealed class DayOnSqlite(SharedWorld shared) : DayTests(shared, TestDatabase.Sqlite);

public sealed class DayOnSqlServer(SharedWorld shared) : DayTests(shared, TestDatabase.SqlServer);
