using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Testing;

namespace Preau.Planning.Tests;

public abstract class MealTests(TestDatabase database)
{
    private const string Biviers = PlanningWorld.Biviers;
    private const string Canteen = "restauration";
    private static readonly DateOnly Monday = new(2026, 12, 14);
    private static readonly DateOnly Tuesday = new(2026, 12, 15);

    [Fact]
    public async Task The_caterer_learns_meals_by_site_and_diet_and_then_what_changed_since_the_order()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var (plain, diet, packed, waiting) = (await AddAsync(world), await AddAsync(world), await AddAsync(world), await AddAsync(world));
        await world.Service.DeliverAsync(new MealDietsChanged(Biviers, world.Service.Clock.GetUtcNow().UtcDateTime, diet.Family, 4,
            [new ChildDiet(diet.Child, "sans porc")]));
        await world.Service.DeliverAsync(new MealDietsChanged(Biviers, world.Service.Clock.GetUtcNow().UtcDateTime, diet.Family, 3, []));
        var snapshot = packed.Snapshot(2);
        await world.Service.DeliverAsync(snapshot with { Children = [snapshot.Children[0] with { PackedLunch = true }] });
        foreach (var family in (Household[])[plain, diet, packed])
        {
            await world.PutBookedAsync(family, Canteen, Monday);
        }

        await world.PutBookedAsync(waiting, Canteen, Monday, booking: BookingState.Pending);
        var agent = world.Agent(Biviers, Permissions.Attendance);

        var before = await MealsAsync(agent);
        Assert.Equal([("", 1, 1, null), ("sans porc", 1, 0, (int?)null)], before.Days[0].Diets.Select(d => (d.Diet, d.Meals, d.Pending, d.Ordered)));
        Assert.Equal((1, null), (before.Days[0].PackedLunches, before.Days[0].OrderNumber));

        var order = new OrderMeals(Guid.NewGuid(), Monday, Tuesday, "garderie-periscolaire");
        var sent = await agent.PostAsAsync<MealOrderView>($"/api/{Biviers}/planning/meals/orders", order);
        var again = await agent.PostAsJsonAsync($"/api/{Biviers}/planning/meals/orders", order);
        await world.PutBookedAsync(await AddAsync(world), Canteen, Monday);
        await world.PutBookedAsync(await AddAsync(world), Canteen, Tuesday);
        await world.Service.InTenantAsync(Biviers, async scope =>
        {
            var db = (PlanningDb)scope.GetService(typeof(PlanningDb))!;
            (await db.Cells.FindAsync(Biviers, diet.Child, Canteen, Monday))!.Roll(AttendanceState.AbsentExcused);
            return await db.SaveChangesAsync();
        });

