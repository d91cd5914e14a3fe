using System.Net;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Testing;

namespace Preau.Planning.Tests;

public abstract class ListTests(TestDatabase database)
{
    private const string Biviers = PlanningWorld.Biviers;
    private const string Canteen = "restauration";
    private static readonly DateOnly Monday = new(2026, 12, 14);

    [Fact]
    public async Task Day_and_week_lists_narrow_to_facility_school_class_and_group_and_count_each_child_once()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var (small, big, absent) = (await AddAsync(world, "Petits", "MS", 2022), await AddAsync(world, "Grands", "CE2", 2018),
            await AddAsync(world, "Grands", "CP", 2020));
        await world.PutBookedAsync(small, Canteen, Monday);
        await world.PutBookedAsync(big, Canteen, Monday);
        await world.PutBookedAsync(big, Canteen, Monday.AddDays(3));
        await world.PutBookedAsync(absent, Canteen, Monday, AttendanceState.AbsentExcused);
        var agent = world.Agent(Biviers, Permissions.Attendance);

        var day = await agent.GetAsAsync<DayView>($"/api/{Biviers}/planning/day?date=2026-12-14&facility=garderie-periscolaire&service={Canteen}");
        var service = Assert.Single(day.Services);
        Assert.Equal((2, 0, 1, 0), (service.Counts!.Expected, service.Counts.Present, service.Counts.Absent, service.Counts.Waiting));
        Assert.Equal(["Grands", "Petits"], day.Filters!.Schools);
        Assert.Equal(["MS", "CP", "CE2"], day.Filters.Grades);
        Assert.Equal([big.Child, absent.Child], await NarrowedAsync("school=Grands"));
        Assert.Equal([big.Child], await NarrowedAsync("grade=CE2"));
        Assert.Equal([small.Child], await NarrowedAsync("group=repas-maternelle"));

        var week = await agent.GetAsAsync<WeekView>($"/api/{Biviers}/planning/week?date=2026-12-16&service={Canteen}&grade=CE2");
        Assert.Equal((Monday, 4), (week.Monday, week.Days.Length));
        var row = Assert.Single(Assert.Single(week.Services).Children);
        Assert.Equal(big.Child, row.ChildId);
        Assert.Equal([CellState.Booked, null, CellState.Booked, null], row.States);
        Assert.Equal([1, 0, 1, 0], week.Services[0].Expected);

        foreach (var path in (string[])["day?group=nowhere", "week?service=nowhere", "day?facility=nowhere"])
        {
            await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await agent.GetAsync($"/api/{Biviers}/planning/{path}"));
        }

        async Task<IEnumerable<Guid>> NarrowedAsync(string filter) =>
            (await agent.GetAsAsync<DayView>($"/api/{Biviers}/planning/day?date=2026-12-14&service={Canteen}&{filter}")).Services
            .Single().Children.OrderByDescending(c => c.Expected).Select(c => c.ChildId);
    }

    private static async Task<Household> AddAsync(PlanningWorld world, string school, string grade, int born)
    {
        var family = await world.AddFamilyAsync(Biviers, Canteen);
        var snapshot = family.Snapshot(2, birthDate: new DateOnly(born, 3, 12));
        await world.Service.DeliverAsync(snapshot with { Children = [snapshot.Children[0] with { School = school, Grade = grade }] });
        return family;
    }
}

public sealed class ListsOnSqlite() : ListTests(TestDatabase.Sqlite);

public sealed class ListsOnSqlServer() : ListTests(TestDatabase.SqlServer);
