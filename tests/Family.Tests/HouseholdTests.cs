using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Family.Tests;

public abstract class HouseholdTests(TestDatabase database) : FamilyWorld(database)
{
    [Fact]
    public async Task A_guardian_reads_the_own_household()
    {
        var me = await AsJean().GetAsAsync<FamilyView>("/api/biviers/family/me");

        Assert.Equal(("1001001818331", "DUPONT Jean", true), (me.Number, me.Name, me.Resident));
        Assert.Equal("Jean", me.You?.FirstName);
        Assert.Equal(("Père", "Séparé"), (me.You!.Role, me.You.MaritalStatus));
        Assert.Equal(["Louise", "Tom", "Inès"], me.Children.Select(c => c.FirstName));
        Assert.Equal([8, 6, 4], me.Children.Select(c => c.Age));
        Assert.Equal(612m, me.Quotient?.Value);
        Assert.Null(me.QuotientSources);
    }

    [Fact]
    public async Task A_guardian_never_sees_the_other_parents_address_email_or_quotient()
    {
        var text = await AsJean().GetStringAsync("/api/biviers/family/me");

        Assert.Contains("\"otherParent\":\"Jeanne\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("jeanne.dupont", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Touvet", text, StringComparison.Ordinal);
        Assert.DoesNotContain("1480", text, StringComparison.Ordinal);
        Assert.DoesNotContain("1001001818348", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_family_unknown_here_is_not_found()
    {
        var stranger = Family.Client(Tokens.Guardian("biviers", Guid.NewGuid()));

        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await stranger.GetAsync("/api/biviers/family/me"));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await stranger.PutAsJsonAsync("/api/biviers/family/me/consents", new SetConsents(true, true)));
    }

    [Fact]
    public async Task Consents_take_effect_at_once_and_are_told_to_the_other_services()
    {
        var after = await (await AsJean().PutAsJsonAsync("/api/biviers/family/me/consents", new SetConsents(false, true))).ReadAsync<FamilyView>();

        Assert.Equal((false, true), (after.You!.EmailConsent, after.You.SmsConsent));
        Assert.Equal(2, after.Version);
        var told = await Eventually.SeeAsync(() => Task.FromResult(Told(Jean)), t => t.Any(e => e.Version == 2));
        Assert.False(told.Single(e => e.Version == 2).Guardians.Single().EmailConsent);
        var history = await Family.InTenantAsync("biviers",
            s => s.GetRequiredService<FamilyDb>().History.SingleAsync(h => h.FamilyId == Jean && h.Version == 2));
        Assert.Equal(("Jean Dupont", Family.Clock.GetUtcNow().UtcDateTime), (history.By, history.At));
        Assert.Contains("courriel : non", history.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Saying_the_same_consents_again_changes_nothing()
    {
        var after = await (await AsJean().PutAsJsonAsync("/api/biviers/family/me/consents", new SetConsents(true, false))).ReadAsync<FamilyView>();

        Assert.Equal(1, after.Version);
    }

    [Fact]
    public async Task Demo_families_are_told_once_with_rank_custody_and_packed_lunch()
    {
        var told = await Eventually.SeeAsync(() => Task.FromResult(Told(Jean)), t => t.Length > 0);

        var jean = Assert.Single(told);
        Assert.Equal(("biviers", 1L, "DUPONT Jean", true), (jean.Tenant, jean.Version, jean.Name, jean.Resident));
        Assert.Equal([("Louise", 1, false), ("Tom", 2, true), ("Inès", 3, false)], jean.Children.Select(c => (c.FirstName, c.Rank, c.PackedLunch)));
        Assert.All(jean.Children, c => Assert.Equal(new Custody(Jeanne, "Jeanne", new DateOnly(2026, 12, 14)), c.Custody));
        Assert.Equal([new FamilyQuotient(612m, new DateOnly(2026, 2, 1), null, "CAF")], jean.Quotients);
    }

    [Fact]
    public async Task Importing_twice_changes_nothing()
    {
        await Family.InTenantAsync("biviers", async s =>
        {
            foreach (var file in (await TenantFiles.ReadAsync(Path.Combine(Deploy, "tenants"), default))
                .Concat(await TenantFiles.ReadAsync(Path.Combine(Deploy, "demo"), default)).Where(f => f.Slug == "biviers"))
            {
                foreach (var importer in s.GetServices<ISectionImporter>().Where(i => i.IsDemo == file.Path.Contains("/demo/", StringComparison.Ordinal)))
                {
                    await importer.ImportAsync(file, file.Section(importer.Section)!.Value, default);
                }
            }

            return true;
        });

        var counts = await Family.InTenantAsync("biviers", async s =>
        {
            var db = s.GetRequiredService<FamilyDb>();
            return (Families: await db.Families.CountAsync(), History: await db.History.CountAsync(),
                Settings: await db.Settings.CountAsync(d => d.Section == "family"));
        });
        Assert.Equal((5, 5, 1), counts);
    }

    protected FamilyChanged[] Told(Guid family) => [.. Family.Published.OfType<FamilyChanged>().Where(e => e.FamilyId == family)];
}

public sealed class HouseholdOnSqlite() : HouseholdTests(TestDatabase.Sqlite);

public sealed class HouseholdOnSqlServer() : HouseholdTests(TestDatabase.SqlServer);
