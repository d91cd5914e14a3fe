using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>Who is inside now, and who took a child home.</summary>
public abstract class InsideTests(SharedWorld shared, TestDatabase database) : RollWorld(shared, database)
{
    [Fact]
    public async Task The_evacuation_list_holds_who_came_and_has_not_left()
    {
        var (inside, gone, unseen) = (await EveningFamilyAsync(), await EveningFamilyAsync(), await EveningFamilyAsync());
        await BookAsync(unseen, Today);
        await SendAsync(Pays, Mark(inside, Today, MarkKind.Arrival, "08:20"), Mark(gone, Today, MarkKind.Arrival, "08:20"),
            Mark(gone, Today, MarkKind.Departure, "08:50"));

        var view = await World.Agent(Pays).GetAsAsync<InsideView>($"/api/{Pays}/planning/roll/inside?facility=bessins");

        var children = Assert.Single(view.Shown).Children;
        Assert.Equal(new TimeOnly(8, 20), children.Single(c => c.ChildId == inside.Child).Since);
        Assert.DoesNotContain(children, c => c.ChildId == gone.Child || c.ChildId == unseen.Child);
    }

    [Fact]
    public async Task Who_left_and_came_back_is_inside_and_a_departure_written_for_later_is_none_yet()
    {
        var (back, later) = (await EveningFamilyAsync(), await EveningFamilyAsync());
        await SendAsync(Pays, Mark(back, Today, MarkKind.Arrival, "08:00"), Mark(back, Today, MarkKind.Departure, "08:20"),
            Mark(back, Today, MarkKind.Arrival, "08:40"),
            Mark(later, Today, MarkKind.Arrival, "08:00"), Mark(later, Today, MarkKind.Departure, "17:45"));

        var inside = await InsideAsync(World);
        Assert.Equal((new TimeOnly(8, 40), new TimeOnly(8, 0)),
            (inside.Single(c => c.ChildId == back.Child).Since, inside.Single(c => c.ChildId == later.Child).Since));
        var seen = await SeeAsync(back, Today);
        Assert.Equal((RollPresence.Present, new TimeOnly(8, 0), (TimeOnly?)null, false), (seen.Presence, seen.Arrival, seen.Departure, seen.Conflict));

        await SendAsync(Pays, Mark(back, Today, MarkKind.Departure, "09:05"));
        Assert.DoesNotContain(await InsideAsync(World), c => c.ChildId == back.Child);
        seen = await SeeAsync(back, Today);
        Assert.Equal((new TimeOnly(8, 0), new TimeOnly(9, 5), false), (seen.Arrival, seen.Departure, seen.Conflict));
    }

    [Fact]
    public async Task A_meal_without_hours_ends_and_so_does_morning_care()
    {
        await using var world = await PlanningWorld.StartAsync(Database);
        var (eater, early) = (await world.AddFamilyAsync(Pays, "bessins-restauration"), await world.AddFamilyAsync(Pays, "bessins-garderie-matin"));
        world.Service.Clock.Advance(TimeSpan.FromHours(3));
        await SendAsync(world, Mark(eater, Today, MarkKind.Present) with { Unit = "bessins-restauration" },
            Mark(early, Today, MarkKind.Present) with { Unit = "bessins-garderie-matin" });
        Assert.Equal([eater.Child], (await InsideAsync(world)).Select(c => c.ChildId));
        // Nobody noted that the other left: it is not counted, and named.
        var view = await world.Agent(Pays).GetAsAsync<InsideView>($"/api/{Pays}/planning/roll/inside?facility=bessins");
        Assert.Equal([early.Child], view.Over!.SelectMany(f => f.Children).Select(c => c.ChildId));

        world.Service.Clock.Advance(TimeSpan.FromMinutes(140));
        Assert.Equal([eater.Child], (await InsideAsync(world)).Select(c => c.ChildId));
        world.Service.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(await InsideAsync(world));
    }

    [Fact]
    public async Task Who_collected_a_child_is_kept_with_its_departure_and_can_be_said_afterwards()
    {
        var family = await EveningFamilyAsync();
        var departure = Mark(family, Yesterday, MarkKind.Departure, "17:48");
        await SendAsync(Pays, Mark(family, Yesterday, MarkKind.Arrival, "16:31") with { CollectedBy = "Personne" }, departure);
        Assert.Null((await SeeAsync(family, Yesterday)).CollectedBy);

        var told = Mark(family, Yesterday, MarkKind.Departure, "17:48") with { Replaces = departure.Id, CollectedBy = " Odile Dupont " };
        await SendAsync(Pays, told);

        Assert.Equal(("Odile Dupont", new TimeOnly(17, 48), false),
            await SeeAsync(family, Yesterday) is var seen ? (seen.CollectedBy!, seen.Departure!.Value, seen.Conflict) : default);
        var day = await World.Agent(Pays).GetAsAsync<DayView>($"/api/{Pays}/planning/day?date=2026-12-07&service={Evening}");
        Assert.Equal("Odile Dupont", day.Services.Single().Children.Single(c => c.ChildId == family.Child).CollectedBy);
        await SendAsync(Pays, Mark(family, Yesterday, MarkKind.Undo) with { Replaces = told.Id });
        Assert.Null((await SeeAsync(family, Yesterday)).CollectedBy);
        await HttpAssert.StatusAsync(HttpStatusCode.BadRequest,
            await World.Agent(Pays, Permissions.Attendance).PostAsJsonAsync($"/api/{Pays}/planning/roll/marks",
            new SendMarks("Tablette 1", Now, [told with { Id = Guid.NewGuid(), CollectedBy = new string('x', 121) }])));
    }
}

public sealed class InsideOnSqlite(SharedWorld shared) : InsideTests(shared, TestDatabase.Sqlite);

public sealed class InsideOnSqlServer(SharedWorld shared) : InsideTests(shared, TestDatabase.SqlServer);
