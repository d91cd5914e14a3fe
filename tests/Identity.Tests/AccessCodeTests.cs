using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Identity.Tests;

/// <summary>A code printed by the commune opens an access once.</summary>
public abstract class AccessCodeTests(TestDatabase database, SharedPortals shared) : GuardianActs
{
    [Fact]
    public async Task A_printed_code_opens_an_access_once()
    {
        var portal = await shared.GetAsync(database);
        var guardian = NewGuardian("Sans", "Courriel", null);
        await portal.Identity.DeliverAsync(guardian);
        using var http = await AgentAsync(portal, "agent.biviers", "biviers");
        var first = await (await http.PostAsync($"/identity/tenants/biviers/guardians/{guardian.GuardianId}/code", null)).ReadAsync<AccessCode>();
        var code = await (await http.PostAsync($"/identity/tenants/biviers/guardians/{guardian.GuardianId}/code", null)).ReadAsync<AccessCode>();
        using var browser = portal.Open();

        await browser.GetAsync(code.Path);
        await browser.SendAsync(("Code", first.Code), ("NewPassword", "Grenier-7-lune"), ("Repeated", "Grenier-7-lune"));
        Assert.StartsWith("Ce code n’est pas le bon", browser.ErrorOf("Code"), StringComparison.Ordinal);
        await browser.SendAsync(("Code", code.Code), ("NewPassword", "court"), ("Repeated", "court"));
        Assert.NotNull(browser.ErrorOf("NewPassword"));
        await browser.SendAsync(("Code", code.Code.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)), ("NewPassword", "Grenier-7-lune"),
            ("Repeated", "Grenier-7-lune"));

        Assert.Contains("Votre identifiant est sans.courriel", browser.Text, StringComparison.Ordinal);
        var tokens = await new Front(portal.Url).SignInAsync(browser, "sans.courriel", "Grenier-7-lune");
        Assert.Equal([$"biviers|owner|{guardian.FamilyId:N}|{guardian.GuardianId:N}|"], tokens.Members);
        await browser.GetAsync(portal.Url + code.Path);
        await browser.SendAsync(("Code", code.Code), ("NewPassword", "Grenier-8-lune"), ("Repeated", "Grenier-8-lune"));
        Assert.NotNull(browser.ErrorOf("Code"));
    }

    [Fact]
    public async Task A_printed_code_ends_on_its_day()
    {
        var portal = await shared.GetAsync(database);
        var guardian = NewGuardian("Trop", "Tard", null);
        await portal.Identity.DeliverAsync(guardian);
        using var http = await AgentAsync(portal, "agent.biviers", "biviers");
        var code = await (await http.PostAsync($"/identity/tenants/biviers/guardians/{guardian.GuardianId}/code", null)).ReadAsync<AccessCode>();
        await portal.InDbAsync(db => db.GuardianAccesses.Where(g => g.GuardianId == guardian.GuardianId)
            .ExecuteUpdateAsync(s => s.SetProperty(g => g.CodeExpiresAt, DateTime.UnixEpoch)));
        using var browser = portal.Open();

        await browser.GetAsync(code.Path);
        await browser.SendAsync(("Code", code.Code), ("NewPassword", "Grenier-7-lune"), ("Repeated", "Grenier-7-lune"));

        Assert.StartsWith("Ce code n’est pas le bon", browser.ErrorOf("Code"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_given_before_the_account_opened_another_portal_sets_no_password_any_more()
    {
        var portal = await shared.GetAsync(database);
        var guardian = NewGuardian("Deux", "Portails", null);
        await portal.Identity.DeliverAsync(guardian);
        using var http = await AgentAsync(portal, "agent.biviers", "biviers");
        using var browser = portal.Open();
        await browser.GetAsync((await CodeAsync()).Path);
        await browser.SendAsync(("Code", (await CodeAsync()).Code), ("NewPassword", "Grenier-7-lune"), ("Repeated", "Grenier-7-lune"));
        Assert.Contains("Votre identifiant est deux.portails", browser.Text, StringComparison.Ordinal);
        var late = await CodeAsync();
        await portal.InDbAsync(async db =>
        {
            var account = await db.Accounts.Where(a => a.UserName == "deux.portails").Select(a => a.Id).SingleAsync();
            db.Memberships.Add(new AccountMembership
            {
                AccountId = account,
                Commune = "croc-vacances",
                Role = Preau.Platform.Membership.Owner,
                OwnerId = Guid.NewGuid(),
                PersonId = Guid.NewGuid(),
            });
            return await db.SaveChangesAsync();
        });

        await browser.GetAsync(portal.Url + late.Path);
        await browser.SendAsync(("Code", late.Code), ("NewPassword", "Grenier-8-lune"), ("Repeated", "Grenier-8-lune"));

        Assert.StartsWith("Ce code n’est pas le bon", browser.ErrorOf("Code"), StringComparison.Ordinal);
        using var again = portal.Open();
        Assert.Equal(2, (await new Front(portal.Url).SignInAsync(again, "deux.portails", "Grenier-7-lune")).Members.Length);

        async Task<AccessCode> CodeAsync() =>
            await (await http.PostAsync($"/identity/tenants/biviers/guardians/{guardian.GuardianId}/code", null)).ReadAsync<AccessCode>();
    }

    [Fact]
    public async Task A_code_is_for_agents_of_that_commune_with_the_right()
    {
        var portal = await shared.GetAsync(database);
        var guardian = NewGuardian("Autre", "Commune", null);
        await portal.Identity.DeliverAsync(guardian);
        var path = $"/identity/tenants/biviers/guardians/{guardian.GuardianId}/code";
        using var nobody = new HttpClient { BaseAddress = new Uri(portal.Url) };
        using var stranger = await AgentAsync(portal, "agent.croc", "croc-vacances");
        using var parent = await AgentAsync(portal, "jean.dupont", "biviers", "families");

        foreach (var (client, status) in new[] { (nobody, HttpStatusCode.Unauthorized), (stranger, HttpStatusCode.NotFound),
            (parent, HttpStatusCode.Forbidden) })
        {
            await HttpAssert.StatusAsync(status,
                await client.PostAsJsonAsync("/identity/tenants/biviers/guardians/accounts", new WhoSignsIn([guardian.GuardianId])));
        }

        await HttpAssert.StatusAsync(HttpStatusCode.Unauthorized, await nobody.PostAsync(path, null));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "tenant.unknown", await stranger.PostAsync(path, null));
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "families.permission", await parent.PostAsync(path, null));
        using var agent = await AgentAsync(portal, "agent.biviers", "biviers");
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "guardian.unknown",
            await agent.PostAsync($"/identity/tenants/biviers/guardians/{Guid.NewGuid()}/code", null));
    }
}

public sealed class AccessCodeTestsOnSqlite(SharedPortals shared) : AccessCodeTests(TestDatabase.Sqlite, shared);

public sealed class AccessCodeTestsOnSqlServer(SharedPortals shared) : AccessCodeTests(TestDatabase.SqlServer, shared);
