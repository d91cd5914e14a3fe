using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>A rule is tried on requests that were really made.</summary>
public abstract class SimulationTests(TestDatabase database)
{
    private const string Api = "/api/biviers/planning/settings";

    [Fact]
    public async Task Thursday_noon_instead_of_two_days_before_changes_exactly_the_answers_it_would_and_writes_nothing()
    {
        // Wednesday 2 December, 10 h: two working days before is over for the 3rd, just before noon still open for Friday the 4th.
        await using var world = await PlanningWorld.StartAsync(database, new DateTimeOffset(2026, 12, 2, 9, 0, 0, TimeSpan.Zero));
        var (jean, mai) = (await world.AddFamilyAsync(PlanningWorld.Biviers, "restauration"),
            await world.AddFamilyAsync(PlanningWorld.Biviers, "restauration"));
        var (thursday, friday, monday, later) = (new DateOnly(2026, 12, 3), new DateOnly(2026, 12, 4), new DateOnly(2026, 12, 7), new DateOnly(2026, 12, 14));
        await jean.AskAsync(jean.Book("restauration", thursday), jean.Book("restauration", friday), jean.Book("restauration", monday));
        await mai.AskAsync(mai.Book("restauration", later));
        // Friday 4, 9 h: J-2 working is over for Monday 7 and open for Tuesday 8; last Thursday noon is over for both.
        world.Service.Clock.SetUtcNow(new DateTimeOffset(2026, 12, 4, 8, 0, 0, TimeSpan.Zero));
        await mai.AskAsync(mai.Book("restauration", new DateOnly(2026, 12, 8)), mai.Book("restauration", later.AddDays(1)));
        await jean.AskAsync(jean.Cancel("restauration", new DateOnly(2026, 12, 7)));
        var agent = world.Agent(PlanningWorld.Biviers);
        var before = await CountsAsync(world);
        var document = JsonNode.Parse((await agent.GetAsAsync<SectionView>(Api)).Document.GetRawText())!;
        document["rules"]!["periscolaire"] = JsonNode.Parse(
            """[{"validFrom":"2026-09-01","deadlines":{"book":{"anchor":"weekdayOfWeek","weekday":"thursday","weeksBefore":1,"time":"12:00"}},"validation":{"book":"automatic"},"full":"refuse"}]""");

        var result = await (await agent.PostAsJsonAsync($"{Api}/simulate", new { draft = false, from = "2026-12-01", until = "2026-12-31", document }))
            .ReadAsync<SimulationView>();

        // Thursday 3 was refused and stays so; Monday 7 asked on Wednesday stays booked; the cancellation of Monday 7 on Friday was too late and stays so.
        Assert.Equal([("accepted", "refused", 2)], result.Totals.Select(t => (t.Before, t.After, t.Count)));
        Assert.Equal([(jean.Family, friday), (mai.Family, new DateOnly(2026, 12, 8))], result.Lines.Select(l => (l.FamilyId, l.Date)));
        Assert.StartsWith("La limite est passée : c’était le jeudi 26 novembre à 12", result.Lines[0].AfterText, StringComparison.Ordinal);
        Assert.StartsWith("La limite est passée : c’était le jeudi 3 décembre à 12", result.Lines[1].AfterText, StringComparison.Ordinal);
        Assert.Equal((7, 0, 2, 2), (result.Replayed, result.Skipped, result.Changed, result.Families));
        Assert.Contains(result.Notes, n => n.Contains("places", StringComparison.Ordinal));
        Assert.Equal(before, await CountsAsync(world));
    }

    [Fact]
    public async Task The_rules_in_force_tried_on_themselves_change_nothing_and_full_days_are_said_not_to_be_replayed()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        await world.SetCapacityAsync(PlanningWorld.Biviers, "repas-elementaire", 1);
        var (first, second) = (await world.AddFamilyAsync(PlanningWorld.Biviers, "restauration"),
            await world.AddFamilyAsync(PlanningWorld.Biviers, "restauration"));
        var day = new DateOnly(2026, 12, 14);
        await first.AskAsync(first.Book("restauration", day));
        await second.AskAsync(second.Book("restauration", day));
        await first.AskAsync(first.Absent("restauration", day));

        var result = await world.Agent(PlanningWorld.Biviers)
            .PostAsAsync<SimulationView>($"{Api}/simulate", new SimulateSettings(false, new DateOnly(2026, 12, 1), new DateOnly(2026, 12, 31)));

        Assert.Equal((2, 1, 0), (result.Replayed, result.Skipped, result.Changed));
        Assert.Contains(result.Notes, n => n.Contains("complet", StringComparison.Ordinal));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "simulation.range",
            await world.Agent(PlanningWorld.Biviers)
                .PostAsJsonAsync($"{Api}/simulate", new SimulateSettings(false, new DateOnly(2026, 12, 1), new DateOnly(2020, 12, 31))));
    }

    private static Task<(int Requests, int Lines, int Cells, long Versions, int Settings)> CountsAsync(PlanningWorld world) =>
        world.Service.InTenantAsync(PlanningWorld.Biviers, async scope =>
        {
            var db = scope.GetRequiredService<PlanningDb>();
            return (await db.Requests.CountAsync(), await db.RequestLines.CountAsync(), await db.Cells.CountAsync(), await db.Cells.SumAsync(c => c.Version),
                await db.Settings.CountAsync());
        });
}

public sealed class SimulationOnSqlite() : SimulationTests(TestDatabase.Sqlite);

public sealed class SimulationOnSqlServer() : SimulationTests(TestDatabase.SqlServer);
