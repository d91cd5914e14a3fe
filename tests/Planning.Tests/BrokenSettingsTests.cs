using System.Net;
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
            var text = latest.Document.Replace("\"previousOpenDay\"", "\"jamais\"", StringComparison.Ordinal).Replace("\"weekdayOfWeek\"", "\"jamais\"", StringComparison.Ordinal);
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
}
