using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>One act prepares the next school year.</summary>
public abstract class NextYearTests(TestDatabase database)
{
    private const string Api = "/api/biviers/planning/settings";

    [Fact]
    public async Task The_year_that_comes_gets_closures_in_their_place_dated_limits_and_enrolments_and_a_second_time_adds_nothing()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var family = await world.AddFamilyAsync(PlanningWorld.Biviers, "restauration");
        // Turns twelve in March 2027: eleven is the last age of the centre.
        var grown = await world.AddFamilyAsync(PlanningWorld.Biviers, "alsh-mercredi");
        await world.Service.DeliverAsync(grown.Snapshot(2, birthDate: new DateOnly(2015, 3, 12)));
        await world.ChangeSettingsAsync(PlanningWorld.Biviers, d => d["rules"]!["mercredi"]!.AsArray().Add(JsonNode.Parse(
            """{"validFrom":"2026-12-01","deadlines":{"opens":{"anchor":"fixedDate","date":"2026-11-16","time":"08:00"},"book":{"anchor":"previousOpenDay","time":"12:00"}},"periods":[{"key":"printemps","label":"Mercredis du printemps 2027","first":"2027-03-03","last":"2027-06-30","opens":[{"at":"2027-01-20T08:00:00"}]}]}""")));
        var agent = world.Agent(PlanningWorld.Biviers);

        var plan = await agent.PostAsAsync<CopyYearView>($"{Api}/next-year", new CopyYear(false));

