using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>Who may no longer change a day, whose day it is, and until which instant.</summary>
public abstract class DayGuardTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    private const string Meal = "dionay-restauration";
    private static readonly DateOnly Friday18 = new(2026, 12, 18);
    private static readonly DateTimeOffset Start = new(2026, 12, 8, 8, 10, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_an_agent_has_set_right_since_the_family_can_no_longer_take_back()
    {
        var family = await World.AddFamilyAsync(Pays, Meal);
        var request = await family.AskAsync(family.Book(Meal, Thursday17));
        await CorrectAsync(World, family, Thursday17, CellState.AbsentBilled);

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "undo.changed",
            await family.Parent.PostAsync($"{family.Api}/requests/{request.Id}/cancel", null));

        Assert.Equal(AttendanceState.AbsentBilled, (await World.CellAsync(Pays, family.Child, Meal, Thursday17))!.Attendance);
    }

    [Fact]
    public async Task An_answer_to_a_request_never_decides_on_the_cell_of_another()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        await world.ListAsync(Meal, 5, """{"full":"toAgent","validation":{"book":"manual","cancel":"automatic","absence":"automatic"}}""");
        var family = await world.AddFamilyAsync(Pays, Meal);
        var first = await family.AskAsync(family.Book(Meal, Monday14));
        await CorrectAsync(world, family, Monday14, CellState.Free);
        var second = await family.AskAsync(family.Book(Meal, Monday14));

        var answer = await world.Agent(Pays).PostAsAsync<DecisionResult>($"/api/{Pays}/planning/queue/decisions", new DecideRequests([first.Id], true));

        Assert.Equal((false, "changed"), (answer.Results[0].Done, answer.Results[0].Code));
        Assert.Equal(BookingState.Pending, (await world.CellAsync(Pays, family.Child, Meal, Monday14))!.Booking);
        Assert.Equal(LineOutcome.Pending, (await family.ReadAsync(second.Id)).Lines[0].Outcome);
    }

    [Fact]
    public async Task What_agents_change_is_not_the_one_change_of_the_family()
    {
        await using var world = await OneChangeAsync();
        var family = await world.AddFamilyAsync(Pays, Meal);
        await family.AskAsync(family.Book(Meal, Friday18));
        (await world.Agent(Pays)
            .PostAsJsonAsync($"{family.Api}/requests", new SubmitRequest(Guid.NewGuid(), [family.Cancel(Meal, Friday18)], null, family.Family)))
            .EnsureSuccessStatusCode();
        await family.AskAsync(family.Book(Meal, Friday18));

        Assert.Equal("cancelled", Answer(await family.AskAsync(family.Cancel(Meal, Friday18))).Code);
        Assert.Equal("refused.changed-once", Answer(await family.AskAsync(family.Book(Meal, Friday18))).Code);
    }

    [Fact]
    public async Task The_changes_of_one_household_are_not_those_of_the_other()
    {
        await using var world = await OneChangeAsync();
        var (one, other) = await TwoHouseholdsAsync(world, Meal);
        await one.AskAsync(one.Book(Meal, Tuesday15));
        await one.AskAsync(one.Cancel(Meal, Tuesday15));
        await other.AskAsync(other.Book(Meal, Tuesday15));

        Assert.Equal("cancelled", Answer(await other.AskAsync(other.Cancel(Meal, Tuesday15))).Code);
    }

    [Fact]
    public async Task A_child_nobody_booked_is_paid_by_the_household_that_has_it_that_week()
    {
        var today = new DateOnly(2026, 12, 8);
        var (smaller, greater) = await TwoHouseholdsAsync(World, Meal, hasItThisWeek: "greater");
        var now = World.Service.Clock.GetUtcNow().UtcDateTime;
        // Before the mark the roll offers the child once, as of that household.
        var roll = await World.Agent(Pays).GetAsAsync<RollView>($"/api/{Pays}/planning/roll?date={today:yyyy-MM-dd}&service={Meal}");
        Assert.Equal(greater.Family, Assert.Single(roll.Others, o => o.ChildId == smaller.Child).FamilyId);

        await World.Agent(Pays)
            .PostAsAsync<MarksResult>($"/api/{Pays}/planning/roll/marks",
                new SendMarks("Tablette", now, [new NewMark(Guid.NewGuid(), smaller.Child, Meal, today, MarkKind.Present, now)]));

        Assert.Equal(greater.Family, (await World.CellAsync(Pays, smaller.Child, Meal, today))!.FamilyId);
    }

    [Fact]
    public async Task An_absence_told_too_late_is_refused_where_the_rule_refuses_it()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        var family = await world.AddFamilyAsync(Pays, Meal);
        await family.AskAsync(family.Book(Meal, Monday14));
        await world.ListAsync(Meal, 5,
            """{"full":"refuse","deadlines":{"book":{"anchor":"daysBefore","days":2,"time":"23:59","late":"refuse"},"absence":{"anchor":"daysBefore","days":2,"time":"23:59","late":"refuse"}}}""");
        world.Service.Clock.Advance(new DateTimeOffset(2026, 12, 13, 8, 0, 0, TimeSpan.Zero) - world.Service.Clock.GetUtcNow());

        Assert.Equal((LineOutcome.Refused, "refused.deadline"), Answer(await family.AskAsync(family.Absent(Meal, Monday14))));
        Assert.Equal(AttendanceState.None, (await world.CellAsync(Pays, family.Child, Meal, Monday14))!.Attendance);
    }

    [Fact]
    public async Task A_place_freed_once_the_list_is_over_is_given_to_nobody()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        await world.ListAsync(Meal, 1, """
            {"waitingList":{"latest":{"anchor":"daysBefore","days":2,"time":"12:00"}},"deadlines":{"book":{"anchor":"daysBefore","days":0,"time":"08:00","late":"refuse"}}}
            """);
        var families = await world.AddFamiliesAsync(3, Meal);
        await families[0].AskAsync(families[0].Book(Meal, Monday14));
        await families[1].AskAsync(families[1].Book(Meal, Monday14));
        world.Service.Clock.Advance(new DateTimeOffset(2026, 12, 13, 8, 0, 0, TimeSpan.Zero) - world.Service.Clock.GetUtcNow());

        // Nobody joins the list any more.
        Assert.Equal((LineOutcome.Refused, "refused.full"), Answer(await families[2].AskAsync(families[2].Book(Meal, Monday14))));
        await families[0].AskAsync(families[0].Cancel(Meal, Monday14));

        Assert.NotEqual(BookingState.Confirmed, (await world.CellAsync(Pays, families[1].Child, Meal, Monday14))!.Booking);
        Assert.Equal(0, await world.TakenAsync(Pays, Meal, Monday14));
    }

    [Theory]
    [InlineData(11, LineOutcome.Billed, "cancelled.exchange")]
    [InlineData(13, LineOutcome.Refused, "refused.deadline")]
    public async Task A_day_given_up_late_waits_for_its_next_only_as_long_as_places_are_given(int day, LineOutcome outcome, string code)
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        await world.ListAsync(Meal, 1, """
            {"lateExchange":true,"waitingList":{"offer":{"hours":4},"latest":{"anchor":"daysBefore","days":2,"time":"12:00"}},
             "deadlines":{"book":{"anchor":"daysBefore","days":4,"time":"23:59","late":"refuse"}}}
            """);
        var families = await world.AddFamiliesAsync(2, Meal);
        await families[0].AskAsync(families[0].Book(Meal, Monday14));
        await families[1].AskAsync(families[1].Book(Meal, Monday14));
        world.Service.Clock.Advance(new DateTimeOffset(2026, 12, day, 8, 0, 0, TimeSpan.Zero) - world.Service.Clock.GetUtcNow());

        Assert.Equal((outcome, code), Answer(await families[0].AskAsync(families[0].Cancel(Meal, Monday14))));
    }

    [Theory]
    [InlineData(-1, HttpStatusCode.OK)]
    [InlineData(0, HttpStatusCode.Conflict)]
    public async Task An_offer_can_be_accepted_until_its_last_instant_and_not_at_its_end(int seconds, HttpStatusCode expected)
    {
        await using var world = await PlanningWorld.StartAsync(Database, Start, demo: false, ("Waiting:Poll", "1.00:00:00"));
        await world.ListAsync(Meal, 1, """{"waitingList":{"offer":{"hours":4}}}""");
        var families = await world.AddFamiliesAsync(2, Meal);
        await families[0].AskAsync(families[0].Book(Meal, Monday14));
        await families[1].AskAsync(families[1].Book(Meal, Monday14));
        await families[0].AskAsync(families[0].Cancel(Meal, Monday14));
        var offer = await world.Service.InTenantAsync(Pays,
            scope => scope.GetRequiredService<PlanningDb>().WaitingPlaces.AsNoTracking().SingleAsync(w => w.State == WaitingState.Offered));

        world.Service.Clock.Advance(offer.OfferUntil!.Value.AddSeconds(seconds) - world.Service.Clock.GetUtcNow().UtcDateTime);

        await HttpAssert.StatusAsync(expected, await families[1].Parent.PostAsync($"{families[1].Api}/offers/{offer.Id}/accept", null));
    }

    [Fact]
    public async Task An_offer_ends_at_the_latest_when_places_are_no_longer_given()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        await world.ListAsync(Meal, 1,
            """{"waitingList":{"offer":{"hours":48},"latest":{"anchor":"daysBefore","days":5,"time":"23:59"}}}""");
        var families = await world.AddFamiliesAsync(2, Meal);
        await families[0].AskAsync(families[0].Book(Meal, Monday14));
        await families[1].AskAsync(families[1].Book(Meal, Monday14));

        await families[0].AskAsync(families[0].Cancel(Meal, Monday14));

        Assert.Equal(new DateTime(2026, 12, 9, 23, 59, 0), (await families[1].SeeAsync(Meal, Monday14))!.OfferUntil);
    }

    private async Task<PlanningWorld> OneChangeAsync()
    {
        var world = await PlanningWorld.StartAsync(Database);
        await world.ChangeSettingsAsync(Pays, document => document["oneChangePerCell"] = true);
        return world;
    }

    /// <summary>One child in two households, both enrolled; the first has the smaller number.</summary>
    private static async Task<(Household Smaller, Household Greater)> TwoHouseholdsAsync(PlanningWorld world, string service, string? hasItThisWeek = null)
    {
        var child = Guid.NewGuid();
        Guid[] ids = [.. new[] { Guid.NewGuid(), Guid.NewGuid() }.Order()];
        var (smaller, greater) = (new Household(world, Pays, ids[0], child), new Household(world, Pays, ids[1], child));
        // Monday 7 December is in the week of the roll; the other household's weeks are counted from the next.
        var (present, next) = (new DateOnly(2026, 12, 7), new DateOnly(2026, 12, 14));
        await world.Service.DeliverAsync(smaller.Snapshot(1, custody: hasItThisWeek is null ? null : new Custody(greater.Family, "Claire", next)));
        await world.Service.DeliverAsync(greater.Snapshot(1, custody: hasItThisWeek is null ? null : new Custody(smaller.Family, "Jean", present)));
        await world.EnrolAsync(Pays, smaller.Family, child, service);
        await world.EnrolAsync(Pays, greater.Family, child, service);
        return (smaller, greater);
    }

    private static async Task CorrectAsync(PlanningWorld world, Household family, DateOnly day, CellState state)
    {
        var cell = (await world.CellAsync(Pays, family.Child, Meal, day))!;
        await HttpAssert.StatusAsync(
            HttpStatusCode.NoContent, await world.Agent(Pays)
                .PostAsJsonAsync($"{family.Api}/checks/correct", new CorrectCell(family.Child, Meal, day, state, cell.Version, "Erreur de saisie")));
    }
}

public sealed class DayGuardOnSqlite(SharedWorld shared) : DayGuardTests(shared, TestDatabase.Sqlite);

public sealed class DayGuardOnSqlServer(SharedWorld shared) : DayGuardTests(shared, TestDatabase.SqlServer);
