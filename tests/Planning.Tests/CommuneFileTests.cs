using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts.Api;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>The files of deploy/tenants as families and agents meet them, on Tuesday 8 December 2026 at 9:10.</summary>
public abstract class CommuneFileTests(SharedWorld shared, TestDatabase database) : PlanningTests(shared, database)
{
    private const string Croc = "croc-vacances";
    private const string SaintMartin = "saint-martin-dauxigny";
    private const string Harmonie = "harmonie";

    [Theory]
    [MemberData(nameof(PlanningWorld.Communes), MemberType = typeof(PlanningWorld))]
    public async Task Taking_a_file_and_its_demo_twice_changes_nothing(string tenant)
    {
        await using var world = await PlanningWorld.StartAsync(Database, demo: true);
        var before = await StateAsync(world, tenant);

        foreach (var folder in (string[])["tenants", "demo"])
        {
            await world.Service.InTenantAsync(tenant, async scope =>
            {
                var file = (await TenantFiles.ReadAsync(PlanningWorld.Deploy(folder), default)).Single(f => f.Slug == tenant);
                foreach (var importer in scope.GetServices<ISectionImporter>().Where(i => i.Section == "planning" && i.IsDemo == (folder == "demo")))
                {
                    await importer.ImportAsync(file, file.Section("planning")!.Value, default);
                }

                return true;
            });
        }

        Assert.StartsWith("[1]", before, StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync(world, tenant));
    }