        Assert.Equal(("R-2026-0001", 2, "Agent Test"), (sent.Number, sent.Meals, "Agent Test"));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, again);
        Assert.Equal(sent.OrderId, (await again.ReadAsync<MealOrderView>()).OrderId);
        var after = await MealsAsync(agent);
        Assert.Equal([("", 2, 1), ("sans porc", 0, -1)], after.Days[0].Diets.Select(d => (d.Diet, d.Meals, d.Change)));
        Assert.Equal([("", 1, 1)], after.Days[1].Diets.Select(d => (d.Diet, d.Meals, d.Change)));
        Assert.Equal("R-2026-0001", after.Days[1].OrderNumber);
        Assert.Equal(sent.OrderId, Assert.Single(after.Orders).OrderId);
    }

    [Fact]
    public async Task Each_site_has_its_own_meals_and_diets_and_an_order_of_one_leaves_the_other_alone()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        const string Pays = PlanningWorld.Pays;
        var (bessins, chatte, both) = (await world.AddFamilyAsync(Pays, "bessins-restauration"), await world.AddFamilyAsync(Pays, "chatte-restauration"),
            await world.AddFamilyAsync(Pays, "chatte-restauration"));
        foreach (var family in (Household[])[chatte, both])
        {
            await world.Service.DeliverAsync(new MealDietsChanged(Pays, world.Service.Clock.GetUtcNow().UtcDateTime, family.Family, 1,
                [new ChildDiet(family.Child, "sans viande")]));
        }

        await bessins.AskAsync(bessins.Book("bessins-restauration", Monday));
        await chatte.AskAsync(chatte.Book("chatte-restauration", Monday));
        var agent = world.Agent(Pays, Permissions.Attendance);
        Task<MealsView> SeeAsync() => agent.GetAsAsync<MealsView>($"/api/{Pays}/planning/meals?from=2026-12-14&to=2026-12-14");
        static IEnumerable<(string, string, int, int?)> Of(MealsView view) =>
            view.Days.Where(d => d.Facility is "bessins" or "chatte")
                .SelectMany(d => d.Diets.Where(m => m.Meals > 0 || m.Change != 0).Select(m => (d.Facility, m.Diet, m.Meals, m.Ordered)));
        Assert.Equal([("bessins", "", 1, null), ("chatte", "sans viande", 1, (int?)null)], Of(await SeeAsync()));

        var order = await agent.PostAsAsync<MealOrderView>($"/api/{Pays}/planning/meals/orders", new OrderMeals(Guid.NewGuid(), Monday, Monday, "chatte"));
        await both.AskAsync(both.Book("chatte-restauration", Monday));
        await bessins.AskAsync(bessins.Cancel("bessins-restauration", Monday));
        await chatte.AskAsync(chatte.Cancel("chatte-restauration", Monday));

        Assert.Equal(("chatte", 1), (order.Facility, order.Meals));
        Assert.Equal([new OrderedMeals(Monday, "chatte", "sans viande", 1)], order.Lines);
        Assert.Equal([("chatte", "sans viande", 1, 1)], Of(await SeeAsync()));
        await both.AskAsync(both.Cancel("chatte-restauration", Monday));
        var last = (await SeeAsync()).Days.Single(d => d.Facility == "chatte");
        Assert.Equal(("sans viande", 0, -1), last.Diets.Where(m => m.Diet.Length > 0).Select(m => (m.Diet, m.Meals, m.Change)).Single());
        // Ordered anew, nothing is left to tell the caterer.
        await agent.PostAsAsync<MealOrderView>($"/api/{Pays}/planning/meals/orders", new OrderMeals(Guid.NewGuid(), Monday, Monday, "chatte"));
        Assert.All((await SeeAsync()).Days.Single(d => d.Facility == "chatte").Diets, m => Assert.Equal(0, m.Change));
    }

    [Fact]
    public async Task The_kitchen_counts_a_child_of_two_households_by_what_either_of_them_told()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var (both, one, packed) = (await AddAsync(world), await AddAsync(world), await AddAsync(world));
        foreach (var (child, here, there) in new[] { (both, "sans porc", "sans viande"), (one, null, "végétarien") })
        {
            var other = child with { Family = Guid.NewGuid() };
            await world.Service.DeliverAsync(other.Snapshot(1));
            await DietAsync(child, here);
            await DietAsync(other, there);
        }

        var elsewhere = (packed with { Family = Guid.NewGuid() }).Snapshot(1);
        await world.Service.DeliverAsync(elsewhere with { Children = [elsewhere.Children[0] with { PackedLunch = true }] });
        foreach (var family in (Household[])[both, one, packed])
        {
            await world.PutBookedAsync(family, Canteen, Monday);
        }

        var day = (await MealsAsync(world.Agent(Biviers, Permissions.Attendance))).Days[0];

        Assert.Equal([("sans porc et sans viande", 1), ("végétarien", 1)], day.Diets.Where(d => d.Meals > 0).Select(d => (d.Diet, d.Meals)));
        Assert.Equal(1, day.PackedLunches);

        Task DietAsync(Household of, string? diet) => world.Service.DeliverAsync(
            new MealDietsChanged(Biviers, world.Service.Clock.GetUtcNow().UtcDateTime, of.Family, 2, diet is null ? [] : [new ChildDiet(of.Child, diet)]));
    }

    [Fact]
    public async Task Two_agents_who_order_at_once_get_two_numbers()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var agent = world.Agent(Biviers, Permissions.Attendance);

        var orders = await Task.WhenAll(Enumerable.Range(0, 5)
            .Select(_ => agent.PostAsAsync<MealOrderView>($"/api/{Biviers}/planning/meals/orders", new OrderMeals(Guid.NewGuid(), Monday, Monday))));

        Assert.Equal(["R-2026-0001", "R-2026-0002", "R-2026-0003", "R-2026-0004", "R-2026-0005"], orders.Select(o => o.Number).Order());
    }

    [Theory]
    [InlineData("from=2026-12-01&to=2027-03-01", "date.out-of-range")]
    [InlineData("from=2026-12-10&to=2026-12-01", "date.out-of-range")]
    [InlineData("from=0001-01-01", "date.out-of-range")]
    public async Task A_period_that_makes_no_sense_is_refused(string query, string code)
    {
        await using var world = await PlanningWorld.StartAsync(database);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, code,
            await world.Agent(Biviers, Permissions.Attendance).GetAsync($"/api/{Biviers}/planning/meals?{query}"));
    }

    private static Task<Household> AddAsync(PlanningWorld world) => world.AddFamilyAsync(Biviers, Canteen);

    private static Task<MealsView> MealsAsync(HttpClient agent) =>
        agent.GetAsAsync<MealsView>($"/api/{Biviers}/planning/meals?from=2026-12-14&to=2026-12-15&facility=garderie-periscolaire");
}

public sealed class MealsOnSqlite() : MealTests(TestDatabase.Sqlite);

public sealed class MealsOnSqlServer() : MealTests(TestDatabase.SqlServer);
