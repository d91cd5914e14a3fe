using System.Net;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

public abstract class AbsenceTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    private const string Meal = "bessins-restauration";

    [Fact]
    public async Task An_absence_told_in_time_is_accepted_frees_the_place_and_is_not_billed()
    {
        var family = await World.AddFamilyAsync(Pays, Meal);
        await family.AskAsync(family.Book(Meal, Monday14));

        var receipt = await family.AskAsync(family.Absent(Meal, Monday14));

        Assert.Equal((LineOutcome.Excused, "absence.excused"), Answer(receipt));
        Assert.Equal(RequestStatus.Accepted, receipt.Status);
        Assert.Equal(0, await World.TakenAsync(Pays, Meal, Monday14));
        Assert.Equal([CellOutcome.Booked, CellOutcome.AbsentExcused], (await World.SettledAsync(family.Child, 2)).Select(c => c.Outcome));
        Assert.Equal(CellState.AbsentExcused, (await family.SeeAsync(Meal, Monday14))!.State);
    }

    [Fact]
    public async Task A_late_absence_waits_and_the_day_stays_booked_until_an_agent_has_answered()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        var family = await world.AddFamilyAsync(Pays, Meal);
        await family.AskAsync(family.Book(Meal, Monday14));
        world.Service.Clock.Advance(TimeSpan.FromDays(5));

        var receipt = await family.AskAsync(family.Absent(Meal, Monday14));

        Assert.Equal((LineOutcome.Pending, "pending.late"), Answer(receipt));
        Assert.Equal("La limite était le samedi 12 décembre à 23\u00a0h\u00a059 : le service e-enfance décidera.", receipt.Lines[0].Text);
        Assert.Equal(CellState.AbsencePending, (await family.SeeAsync(Meal, Monday14))!.State);
        Assert.Single(await world.SettledAsync(family.Child, 1));
        Assert.Equal(1, await world.TakenAsync(Pays, Meal, Monday14));
    }

    [Fact]
    public async Task An_absence_can_be_told_until_seven_days_after_its_day_and_no_later()
    {
        var family = await World.AddFamilyAsync(Pays, Meal);
        var (last, before) = (new DateOnly(2026, 12, 1), new DateOnly(2026, 11, 30));
        await World.PutBookedAsync(family, Meal, last);
        await World.PutBookedAsync(family, Meal, before);

        Assert.Equal((LineOutcome.Pending, "pending.late"), Answer(await family.AskAsync(family.Absent(Meal, last))));
        Assert.Equal((LineOutcome.Refused, "refused.past"), Answer(await family.AskAsync(family.Absent(Meal, before))));
    }

    [Theory]
    [InlineData(true, CellOutcome.AbsentExcused, CellState.AbsentExcused, 0)]
    [InlineData(false, CellOutcome.AbsentBilled, CellState.AbsentBilled, 1)]
    public async Task An_agent_excuses_a_late_absence_or_has_it_billed(bool accept, CellOutcome outcome, CellState state, int taken)
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        var family = await world.AddFamilyAsync(Pays, Meal);
        await family.AskAsync(family.Book(Meal, Monday14));
        world.Service.Clock.Advance(TimeSpan.FromDays(5));
        var receipt = await family.AskAsync(family.Absent(Meal, Monday14));

        await world.Agent(Pays).PostAsAsync<DecisionResult>($"{family.Api}/queue/decisions", new DecideRequests([receipt.Id], accept, "Sans certificat"));

        Assert.Equal(outcome, (await world.SettledAsync(family.Child, 2))[^1].Outcome);
        Assert.Equal(state, (await family.SeeAsync(Meal, Monday14))!.State);
        Assert.Equal(taken, await world.TakenAsync(Pays, Meal, Monday14));
    }

    [Fact]
    public async Task An_absence_needs_one_of_the_nine_reasons_and_something_booked()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);

        Assert.Equal(9, (await family.Parent.GetAsAsync<MonthView>($"{family.Api}/month")).AbsenceReasons.Length);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "reason.missing",
            await family.PostAsync(family.Absent(Canteen, Monday14) with { Reason = null }));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "reason.unknown", await family.PostAsync(family.Absent(Canteen, Monday14, "vacances")));
        Assert.Equal((LineOutcome.Refused, "refused.nothing-booked"), Answer(await family.AskAsync(family.Absent(Canteen, Monday14))));
    }

    [Fact]
    public async Task One_change_of_a_booked_day_is_possible_and_a_second_is_not_where_the_commune_says_so()
    {
        var family = await World.AddFamilyAsync(Biviers, Canteen);
        await family.AskAsync(family.Book(Canteen, Monday14));
        await family.AskAsync(family.Cancel(Canteen, Monday14));

        var receipt = await family.AskAsync(family.Book(Canteen, Monday14));

        Assert.Equal((LineOutcome.Refused, "refused.changed-once"), Answer(receipt));
        var cell = await family.SeeAsync(Canteen, Monday14);
        Assert.Equal((CellState.Locked, CellActions.None, "changed-once"), (cell!.State, cell.Actions, cell.Blocked));
        var free = await World.AddFamilyAsync(Pays, "bessins-garderie-soir");
        await free.AskAsync(free.Book("bessins-garderie-soir", Monday14));
        await free.AskAsync(free.Cancel("bessins-garderie-soir", Monday14));
        Assert.Equal((LineOutcome.Booked, "booked"), Answer(await free.AskAsync(free.Book("bessins-garderie-soir", Monday14))));
    }
}

public sealed class AbsencesOnSqlite(SharedWorld shared) : AbsenceTests(shared, TestDatabase.Sqlite);

public sealed class AbsencesOnSqlServer(SharedWorld shared) : AbsenceTests(shared, TestDatabase.SqlServer);