        Assert.Equal(("2026-2027", "2027-2028", false), (plan.From, plan.To, plan.Done));
        Assert.Equal([
            ("Fermeture de Noël", new DateOnly(2027, 12, 24), new DateOnly(2028, 1, 2)),
            // The Friday after Ascension 2028.
            ("Pont de l’Ascension", new DateOnly(2028, 5, 26), new DateOnly(2028, 5, 26)),
            // The same Monday, 52 weeks later.
            ("Fermeture d’été", new DateOnly(2028, 7, 31), new DateOnly(2028, 8, 18)),
        ], plan.Closures.Select(c => (c.Label, c.First, c.Last)));
        Assert.Contains(plan.Rules, r => r.Text.Contains("15 novembre 2027", StringComparison.Ordinal));
        Assert.Contains(plan.Rules, r => r.Text.Contains("Mercredis du printemps 2028", StringComparison.Ordinal));
        Assert.Equal(("restauration", 1), (Assert.Single(plan.Enrolments).Service, plan.Enrolments[0].Count));
        Assert.Equal((1, 2), (plan.TooOld, (await agent.GetAsAsync<SectionView>(Api)).Version));

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "settings.changed",
            await agent.PostAsJsonAsync($"{Api}/next-year", new CopyYear(true, null, 1)));
        Assert.True((await agent.PostAsAsync<CopyYearView>($"{Api}/next-year", new CopyYear(true, null, plan.Version))).Done);
        // Like any change it waits in the draft.
        Assert.Equal(2, (await agent.GetAsAsync<SectionView>(Api)).Version);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "draft.exists",
            await agent.PostAsJsonAsync($"{Api}/next-year", new CopyYear(true, null, plan.Version)));
        var draft = await agent.GetAsAsync<SettingsDraftView>($"{Api}/draft");
        await agent.PostAsAsync<SettingsDraftView>($"{Api}/draft/apply", new ApplyDraft(draft.Revision, "Année suivante."));
        var again = await agent.PostAsAsync<CopyYearView>($"{Api}/next-year", new CopyYear(false));

        Assert.Equal((0, 0, 0, 1, 3L), (again.Closures.Length, again.Rules.Length, again.Enrolments.Length, again.Already, again.Version));
        await agent.PostAsAsync<CopyYearView>($"{Api}/next-year", new CopyYear(true, null, again.Version));
        Assert.Equal(3, (await agent.GetAsAsync<SectionView>(Api)).Version);
        var period = (await agent.GetAsAsync<SectionView>(Api)).Document.GetProperty("rules").GetProperty("mercredi").EnumerateArray()
            .SelectMany(v => v.TryGetProperty("periods", out var p) ? p.EnumerateArray().ToArray() : [])
            .Single(p => p.GetProperty("key").GetString() == "printemps-2028");
        Assert.Equal(("2028-03-01", "2028-01-19T08:00:00"),
            (period.GetProperty("first").GetString(), period.GetProperty("opens")[0].GetProperty("at").GetString()));
        var rows = await world.Service.InTenantAsync(
            PlanningWorld.Biviers, scope =>
                scope.GetRequiredService<PlanningDb>().Enrolments.AsNoTracking().Where(e => e.FamilyId == family.Family).OrderBy(e => e.From).ToListAsync());
        Assert.Equal([(new DateOnly(2026, 9, 1), new DateOnly(2027, 8, 31)), (new DateOnly(2027, 9, 1), new DateOnly(2028, 8, 31))],
            rows.Select(r => (r.From, r.Until!.Value)));
    }

    [Fact]
    public async Task A_copy_of_enrolments_is_undone_as_one_act_but_those_used_since_stay_and_are_named()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        List<Household> families = [];
        for (var i = 0; i < 4; i++)
        {
            families.Add(await world.AddFamilyAsync(PlanningWorld.Biviers, "restauration"));
        }

        var agent = world.Agent(PlanningWorld.Biviers);
        var plan = await agent.PostAsAsync<CopyYearView>($"{Api}/next-year", new CopyYear(false));
        await agent.PostAsAsync<CopyYearView>($"{Api}/next-year", new CopyYear(true, null, plan.Version, Closures: false, Rules: false));
        var run = Assert.Single(await agent.GetAsAsync<YearCopyView[]>($"{Api}/next-year/runs"));
        Assert.Equal(("2027-2028", 4, "Sophie Perrin", null), (run.To, run.Made, run.By, run.UndoneAt));

        // One family has a day, one enrolment was ended earlier by an agent.
        await world.PutBookedAsync(families[0], "restauration", new DateOnly(2027, 9, 6));
        var made = await world.Service.InTenantAsync(
            PlanningWorld.Biviers, scope =>
                scope.GetRequiredService<PlanningDb>().Enrolments.AsNoTracking().Where(e => e.FamilyId == families[1].Family && e.From == plan.First)
                    .SingleAsync());
        await HttpAssert.StatusAsync(
            HttpStatusCode.OK, await agent.PutAsJsonAsync($"/api/biviers/planning/enrolments/{made.Id}",
                new ChangeEnrolment(made.From, new DateOnly(2027, 12, 17), "Déménagement.")));

        var undo = await agent.PostAsAsync<UndoYearCopyView>($"{Api}/next-year/runs/{run.Id}/undo", new UndoYearCopy(false));
        Assert.Equal((false, 2), (undo.Done, Assert.Single(undo.Removed).Count));
        Assert.Equal([(families[0].Family, "booked"), (families[1].Family, "changed")], undo.Kept.Select(k => (k.FamilyId, k.Code)).OrderBy(k => k.Code));
        Assert.Equal(8, await CountAsync());

        Assert.True((await agent.PostAsAsync<UndoYearCopyView>($"{Api}/next-year/runs/{run.Id}/undo", new UndoYearCopy(true))).Done);
        Assert.Equal(6, await CountAsync());
        var again = await agent.PostAsAsync<UndoYearCopyView>($"{Api}/next-year/runs/{run.Id}/undo", new UndoYearCopy(true));
        Assert.Equal((0, 2, "Sophie Perrin"), (again.Removed.Length, again.Run.Removed, again.Run.UndoneBy));
        // What was taken away can be copied again.
        Assert.Equal(2, (await agent.PostAsAsync<CopyYearView>($"{Api}/next-year", new CopyYear(false))).Enrolments.Sum(e => e.Count));
        await HttpAssert.StatusAsync(
            HttpStatusCode.NotFound, await world.Agent(PlanningWorld.Pays)
                .PostAsJsonAsync($"/api/pays-saint-marcellin/planning/settings/next-year/runs/{run.Id}/undo", new UndoYearCopy(true)));

        Task<int> CountAsync() => world.Service.InTenantAsync(PlanningWorld.Biviers, scope => scope.GetRequiredService<PlanningDb>().Enrolments.CountAsync());
    }

    [Fact]
    public async Task What_was_set_by_hand_for_the_next_year_is_left_alone()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        await world.ChangeSettingsAsync(PlanningWorld.Biviers,
            d => d["closures"]!.AsArray().Add(JsonNode.Parse("""{ "first": "2027-12-20", "last": "2028-01-02", "label": "Fermeture de Noël" }""")));

        var plan = await world.Agent(PlanningWorld.Biviers).PostAsAsync<CopyYearView>($"{Api}/next-year", new CopyYear(false));

        Assert.DoesNotContain(plan.Closures, c => c.Label == "Fermeture de Noël");
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "year.out-of-range",
            await world.Agent(PlanningWorld.Biviers).PostAsJsonAsync($"{Api}/next-year", new CopyYear(false, 1999)));
    }
}

public sealed class NextYearOnSqlite() : NextYearTests(TestDatabase.Sqlite);

public sealed class NextYearOnSqlServer() : NextYearTests(TestDatabase.SqlServer);
