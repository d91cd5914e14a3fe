using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Booking.Allocation;
using Preau.Planning.Rulebook;
using Preau.Testing;

namespace Preau.Planning.Tests;

public abstract class AllocationTests(TestDatabase database)
{
    private const string Unit = "bessins-restauration";
    private const string Wishes = """
        {"periods":[{"key":"decembre","label":"Décembre","first":"2026-12-14","last":"2026-12-18","closes":"2026-12-13T20:00",
          "opens":[{"at":"2026-12-10T08:00","for":{"resident":true}},{"at":"2026-12-11T08:00"}],
          "wishes":{"from":"2026-12-08T08:00","until":"2026-12-09T12:00","tie":"TIE","siblingsTogether":true,
            "criteria":[{"label":"Habite Bessins","points":10,"for":{"communes":["Bessins"]}},{"label":"Parent seul","points":5,"for":{"categories":["single-parent"]}},{"label":"Fratrie","points":2,"sibling":true}]}}]}
        """;

    private static readonly DateOnly Monday14 = new(2026, 12, 14);

    [Fact]
    public async Task Wishes_hold_no_place_are_ranked_by_published_points_and_become_bookings_or_a_waiting_list()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        await world.ListAsync(Unit, 3, Wishes.Replace("TIE", "time", StringComparison.Ordinal));
        var families = await world.AddFamiliesAsync(4, Unit);
        await world.Service.DeliverAsync(families[2].Snapshot(2) with { City = "Bessins" });
        await world.Service.DeliverAsync(families[3].Snapshot(2) with { Resident = false });
        var sibling = await AddSiblingAsync(world, families[1]);

