using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>Evening care where children are marked: who is booked, marked and seen.</summary>
public abstract class RollWorld(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    protected const string Evening = "bessins-garderie-soir";
    protected static readonly DateOnly Today = new(2026, 12, 8);
    protected static readonly DateOnly Yesterday = new(2026, 12, 7);

    // 9.10 in France on the fixed clock.
    protected static readonly DateTime Now = new(2026, 12, 8, 8, 10, 0, DateTimeKind.Utc);

    protected static async Task<InsideChild[]> InsideAsync(PlanningWorld world) =>
        [.. (await world.Agent(Pays).GetAsAsync<InsideView>($"/api/{Pays}/planning/roll/inside?facility=bessins")).Shown.SelectMany(f => f.Children)];

    protected Task<Household> EveningFamilyAsync() => World.AddFamilyAsync(Pays, Evening);

    protected Task BookAsync(Household family, DateOnly date, PlanningWorld? world = null, AttendanceState attendance = AttendanceState.None) =>
        (world ?? World).PutBookedAsync(family, Evening, date, attendance);

    protected static Task ClockAsync(PlanningWorld world, Action<JsonNode> change) => world.ChangeSettingsAsync(Pays, document =>
        change(document["facilities"]!.AsArray().SelectMany(f => f!["services"]!.AsArray()).SelectMany(s => s!["units"]!.AsArray())
            .Single(u => (string?)u!["key"] == Evening)!));

    protected static NewMark Mark(Household family, DateOnly date, MarkKind kind, string? time = null) =>
        new(Guid.NewGuid(), family.Child, Evening, date, kind, Now, time is null ? null : TimeOnly.Parse(time, null));

    protected Task<MarkAnswer[]> SendAsync(string _, params NewMark[] marks) => SendAsync(World, marks);

    protected static async Task<MarkAnswer[]> SendAsync(PlanningWorld world, params NewMark[] marks) =>
        (await world.Agent(Pays, Permissions.Attendance)
            .PostAsAsync<MarksResult>($"/api/{Pays}/planning/roll/marks", new SendMarks("Tablette 1", Now, marks))).Results;

    protected Task<RollView> RollAsync(DateOnly date, PlanningWorld? world = null) =>
        (world ?? World).Agent(Pays, Permissions.Attendance).GetAsAsync<RollView>($"/api/{Pays}/planning/roll?service={Evening}&date={date:yyyy-MM-dd}");

    protected async Task<RollChild> SeeAsync(Household family, DateOnly date, PlanningWorld? world = null) =>
        (await RollAsync(date, world)).Children.Single(c => c.ChildId == family.Child);

    protected Task<AnomaliesView> AnomaliesAsync() => World.Agent(Pays).GetAsAsync<AnomaliesView>($"/api/{Pays}/planning/roll/anomalies?service={Evening}");
}
