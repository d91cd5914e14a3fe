using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts.Api;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>Agents prepare settings in a draft, read what they change, apply them, and go back.</summary>
public abstract class SetupTests(TestDatabase database) : SetupActs
{
    private const string ThursdayNoon =
        """{"validFrom":"2027-01-04","deadlines":{"book":{"anchor":"previousWeekday","weekday":"thursday","time":"12:00"}},"validation":{"book":"automatic"}}""";

    [Fact]
    public async Task A_change_waits_in_the_draft_until_it_is_applied_and_parts_it_does_not_name_stay_to_the_letter()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var family = await world.AddFamilyAsync(PlanningWorld.Biviers, "restauration");
        var agent = world.Agent(PlanningWorld.Biviers);
        var before = await agent.GetAsAsync<SettingsDraftView>($"{Api}/draft");
        var day = new DateOnly(2027, 1, 7);

        var draft = await ChangeAsync(agent, before, ("rules/periscolaire/-", ThursdayNoon),
            ("facilities/garderie-periscolaire/pools/repas-maternelle/capacity", "41"));

        Assert.True(draft.Exists);
        Assert.Contains(
            draft.Changes, c =>
                c.Place.Contains("règle « periscolaire »", StringComparison.OrdinalIgnoreCase)
                    && c.Text.Contains("le jeudi précédent à 12", StringComparison.Ordinal));
        Assert.Contains(draft.Changes, c => c.Text == "Nombre de places : 40 devient 41.");
        Assert.Equal(new DateTime(2026, 12, 31, 12, 0, 0), (await PreviewAsync(agent, "restauration", null, day)).Days[0].Book);
        Assert.Equal(new DateTime(2027, 1, 5, 12, 0, 0), (await family.SeeAsync("restauration", day))!.Until);

        var applied = await (await agent.PostAsJsonAsync($"{Api}/draft/apply", new ApplyDraft(draft.Revision))).ReadAsync<SettingsDraftView>();

