using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts.Api;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Planning.Tests;

/// <summary>A row of one commune's settings that can't be read.</summary>
public sealed class BrokenSettingsTests
{
    [Fact]
    public async Task One_communes_broken_settings_stop_that_commune_alone_and_say_which_and_where()
    {
        await using var world = await PlanningWorld.StartAsync(TestDatabase.Sqlite);
        var broken = await world.AddFamilyAsync(PlanningWorld.Biviers, "restauration");
        var other = await world.AddFamilyAsync(PlanningWorld.Pays, "bessins-restauration");
        var version = await world.Service.InTenantAsync(PlanningWorld.Biviers, async scope =>
        {
            var db = scope.GetRequiredService<PlanningDb>();
            var latest = await db.Settings.AsNoTracking().Where(s => s.Section == "planning").OrderByDescending(s => s.Version).FirstAsync();
            var text = latest.Document.Replace("\"previousOpenDay\"", "\"jamais\"", StringComparison.Ordinal)
                .Replace("\"weekdayOfWeek\"", "\"jamais\"", StringComparison.Ordinal);
            Assert.NotEqual(latest.Document, text);
            db.Settings.Add(new SettingsVersion { Section = "planning", Version = latest.Version + 1, Document = text, At = latest.At, By = "essai" });
            await db.SaveChangesAsync();
            return latest.Version + 1;
        });

        var answer = await broken.Parent.GetAsync($"{broken.Api}/home");

        await HttpAssert.ProblemAsync(HttpStatusCode.ServiceUnavailable, "settings.broken", answer);
        var said = await answer.Content.ReadAsStringAsync();
        Assert.Contains($"« {PlanningWorld.Biviers} », version {version}", System.Text.RegularExpressions.Regex.Unescape(said), StringComparison.Ordinal);
        Assert.Contains("rules", said, StringComparison.Ordinal);
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await other.Parent.GetAsync($"{other.Api}/home"));
        Assert.Equal(RequestStatus.Accepted, (await other.AskAsync(other.Book("bessins-restauration", new DateOnly(2026, 12, 18)))).Status);
        using var anyone = world.Service.Client();
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await anyone.GetAsync(new Uri("/health/ready", UriKind.Relative)));
    }

    [Theory]
    [InlineData("""{"basedOn":1,"document":{"validator":"x","formerMember":1},"log":null}""")]
    [InlineData("""{"document":{"validator":"x"}}""")]
    [InlineData("[1]")]
    [InlineData("half a docu")]
    public async Task A_draft_that_can_not_be_read_any_more_stops_nothing_but_itself_and_can_be_dropped(string row)
    {
        const string Api = $"/api/{PlanningWorld.Biviers}/planning/settings";
        await using var world = await PlanningWorld.StartAsync(TestDatabase.Sqlite);
        var agent = world.Agent(PlanningWorld.Biviers);
        await world.Service.InTenantAsync(PlanningWorld.Biviers, async scope =>
        {
            var db = scope.GetRequiredService<PlanningDb>();
            var latest = await db.Settings.AsNoTracking().FirstAsync(s => s.Section == "planning");
            db.Settings.Add(new SettingsVersion { Section = "planning.draft", Version = 7, Document = row, At = latest.At, By = "essai" });
            return await db.SaveChangesAsync();
        });

        var draft = await agent.GetAsAsync<SettingsDraftView>($"{Api}/draft");

        Assert.StartsWith("Ce brouillon ne se lit plus", draft.Broken, StringComparison.Ordinal);
        Assert.Equal((7L, true, draft.InForce), (draft.Revision, draft.Exists, draft.BasedOn));
        Assert.Contains("facilities", draft.Document.GetRawText(), StringComparison.Ordinal);
        // All else is done on what is in force; changing or applying the draft is refused with the same sentence.
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await agent.GetAsync(new Uri($"{Api}/calendar", UriKind.Relative)));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "draft.broken",
            await agent.PatchAsJsonAsync($"{Api}/draft", new ChangeDraft(7, [new DraftChange("validator", null)])));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "draft.broken", await agent.PostAsJsonAsync($"{Api}/draft/apply", new ApplyDraft(7)));

        var dropped = await (await agent.DeleteAsync(new Uri($"{Api}/draft?basedOn=7", UriKind.Relative))).ReadAsync<SettingsDraftView>();

        Assert.Equal((false, null), (dropped.Exists, dropped.Broken));
        var anew = await (await agent.PatchAsJsonAsync($"{Api}/draft", new ChangeDraft(dropped.Revision,
            [new DraftChange("validator", System.Text.Json.JsonSerializer.SerializeToElement("la mairie"))]))).ReadAsync<SettingsDraftView>();
        Assert.Equal((true, null), (anew.Exists, anew.Broken));
    }
}