        var first = await families[0].AskAsync(families[0].Book(Unit, Monday14));
        await families[1].AskAsync(families[1].Book(Unit, Monday14), new Intent(sibling, Unit, Monday14, IntentAction.Book));
        await families[2].AskAsync(families[2].Book(Unit, Monday14));
        Assert.Equal((LineOutcome.Pending, "pending.wish", RequestStatus.Waiting), (first.Lines[0].Outcome, first.Lines[0].Code, first.Status));
        Assert.Equal(CellState.Pending, (await families[0].SeeAsync(Unit, Monday14))!.State);
        Assert.Equal(0, await world.TakenAsync(PlanningWorld.Pays, Unit, Monday14));
        var path = $"/api/{PlanningWorld.Pays}/planning/allocations/{Unit}/decembre";
        var agent = world.Agent(PlanningWorld.Pays);
        var preview = await agent.GetAsAsync<AllocationPreview>(path);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "allocation.too-early",
            await agent.PostAsJsonAsync(path, new ApplyAllocation(preview.Seed, preview.Fingerprint)));

        world.Service.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 9, 11, 1, 0, TimeSpan.Zero));
        Assert.Equal("refused.allocation", (await families[3].AskAsync(families[3].Book(Unit, Monday14))).Lines[0].Code);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "allocation.changed",
            await agent.PostAsJsonAsync(path, new ApplyAllocation(1, new string('0', 64))));
        preview = await agent.GetAsAsync<AllocationPreview>(path);
        Assert.Equal([(1, 10, true), (2, 2, true), (3, 2, true), (4, 0, false)], preview.Lines.Select(l => (l.Rank, l.Points, l.Booked)));
        var done = await (await agent.PostAsJsonAsync(path, new ApplyAllocation(preview.Seed, preview.Fingerprint))).ReadAsync<AllocationPeriod>();

        Assert.Equal(("done", 3, 1), (done.State, done.Booked, done.Waitlisted));
        Assert.Equal([BookingState.Waitlisted, BookingState.Confirmed, BookingState.Confirmed, BookingState.None],
            await world.StatesAsync(families, Unit, Monday14));
        Assert.Equal(3, await world.CheckPlacesAsync(Unit, Monday14, 3));
        Assert.Equal(1, (await families[0].SeeAsync(Unit, Monday14))!.Rank);
        Assert.Contains("Habite Bessins : 10 points", preview.Lines[0].PointsText, StringComparison.Ordinal);
        Assert.Contains("rang 4, 0 point", (await families[0].ReadAsync(first.Id)).Lines[0].Text, StringComparison.Ordinal);
        var told = await Eventually.SeeAsync(
            () => Task.FromResult(world.Service.Published.OfType<FamilyNotified>().Where(n => n.Kind == "allocation").ToList()),
            n => n.Count == 3);
        Assert.Contains("2 jours réservés", told.Single(n => n.FamilyId == families[1].Family).Text, StringComparison.Ordinal);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "allocation.done",
            await agent.PostAsJsonAsync(path, new ApplyAllocation(preview.Seed, preview.Fingerprint)));
        Assert.Equal(preview.Lines, (await agent.GetAsAsync<AllocationPreview>(path)).Lines);

        // First come, first served follows: residents first.
        var early = await families[0].AskAsync(families[0].Book(Unit, Monday14.AddDays(1)));
        Assert.Equal(("refused.not-open-yet", "Les réservations ouvrent le jeudi 10 décembre à 8 h."),
            (early.Lines[0].Code, early.Lines[0].Text.Replace('\u00A0', ' ')));
        Assert.Contains("vendredi 11 décembre à 8 h",
            (await families[3].AskAsync(families[3].Book(Unit, Monday14.AddDays(1)))).Lines[0].Text.Replace('\u00A0', ' '), StringComparison.Ordinal);
        world.Service.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 10, 7, 0, 0, TimeSpan.Zero));
        Assert.Equal("booked", (await families[0].AskAsync(families[0].Book(Unit, Monday14.AddDays(1)))).Lines[0].Code);
        Assert.Equal("refused.not-open-yet", (await families[3].AskAsync(families[3].Book(Unit, Monday14.AddDays(1)))).Lines[0].Code);
        await families[2].AskAsync(families[2].Cancel(Unit, Monday14));
        Assert.Equal(BookingState.Confirmed, (await world.StatesAsync(families, Unit, Monday14))[0]);
    }

    [Fact]
    public async Task A_lottery_gives_the_same_list_for_the_same_seed_and_a_wish_can_be_taken_back()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        await world.ListAsync(Unit, 2, Wishes.Replace("TIE", "lottery", StringComparison.Ordinal));
        var families = await world.AddFamiliesAsync(6, Unit);
        foreach (var family in families)
        {
            await family.AskAsync(family.Book(Unit, Monday14));
        }

        await families[5].AskAsync(families[5].Cancel(Unit, Monday14));
        var agent = world.Agent(PlanningWorld.Pays);
        Task<AllocationPreview> DrawAsync(long seed) =>
            agent.GetAsAsync<AllocationPreview>($"/api/{PlanningWorld.Pays}/planning/allocations/{Unit}/decembre?seed={seed}");
        var one = await DrawAsync(7);
        var again = await DrawAsync(7);
        var others = await Task.WhenAll(Enumerable.Range(8, 8).Select(s => DrawAsync(s)));

        Assert.Equal((5, one.Fingerprint), (one.Lines.Length, again.Fingerprint));
        Assert.Equal(one.Lines, again.Lines);
        Assert.Contains(others, o => o.Fingerprint != one.Fingerprint);
        var seed = (await PreviewAsync(world)).Seed;
        world.Service.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(seed, (await PreviewAsync(world)).Seed);
        Assert.Equal(one.Lines.Select(l => l.Lot!).Order(StringComparer.Ordinal), one.Lines.Select(l => l.Lot!));
    }

    [Fact]
    public async Task A_period_without_wishes_closes_at_its_hour_and_is_not_for_every_family()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        await world.ListAsync(Unit, 5,
            """{"periods":[{"key":"n","label":"Noël","first":"2026-12-14","last":"2026-12-18","closes":"2026-12-08T20:00","opens":[{"at":"2026-12-01T08:00","for":{"categories":["agent"]}}]}]}""");
        var families = await world.AddFamiliesAsync(2, Unit);
        await world.Service.DeliverAsync(families[0].Snapshot(2) with { Categories = ["agent"] });

        Assert.Equal("booked", (await families[0].AskAsync(families[0].Book(Unit, Monday14))).Lines[0].Code);
        var other = (await families[1].AskAsync(families[1].Book(Unit, Monday14))).Lines[0];
        Assert.Equal(("refused.not-for-family", "not-for-family"), (other.Code, (await families[1].SeeAsync(Unit, Monday14))!.Blocked));
        world.Service.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 8, 19, 1, 0, TimeSpan.Zero));
        Assert.Equal("refused.deadline", (await families[0].AskAsync(families[0].Book(Unit, Monday14.AddDays(1)))).Lines[0].Code);
    }

    [Fact]
    public async Task What_requires_another_unit_is_allocated_with_it_or_waits_until_that_is_there()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        await world.ListAsync(Unit, 1,
            Wishes.Replace("TIE", "time", StringComparison.Ordinal)
                .Replace("\"siblingsTogether\":true", "\"siblingsTogether\":false", StringComparison.Ordinal));
        const string Snack = "bessins-gouter";
        await world.ChangeSettingsAsync(PlanningWorld.Pays, document =>
        {
            document["facilities"]!.AsArray().Single(f => (string?)f!["key"] == "bessins")!["pools"]!.AsArray()
                .Add(JsonNode.Parse($$"""{"key":"{{Snack}}","label":"Goûter","capacity":5}"""));
            WeekWorld.ServiceOf(document, Unit)["units"]!.AsArray()
                .Add(JsonNode.Parse($$"""{"key":"{{Snack}}","label":"Goûter","pools":["{{Snack}}"],"requires":["{{Unit}}"]}"""));
        });
        var families = await world.AddFamiliesAsync(2, Unit);
        await world.Service.DeliverAsync(families[1].Snapshot(2) with { City = "Bessins" });
        // What requires the other is asked first: it gains nothing by it.
        var first = await families[0].AskAsync(families[0].Book(Snack, Monday14), families[0].Book(Unit, Monday14));
        await families[1].AskAsync(families[1].Book(Unit, Monday14), families[1].Book(Snack, Monday14));

        var preview = await PreviewAsync(world);
        await ApplyAsync(world, preview);

        Assert.Equal([("Restauration", true), ("Goûter", true), ("Restauration", false), ("Goûter", false)],
            preview.Lines.OrderByDescending(l => l.Points).Select(l => (l.UnitLabel, l.Booked)));
        Assert.Equal([BookingState.Waitlisted, BookingState.Confirmed], await world.StatesAsync(families, Unit, Monday14));
        Assert.Equal([BookingState.Waitlisted, BookingState.Confirmed], await world.StatesAsync(families, Snack, Monday14));
        Assert.StartsWith("« Restauration », qu’il faut aussi ce jour-là, n’a pas été attribué", (await families[0].ReadAsync(first.Id)).Lines[0].Text,
            StringComparison.Ordinal);
        // A place of its own is not enough, and with the other it comes by itself.
        await world.SweepAsync();
        Assert.Equal(BookingState.Waitlisted, (await world.StatesAsync(families, Snack, Monday14))[0]);
        await families[1].AskAsync(families[1].Cancel(Snack, Monday14), families[1].Cancel(Unit, Monday14));
        Assert.Equal([BookingState.Confirmed, BookingState.Confirmed],
            [(await world.StatesAsync(families, Unit, Monday14))[0], (await world.StatesAsync(families, Snack, Monday14))[0]]);
    }

    [Fact]
    public async Task A_long_allocation_shows_how_far_it_is_and_ends_by_itself_whatever_interrupts_it()
    {
        await using var world = await PlanningWorld.StartAsync(database, more: [("Allocation:DaysAtOnce", "2"), ("Allocation:Poll", "1.00:00:00")]);
        await world.ListAsync(Unit, 1, Wishes.Replace("TIE", "time", StringComparison.Ordinal));
        var families = await world.AddFamiliesAsync(2, Unit);
        DateOnly[] days = [Monday14, Monday14.AddDays(1), Monday14.AddDays(3), Monday14.AddDays(4)];
        foreach (var family in families)
        {
            await family.AskAsync([.. days.Select(d => family.Book(Unit, d))]);
        }

        var preview = await PreviewAsync(world);
        var begun = await ApplyAsync(world, preview);

        Assert.Equal(("running", 4, 2), (begun.State, begun.Days, begun.DaysDone));
        Assert.Equal([BookingState.Confirmed, BookingState.Wished],
            [(await world.StatesAsync(families, Unit, days[1]))[0], (await world.StatesAsync(families, Unit, days[2]))[0]]);
        // No family is told before all is done, and none books meanwhile.
        Assert.DoesNotContain(world.Service.Published.OfType<FamilyNotified>(), n => n.Kind == "allocation");
        Assert.Equal("unchanged.pending", (await families[1].AskAsync(families[1].Book(Unit, days[3]))).Lines[0].Code);
        Assert.Equal(("running", 2), ((await PreviewAsync(world)).Period.State, (await PreviewAsync(world)).Period.DaysDone));

        await world.Service.InTenantAsync(PlanningWorld.Pays, async scope =>
        {
            var db = scope.GetRequiredService<PlanningDb>();
            var rules = (await scope.GetRequiredService<CurrentRules>().FindAsync(default))!.Rules;
            var run = await db.AllocationRuns.Select(r => r.Id).SingleAsync();
            // Twice at once, as two replicas would: what is done stays done.
            Assert.True(await new ApplyRun(db, rules, world.Service.Clock.GetUtcNow()).RunAsync(run, 100, default));
            return await new ApplyRun(db, rules, world.Service.Clock.GetUtcNow()).RunAsync(run, 100, default);
        });

        var done = (await PreviewAsync(world)).Period;
        Assert.Equal(("done", 4, 4, 4, 4), (done.State, done.Days, done.DaysDone, done.Booked, done.Waitlisted));
        foreach (var day in days)
        {
            Assert.Equal(1, await world.CheckPlacesAsync(Unit, day, 1));
        }

        Assert.Equal(
            2, (await Eventually.SeeAsync(() => Task.FromResult(world.Service.Published.OfType<FamilyNotified>().Where(n => n.Kind == "allocation").ToList()),
                n => n.Count >= 2)).Count);
    }

    [Fact]
    public async Task An_allocation_that_was_left_half_done_is_ended_by_the_worker()
    {
        await using var world = await PlanningWorld.StartAsync(database, more: [("Allocation:DaysAtOnce", "1"), ("Allocation:Poll", "00:00:00.200")]);
        await world.ListAsync(Unit, 1, Wishes.Replace("TIE", "time", StringComparison.Ordinal));
        var family = await world.AddFamilyAsync(PlanningWorld.Pays, Unit);
        await family.AskAsync(family.Book(Unit, Monday14), family.Book(Unit, Monday14.AddDays(1)), family.Book(Unit, Monday14.AddDays(3)));

        await ApplyAsync(world, await PreviewAsync(world));

        var done = await Eventually.SeeAsync(async () => (await PreviewAsync(world)).Period, p => p.State == "done");
        Assert.Equal((3, 3, 3), (done.Days, done.DaysDone, done.Booked));
    }

    private static Task<AllocationPreview> PreviewAsync(PlanningWorld world) =>
        world.Agent(PlanningWorld.Pays).GetAsAsync<AllocationPreview>($"/api/{PlanningWorld.Pays}/planning/allocations/{Unit}/decembre");

    private static async Task<AllocationPeriod> ApplyAsync(PlanningWorld world, AllocationPreview preview)
    {
        world.Service.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 9, 11, 1, 0, TimeSpan.Zero));
        return await (await world.Agent(PlanningWorld.Pays)
            .PostAsJsonAsync($"/api/{PlanningWorld.Pays}/planning/allocations/{Unit}/decembre", new ApplyAllocation(preview.Seed, preview.Fingerprint)))
            .ReadAsync<AllocationPeriod>();
    }

    private static async Task<Guid> AddSiblingAsync(PlanningWorld world, Household family)
    {
        var child = Guid.NewGuid();
        var snapshot = family.Snapshot(2);
        await world.Service.DeliverAsync(snapshot with
        {
            Children = [.. snapshot.Children, new FamilyChild(child, "Tom", "DUPONT", "m", new DateOnly(2019, 5, 3), "École", "CP", 2, false, null)]
        });
        await world.EnrolAsync(PlanningWorld.Pays, family.Family, child, Unit);
        return child;
    }
}

public sealed class AllocationOnSqlite() : AllocationTests(TestDatabase.Sqlite);

public sealed class AllocationOnSqlServer() : AllocationTests(TestDatabase.SqlServer);