    [Theory]
    [MemberData(nameof(PlanningWorld.Communes), MemberType = typeof(PlanningWorld))]
    public async Task No_commune_contradicts_itself(string tenant)
    {
        var file = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(PlanningWorld.Deploy("tenants"), tenant + ".json"))).RootElement
            .GetProperty("planning");

        var found = await World.Agent(tenant).PostAsAsync<SettingsFinding[]>($"/api/{tenant}/planning/settings/check", new CheckSettings(false, file));

        // A limit that falls in the holidays is what the communes' own notices say.
        Assert.Equal(
            "", string.Join('\n',
                found.Where(f => f is { Level: not "advice", Code: not "limit.in-holidays" }).Select(f => $"{f.Level} {f.Code} {f.Path}: {f.Text}")));
        // Harmonie's services open in the holidays: the day it would be instead is a holiday too.
        Assert.Equal(tenant != "harmonie", found.Any(f => f.Code == "limit.in-holidays"));
    }

    [Theory]
    // Meals and Wednesdays: Thursday 23:59 for the next week.
    [InlineData("repas", "2026-12-14", "2026-12-10T23:59:00")]
    [InlineData("repas", "2026-12-18", "2026-12-10T23:59:00")]
    [InlineData("repas", "2026-12-10", null)]
    [InlineData("repas", "2027-01-04", "2026-12-31T23:59:00")]
    [InlineData("mercredi-journee", "2026-12-16", "2026-12-10T23:59:00")]
    // Care: the eve, or the open day before it, at noon.
    [InlineData("periscolaire-soir", "2026-12-10", "2026-12-08T12:00:00")]
    [InlineData("periscolaire-soir", "2026-12-11", "2026-12-10T12:00:00")]
    [InlineData("periscolaire-matin", "2026-12-14", "2026-12-11T12:00:00")]
    [InlineData("periscolaire-matin", "2027-01-04", "2026-12-18T12:00:00")]
    [InlineData("periscolaire-matin", "2026-12-08", null)]
    public async Task Saint_Martin_takes_meals_until_Thursday_for_the_next_week_and_care_until_noon_of_the_eve(string unit, string day, string? until)
    {
        var family = await World.AddFamilyAsync(SaintMartin, "restauration", "periscolaire-matin", "periscolaire-soir", "mercredi");

        Assert.Equal((until is null ? CellState.Locked : CellState.Free, until), await CellAsync(family, unit, day));
    }

    [Fact]
    public async Task Croc_Vacances_takes_wishes_for_two_weeks_then_ranks_them_then_is_booked_until_seven_working_days_before()
    {
        await using var world = await PlanningWorld.StartAsync(Database, new DateTimeOffset(2026, 11, 13, 22, 30, 0, TimeSpan.Zero));
        var (near, far, later) = (await world.AddFamilyAsync(Croc, "croc-vacances"), await world.AddFamilyAsync(Croc, "croc-vacances"),
            await world.AddFamilyAsync(Croc, "croc-vacances"));
        await world.Service.DeliverAsync(far.Snapshot(2) with { Resident = false });
        var (monday21, tuesday22) = (new DateOnly(2026, 12, 21), new DateOnly(2026, 12, 22));

        // 35 days before the holidays begin, at midnight.
        Assert.Equal("refused.not-open-yet", Answer(await far.AskAsync(far.Book("croc-journee", monday21))).Code);
        world.Service.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal((LineOutcome.Pending, "pending.wish"), Answer(await far.AskAsync(far.Book("croc-journee", monday21))));
        Assert.Equal((LineOutcome.Pending, "pending.wish"), Answer(await near.AskAsync(near.Book("croc-journee", monday21))));
        await world.SetCapacityAsync(Croc, "croc-matin-7-13", 1);
        // 21 days before, at 23:59.
        world.Service.Clock.Advance(TimeSpan.FromDays(15));
        Assert.Equal((LineOutcome.Refused, "refused.allocation"), Answer(await later.AskAsync(later.Book("croc-journee", tuesday22))));

        var route = $"/api/{Croc}/planning/allocations/croc-vacances/noel-2026";
        var ranking = await world.Agent(Croc).GetAsAsync<AllocationPreview>(route);
        Assert.Equal([("Habite la commune : 100 points", true), ("Aucun critère rempli.", false)],
            ranking.Lines.Select(l => (l.PointsText.Replace('\u00A0', ' '), l.Booked)));
        await HttpAssert.StatusAsync(System.Net.HttpStatusCode.OK,
            await world.Agent(Croc).PostAsJsonAsync(route, new ApplyAllocation(ranking.Seed, ranking.Fingerprint)));

        Assert.Equal((CellState.Free, "2026-12-11T12:00:00"), await CellAsync(later, "croc-journee", "2026-12-22"));
        // Christmas Day isn't counted.
        Assert.Equal((CellState.Free, "2026-12-16T12:00:00"), await CellAsync(later, "croc-journee", "2026-12-28"));
        // Every booking is confirmed by the service.
        Assert.Equal((LineOutcome.Pending, "pending.validation"), Answer(await later.AskAsync(later.Book("croc-journee", tuesday22))));
    }

    [Fact]
    public async Task Croc_Vacances_shows_its_other_services_which_only_the_service_books()
    {
        var family = await World.AddFamilyAsync(Croc, "restauration");

        Assert.Equal((LineOutcome.Refused, "refused.not-online"), Answer(await family.AskAsync(family.Book("repas", Monday14.AddDays(28)))));
        var month = await family.Parent.GetAsAsync<MonthView>($"{family.Api}/month?month=2027-01");
        Assert.False(Assert.Single(month.Children[0].Rows).Online);
    }

    [Theory]
    [InlineData("2023-01-15", "refused.age")]
    [InlineData("2022-12-21", null)]
    [InlineData("2013-01-20", null)]
    [InlineData("2012-12-21", "refused.age")]
    public async Task Croc_Vacances_is_booked_by_day_for_children_of_four_to_thirteen_and_no_other_service_is(string born, string? refused)
    {
        var day = new DateOnly(2026, 12, 21);
        var family = await World.AddFamilyAsync(Croc, Croc, "restauration");
        await World.Service.DeliverAsync(family.Snapshot(2, birthDate: DateOnly.Parse(born, System.Globalization.CultureInfo.InvariantCulture)));
        var rows = (await family.Parent.GetAsAsync<MonthView>($"{family.Api}/month?month=2026-12")).Children[0].Rows;

        // In December the places are wished for; what matters here is who may.
        var answer = Assert.Single((await family.AskAsync(family.Book("croc-journee", day))).Lines);

        Assert.Equal(refused is not null, answer.Code == "refused.age");
        Assert.All(rows, r => Assert.Equal(r.Unit.StartsWith("croc-", StringComparison.Ordinal), r.Online));
    }

    [Fact]
    public async Task Harmonie_hears_of_an_absence_three_calendar_days_before_and_bills_it_later()
    {
        var family = await World.AddFamilyAsync(Harmonie, "repas");
        var agent = World.Agent(Harmonie);
        var thursday10 = new DateOnly(2026, 12, 10);
        var booked = await agent.PostAsAsync<Receipt>($"{family.Api}/requests",
            new SubmitRequest(Guid.NewGuid(), [family.Book("repas", thursday10), family.Book("repas", Monday14)], Family: family.Family));
        await agent.PostAsAsync<DecisionResult>($"{family.Api}/queue/decisions", new DecideRequests([booked.Id], true));

        Assert.Equal((CellState.Booked, "2026-12-11T23:59:00"), await CellAsync(family, "repas", "2026-12-14"));
        Assert.Equal((LineOutcome.Excused, "absence.excused"), Answer(await family.AskAsync(family.Absent("repas", Monday14, "family"))));
        Assert.Equal((LineOutcome.Billed, "absence.billed"), Answer(await family.AskAsync(family.Absent("repas", thursday10, "family"))));
    }

    private static async Task<(CellState State, string? Until)> CellAsync(Household family, string unit, string day)
    {
        var date = DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture);
        var cell = (await family.SeeAsync(unit, date))!;
        return (cell.State, cell.Until?.ToString("s", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static Task<string> StateAsync(PlanningWorld world, string tenant) => world.Service.InTenantAsync(tenant, async scope =>
    {
        var db = scope.GetRequiredService<PlanningDb>();
        return JsonSerializer.Serialize(await db.Settings.Select(s => s.Version).ToListAsync())
            + string.Join(',', await db.Requests.OrderBy(r => r.Id).Select(r => r.Number).ToListAsync())
            + await db.Enrolments.CountAsync() + "," + await db.Cells.CountAsync() + "," + await db.PoolDays.SumAsync(p => p.Taken);
    });
}

public sealed class CommuneFileOnSqlite(SharedWorld shared) : CommuneFileTests(shared, TestDatabase.Sqlite);

public sealed class CommuneFileOnSqlServer(SharedWorld shared) : CommuneFileTests(shared, TestDatabase.SqlServer);