        Assert.False(applied.Exists);
        Assert.Equal(new DateTime(2026, 12, 31, 12, 0, 0), (await family.SeeAsync("restauration", day))!.Until);
        var expected = JsonNode.Parse(before.Document.GetRawText())!;
        expected["rules"]!["periscolaire"]!.AsArray().Add(JsonNode.Parse(ThursdayNoon));
        expected["facilities"]![1]!["pools"]![2]!["capacity"] = 41;
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(applied.Document.GetRawText())));
    }

    [Fact]
    public async Task Every_version_says_who_when_and_what_and_an_earlier_one_can_be_taken_again()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var agent = world.Agent(PlanningWorld.Biviers);
        var start = await agent.GetAsAsync<SettingsDraftView>($"{Api}/draft");
        var draft = await ChangeAsync(agent, start, ("validator", "\"la mairie\""));
        await (await agent.PostAsJsonAsync($"{Api}/draft/apply", new ApplyDraft(draft.Revision))).ReadAsync<SettingsDraftView>();

        var versions = (await agent.GetAsAsync<SettingsVersionsView>($"{Api}/versions")).Versions;

        Assert.Equal([2, 1], versions.Select(v => v.Version));
        Assert.Equal("Qui décide : « le service enfance jeunesse » devient « la mairie ».", Assert.Single(versions[0].Changes).Text);
        Assert.NotEqual("import biviers.json", versions[0].By);
        var now = await agent.GetAsAsync<SettingsDraftView>($"{Api}/draft");
        var back = await agent.PostAsAsync<SettingsDraftView>($"{Api}/draft", new StartDraft(now.Revision, FromVersion: 1));
        var again = await agent.PostAsAsync<SettingsDraftView>($"{Api}/draft/apply", new ApplyDraft(back.Revision));
        Assert.True(JsonElement.DeepEquals(start.Document, again.Document));
        Assert.Equal(3, again.InForce);
    }

    [Fact]
    public async Task More_versions_than_a_page_holds_are_read_to_the_first()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        await world.Service.InTenantAsync(PlanningWorld.Biviers, scope =>
        {
            var db = scope.GetRequiredService<PlanningDb>();
            var first = db.Settings.AsNoTracking().Single(s => s.Section == "planning");
            db.Settings.AddRange(Enumerable.Range(2, 60)
                .Select(v => new SettingsVersion { Section = first.Section, Version = v, Document = first.Document, At = first.At, By = "Test" }));
            return db.SaveChangesAsync();
        });
        var agent = world.Agent(PlanningWorld.Biviers);

        var newest = await agent.GetAsAsync<SettingsVersionsView>($"{Api}/versions");
        var rest = await agent.GetAsAsync<SettingsVersionsView>($"{Api}/versions?before={newest.Next}");

        Assert.Equal((61, 50, 12L), (newest.Versions[0].Version, newest.Versions.Length, newest.Next));
        Assert.Equal((11, 1, (long?)null), (rest.Versions.Length, rest.Versions[^1].Version, rest.Next));
    }

    [Fact]
    public async Task Two_agents_neither_overwrite_each_others_draft_nor_settings_applied_meanwhile()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var agent = world.Agent(PlanningWorld.Biviers);
        var seen = await agent.GetAsAsync<SettingsDraftView>($"{Api}/draft");
        var mine = await ChangeAsync(agent, seen, ("absenceDaysAfter", "5"));

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "draft.changed", await PatchAsync(agent, seen, ("absenceDaysAfter", "6")));
        await world.SetCapacityAsync(PlanningWorld.Biviers, "repas-maternelle", 12);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "settings.changed",
            await agent.PostAsJsonAsync($"{Api}/draft/apply", new ApplyDraft(mine.Revision)));

        var renewed = await agent.PostAsAsync<SettingsDraftView>($"{Api}/draft/renew", new ApplyDraft(mine.Revision));
        Assert.Equal("Jours après lesquels une absence ne se déclare plus : 7 devient 5.", Assert.Single(renewed.Changes).Text);
        var applied = await agent.PostAsAsync<SettingsDraftView>($"{Api}/draft/apply", new ApplyDraft(renewed.Revision));
        Assert.Contains("\"capacity\":12", applied.Document.GetRawText(), StringComparison.Ordinal);
        Assert.Equal(5, applied.Document.GetProperty("absenceDaysAfter").GetInt32());
    }

    [Fact]
    public async Task A_change_that_can_not_be_is_refused_with_its_place_and_leaves_the_draft_as_it_was()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var agent = world.Agent(PlanningWorld.Biviers);
        var draft = await ChangeAsync(agent, await agent.GetAsAsync<SettingsDraftView>($"{Api}/draft"), ("absenceDaysAfter", "5"));

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "settings.invalid",
            await PatchAsync(agent, draft, ("absenceDaysAfter", "6"), ("facilities/garderie-periscolaire/services/restauration/rule", "\"aucune\"")));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "settings.invalid", await PatchAsync(agent, draft, ("facilities/nulle-part/label", "\"x\"")));
        // A year that a finger slipped over.
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "settings.invalid",
            await PatchAsync(agent, draft, ("closures/-", """{"first":"1900-01-01","last":"1900-01-01","label":"Pont"}""")));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await agent.PostAsJsonAsync($"{Api}/draft", new StartDraft(draft.Revision, FromVersion: 77)));

        var after = await agent.GetAsAsync<SettingsDraftView>($"{Api}/draft");
        Assert.Equal((draft.Revision, 5), (after.Revision, after.Document.GetProperty("absenceDaysAfter").GetInt32()));
        using var dropped = await agent.DeleteAsync($"{Api}/draft?basedOn={after.Revision}");
        Assert.False((await dropped.ReadAsync<SettingsDraftView>()).Exists);
    }

    [Theory]
    [InlineData("pool.unused", "facilities/garderie-periscolaire/pools/-", """{"key":"salle","label":"Salle","capacity":3}""", "Salle")]
    [InlineData("ages.hole", "facilities/garderie-periscolaire/pools/repas-elementaire/ages", """{"from":8,"to":12}""", "6 et 7 ans")]
    [InlineData("service.never-open", "facilities/garderie-periscolaire/services/restauration/opening", "{}", "Restauration scolaire")]
    [InlineData("limit.in-holidays", "rules/periscolaire/-",
        """{"validFrom":"2027-01-01","deadlines":{"book":{"anchor":"daysBefore","days":4,"time":"12:00"}}}""",
        "lundi 4 janvier 2027, la limite tombe pendant les vacances, le jeudi 31 décembre")]
    [InlineData("opens.after-closes", "rules/vacances/-",
        """{"validFrom":"2027-01-01","deadlines":{"opens":{"anchor":"bookingPeriod","days":5,"time":"00:00"},"book":{"anchor":"bookingPeriod","days":10,"time":"23:59"}}}""",
        "après leur fermeture")]
    [InlineData("limit.after-day", "rules/periscolaire/-",
        """{"validFrom":"2027-01-01","deadlines":{"book":{"anchor":"fixedDate","date":"2027-03-01","time":"12:00"}}}""", "vient après le jour")]
    [InlineData("cancel.before-book", "rules/periscolaire/-",
        """{"validFrom":"2027-01-01","deadlines":{"book":{"anchor":"daysBefore","days":1,"time":"12:00"},"cancel":{"anchor":"daysBefore","days":8,"time":"12:00"}}}""",
        "ne peut plus être annulée")]
    [InlineData("requires.closed", "facilities/garderie-periscolaire/services/garderie-matin/units/garderie-matin/requires", """["alsh-mercredi-journee"]""",
        "fermé certains")]
    [InlineData("waitinglist.no-places", "facilities/garderie-periscolaire/services/-",
        """{"key":"etude","label":"Étude","opening":{"schoolDays":["monday"]},"rule":"periscolaire","units":[{"key":"etude","label":"Étude"}]}""", "Étude")]
    [InlineData("order.before-limit", "facilities/garderie-periscolaire/services/restauration/orderTime", """{"openDays":5,"time":"08:00"}""",
        "c’est elle qui ferme les réservations")]
    [InlineData("rule.unused", "rules/essai", """[{"validFrom":"2027-01-01","deadlines":{}}]""", "essai")]
    [InlineData("closure.useless", "closures/-", """{"first":"2027-01-10","last":"2027-01-10","label":"Dimanche"}""", "Dimanche")]
    public async Task A_contradiction_is_named_with_its_place_and_what_to_do(string code, string path, string value, string said)
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var agent = world.Agent(PlanningWorld.Biviers);
        var before = await agent.GetAsAsync<SettingsDraftView>($"{Api}/draft");
        Assert.DoesNotContain(before.Findings, f => f.Code == code && f.Text.Contains(said, StringComparison.Ordinal));

        (string, string)[] more = code == "waitinglist.no-places" ? [("rules/periscolaire/2026-09-01/full", "\"waitingList\"")] : [];
        var draft = await ChangeAsync(agent, before, [(path, value), .. more]);

        var finding = draft.Findings.First(f => f.Code == code && f.Text.Contains(said, StringComparison.Ordinal));
        Assert.False(string.IsNullOrEmpty(finding.Fix) || string.IsNullOrEmpty(finding.Place) || string.IsNullOrEmpty(finding.Path));
        if (finding.Repair is { } repair)
        {
            var repaired = await (await agent.PatchAsJsonAsync($"{Api}/draft", new ChangeDraft(draft.Revision, repair))).ReadAsync<SettingsDraftView>();
            Assert.DoesNotContain(repaired.Findings, f => f.Path == finding.Path && f.Code == code);
        }
    }

    [Fact]
    public async Task The_preview_of_a_rule_warns_of_the_first_day_back_and_reads_as_families_will()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var preview = await PreviewAsync(world.Agent(PlanningWorld.Biviers), "restauration",
            """{"validFrom":"2026-12-01","deadlines":{"book":{"anchor":"daysBefore","days":2,"skip":{"weekends":true,"publicHolidays":true},"time":"12:00"}}}""",
            null);
        var back = preview.Days.Single(d => d.Date == new DateOnly(2027, 1, 4));
        Assert.Equal((new DateTime(2026, 12, 30, 12, 0, 0), true), (back.Book, back.Warns));
        Assert.Contains(preview.Findings, f => f.Code == "limit.in-holidays" && f.Fix.Contains("18 décembre", StringComparison.Ordinal));
        Assert.StartsWith("Réservez ou annulez au plus tard l’avant-veille ouvrée à 12", preview.Sentences[0], StringComparison.Ordinal);
    }

    private static Task<RulePreview> PreviewAsync(HttpClient agent, string service, string? rule, DateOnly? from) =>
        agent.PostAsAsync<RulePreview>($"{Api}/preview", new PreviewRule(service, rule is null ? null : JsonDocument.Parse(rule).RootElement, from));

    [Fact]
    public async Task What_is_in_force_is_changed_only_as_a_correction_whose_reason_is_kept()
    {
        await using var world = await PlanningWorld.StartAsync(database);
        var agent = world.Agent(PlanningWorld.Biviers);
        var before = await agent.GetAsAsync<SectionView>(Api);
        var rule = JsonNode.Parse(before.Document.GetRawText())!["rules"]!["periscolaire"]!.AsArray()[^1]!;
        rule["full"] = "refuse";
        rule["overCapacity"] = true;
        var from = (string)rule["validFrom"]!;
        var draft = await ChangeAsync($"rules/periscolaire/{from}", rule);

        Assert.Contains(draft.Corrections!, c => c.Contains("règle valable depuis le", StringComparison.Ordinal));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "rule.in-force",
            await agent.PostAsJsonAsync($"{Api}/draft/apply", new ApplyDraft(draft.Revision)));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "rule.in-force",
            await agent.PostAsJsonAsync($"{Api}/draft/apply", new ApplyDraft(draft.Revision, "  ")));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "rule.in-force",
            await agent.PutAsJsonAsync(Api, new SaveSection(before.Version, draft.Document)));
        Assert.Equal(before.Version, (await agent.GetAsAsync<SectionView>(Api)).Version);

        await agent.PostAsAsync<SettingsDraftView>($"{Api}/draft/apply", new ApplyDraft(draft.Revision, "Erreur de saisie à la rentrée."));
        var kept = (await agent.GetAsAsync<SettingsVersionsView>($"{Api}/versions")).Versions[0];
        Assert.Equal((before.Version + 1, "Erreur de saisie à la rentrée."), (kept.Version, kept.Correction!.Reason));
        Assert.Contains(kept.Correction.What, c => c.Contains("règle valable depuis le", StringComparison.Ordinal));

        // What is to come is free: a new version, and a new service.
        rule["validFrom"] = "2027-01-04";
        draft = await ChangeAsync("rules/periscolaire/-", rule);
        Assert.Empty(draft.Corrections!);
        Assert.Null((await agent.PostAsAsync<SettingsDraftView>($"{Api}/draft/apply", new ApplyDraft(draft.Revision))).Corrections is { Length: > 0 }
            ? "corrections"
            : null);
        Assert.Null((await agent.GetAsAsync<SettingsVersionsView>($"{Api}/versions")).Versions[0].Correction);

        async Task<SettingsDraftView> ChangeAsync(string path, JsonNode value)
        {
            var now = await agent.GetAsAsync<SettingsDraftView>($"{Api}/draft");
            return await (await agent.PatchAsJsonAsync($"{Api}/draft",
                new ChangeDraft(now.Revision, [new DraftChange(path, System.Text.Json.JsonSerializer.SerializeToElement(value))])))
                .ReadAsync<SettingsDraftView>();
        }
    }
}

public sealed class SetupOnSqlite() : SetupTests(TestDatabase.Sqlite);

public sealed class SetupOnSqlServer() : SetupTests(TestDatabase.SqlServer);
