using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Identity.Tests;

/// <summary>Agents and their rights: invited by mail, changed by others, ended at once.</summary>
public abstract class AgentTests(TestDatabase database, SharedPortals shared)
{
    private const string Agents = "/identity/tenants/biviers/agents";

    [Fact]
    public async Task An_invited_agent_chooses_a_password_and_has_the_rights_given_and_their_scope()
    {
        var portal = await shared.GetAsync(database);
        using var http = await AgentAsync(portal);
        var email = Address();

        await HttpAssert.StatusAsync(
            HttpStatusCode.NoContent, await http.PostAsJsonAsync(Agents,
                new InviteAgent("Léa Garnier", email, "Animatrice", [Permissions.Attendance], "garderie-matin=vp;@accueil-de-loisirs=v")));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "agent.known",
            await http.PostAsJsonAsync(Agents, new InviteAgent("Léa Garnier", email, null, [Permissions.Attendance])));

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "agent.invalid",
            await http.PostAsJsonAsync(Agents, new InviteAgent("Léa Garnier", "lea", null, [Permissions.Attendance])));

        var mail = (await portal.WaitForMailsAsync(email, 1))[0];
        var agent = (await http.GetAsAsync<AgentsView>(Agents)).Agents.Single(a => a.Email == email);
        Assert.Equal((AgentState.Invited, "Animatrice"), (agent.State, agent.Title));
        using var browser = portal.Open();
        await browser.GetAsync(LinkIn(mail.TextBody!));
        await browser.SendAsync(("NewPassword", "Grenier-7-lune"), ("Repeated", "Grenier-7-lune"));
        Assert.Contains("returnUrl=%2Fbiviers%2Fmairie%2F", browser.Address.Query, StringComparison.OrdinalIgnoreCase);
        var tokens = await Office(portal).SignInAsync(browser, agent.UserName, "Grenier-7-lune");
        Assert.Equal(["biviers|staff|||attendance|@accueil-de-loisirs=v;garderie-matin=vp"], tokens.Members);

        var detail = await http.GetAsAsync<AgentDetail>($"{Agents}/{agent.Id}");
        Assert.Equal(AgentState.Active, detail.Agent.State);
        Assert.Equal("Invitation envoyée", Assert.Single(detail.Changes).What);
        Assert.Single(detail.Sessions);
        // Without a wish as well: among the families an agent finds a closed door.
        using var plain = portal.Open();
        await plain.GetAsync("/identity/connexion?commune=biviers");
        await plain.SignInAsync(agent.UserName, "Grenier-7-lune");
        Assert.Equal("/biviers/mairie/", plain.Address.AbsolutePath);
    }

    [Fact]
    public async Task Changed_rights_are_in_the_next_token_and_in_the_history()
    {
        var portal = await shared.GetAsync(database);
        using var http = await AgentAsync(portal);
        var (id, name) = await AddAgentAsync(portal, Permissions.Attendance);
        using var browser = portal.Open();
        var front = Office(portal);
        var tokens = await front.SignInAsync(browser, name, "Grenier-7-lune");

        await HttpAssert.StatusAsync(HttpStatusCode.NoContent,
            await http.PutAsJsonAsync($"{Agents}/{id}", new SetAgentRights("Accueil", [Permissions.Requests, Permissions.Attendance], "restauration=v")));

        Assert.Equal(["biviers|staff|||requests,attendance|restauration=v"], (await front.RefreshAsync(tokens.RefreshToken!)).Members);
        var change = (await http.GetAsAsync<AgentDetail>($"{Agents}/{id}")).Changes[0];
        Assert.Equal("Sophie Perrin", change.By);
        Assert.Equal("Droits changés, ajouté : demandes ; services : restauration=v ; fonction : Accueil", change.What);
    }

    [Fact]
    public async Task A_long_history_is_read_to_its_beginning_page_by_page()
    {
        var portal = await shared.GetAsync(database);
        using var http = await AgentAsync(portal);
        var (id, _) = await AddAgentAsync(portal, Permissions.Attendance);
        await portal.InDbAsync(db =>
        {
            db.Changes.AddRange(Enumerable.Range(0, 210)
                .Select(i =>
                    new AgentChange { Commune = "biviers", AccountId = id, At = new DateTime(2026, 1, 1).AddHours(i), By = "Test", What = $"n° {i}" }));
            return db.SaveChangesAsync();
        });

        var first = await http.GetAsAsync<AgentDetail>($"{Agents}/{id}");
        var last = await http.GetAsAsync<AgentDetail>($"{Agents}/{id}?page={first.Pages}");

        Assert.Equal((50, 5), (first.Changes.Length, first.Pages));
        Assert.Equal("n° 0", last.Changes[^1].What);
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "page.invalid", await http.GetAsync($"{Agents}/{id}?page=0"));
    }

    [Fact]
    public async Task A_deactivated_agent_is_out_at_once_and_can_come_back()
    {
        var portal = await shared.GetAsync(database);
        using var http = await AgentAsync(portal);
        var (id, name) = await AddAgentAsync(portal, Permissions.Attendance);
        using var browser = portal.Open();
        var front = Office(portal);
        var tokens = await front.SignInAsync(browser, name, "Grenier-7-lune");
        using var theirs = portal.Client(tokens);
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await theirs.GetAsync("/identity/session"));

        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await http.PostAsync($"{Agents}/{id}/deactivation", null));

        await HttpAssert.StatusAsync(HttpStatusCode.Unauthorized, await theirs.GetAsync("/identity/session"));
        Assert.Equal("invalid_grant", (await front.RefreshAsync(tokens.RefreshToken!)).Error);
        using var again = portal.Open();
        Assert.Empty((await Office(portal).SignInAsync(again, name, "Grenier-7-lune")).Members);
        Assert.Equal(AgentState.Deactivated, (await http.GetAsAsync<AgentDetail>($"{Agents}/{id}")).Agent.State);
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await http.PostAsync($"{Agents}/{id}/activation", null));
        using var back = portal.Open();
        Assert.Single((await Office(portal).SignInAsync(back, name, "Grenier-7-lune")).Members);
    }

    [Fact]
    public async Task Nobody_gives_more_than_they_have_changes_their_own_or_leaves_the_commune_without_one()
    {
        await using var portal = await Portal.StartAsync(database);
        using var http = await AgentAsync(portal);
        var me = (await http.GetAsAsync<AgentsView>(Agents)).Me;
        var (_, name) = await AddAgentAsync(portal, Permissions.Accounts + "," + Permissions.Attendance, "garderie-matin=vp");
        using var browser = portal.Open();
        using var limited = portal.Client(await Office(portal).SignInAsync(browser, name, "Grenier-7-lune"));

        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "agent.more-than-mine",
            await limited.PostAsJsonAsync(Agents, new InviteAgent("A B", Address(), null, [Permissions.Health], "garderie-matin=v")));
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "agent.more-than-mine",
            await limited.PostAsJsonAsync(Agents, new InviteAgent("A B", Address(), null, [Permissions.Attendance])));
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "agent.more-than-mine",
            await limited.PostAsJsonAsync(Agents, new InviteAgent("A B", Address(), null, [Permissions.Attendance], "garderie-matin=vpd")));
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent,
            await limited.PostAsJsonAsync(Agents, new InviteAgent("A B", Address(), null, [Permissions.Attendance], "garderie-matin=v")));
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "agent.self",
            await http.PutAsJsonAsync($"{Agents}/{me}", new SetAgentRights(null, [Permissions.Accounts])));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "agent.permissions",
            await http.PutAsJsonAsync($"{Agents}/{me}", new SetAgentRights(null, ["everything"])));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "agent.scope",
            await http.PutAsJsonAsync($"{Agents}/{me}", new SetAgentRights(null, [Permissions.Accounts], "a|b=v")));

        await portal.InDbAsync(db =>
            db.Memberships.Where(m => m.Commune == "biviers" && m.AccountId == me)
                .ExecuteUpdateAsync(s => s.SetProperty(m => m.Permissions, Permissions.Requests)));
        var last = (await limited.GetAsAsync<AgentsView>(Agents)).Me;
        var (other, _) = await AddAgentAsync(portal, Permissions.Attendance);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "agent.last", await http.PostAsync($"{Agents}/{last}/deactivation", null));
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await http.PostAsync($"{Agents}/{other}/deactivation", null));
    }

    [Fact]
    public async Task Only_agents_of_this_commune_with_the_right_come_in()
    {
        var portal = await shared.GetAsync(database);
        var (_, name) = await AddAgentAsync(portal, Permissions.Requests);
        using var browser = portal.Open();
        using var without = portal.Client(await Office(portal).SignInAsync(browser, name, "Grenier-7-lune"));
        using var other = portal.Open();
        using var stranger = portal.Client(await new Front(portal.Url, "office", "/croc-vacances/mairie", "croc-vacances")
            .SignInAsync(other, "agent.croc", Portal.DemoPassword));
        using var nobody = new HttpClient { BaseAddress = new Uri(portal.Url) };
        var id = Guid.NewGuid();

        foreach (var (method, path) in new[] { ("GET", ""), ("POST", ""), ("GET", $"/{id}"), ("PUT", $"/{id}"), ("POST", $"/{id}/invitation"),
            ("POST", $"/{id}/deactivation"), ("POST", $"/{id}/activation"), ("POST", $"/{id}/sign-out"), ("POST", $"/{id}/second-factor-reset"),
            ("PUT", "/second-factor") })
        {
            foreach (var (client, status) in new[] { (nobody, HttpStatusCode.Unauthorized), (stranger, HttpStatusCode.NotFound),
                (without, HttpStatusCode.Forbidden) })
            {
                using var request = new HttpRequestMessage(new HttpMethod(method),
                    Agents + path)
                { Content = method == "GET" ? null : JsonContent.Create(new { }) };
                await HttpAssert.StatusAsync(status, await client.SendAsync(request));
            }
        }

        using var http = await AgentAsync(portal);
        foreach (var act in new[] { "invitation", "deactivation", "activation", "sign-out", "second-factor-reset" })
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "agent.unknown", await http.PostAsync($"{Agents}/{id}/{act}", null));
        }
    }

    [Fact]
    public async Task The_second_factor_of_an_account_that_opens_another_portal_is_not_this_communes_to_take_off()
    {
        var portal = await shared.GetAsync(database);
        using var http = await AgentAsync(portal);
        var (id, _) = await AddAgentAsync(portal, Permissions.Attendance);
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await http.PostAsync($"{Agents}/{id}/second-factor-reset", null));

        await portal.InDbAsync(async db =>
        {
            db.Memberships.Add(
                new AccountMembership { AccountId = id, Commune = "croc-vacances", Role = Membership.Staff, Permissions = Permissions.Requests });
            return await db.SaveChangesAsync();
        });

        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "agent.elsewhere", await http.PostAsync($"{Agents}/{id}/second-factor-reset", null));
        Assert.Equal(1, await portal.InDbAsync(db => db.Changes.CountAsync(c => c.AccountId == id)));
    }

    [Fact]
    public async Task The_commune_says_whether_its_agents_need_a_second_factor()
    {
        await using var portal = await Portal.StartAsync(database);
        using var http = await AgentAsync(portal);
        var (id, name) = await AddAgentAsync(portal, Permissions.Attendance);
        Assert.False((await http.GetAsAsync<AgentsView>(Agents)).SecondFactorRequired);

        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await http.PutAsJsonAsync(Agents + "/second-factor", new SetSecondFactor(true)));

        Assert.True((await http.GetAsAsync<AgentsView>(Agents)).SecondFactorRequired);
        using var browser = portal.Open();
        await browser.GetAsync("/identity/connexion?commune=biviers");
        await browser.SignInAsync(name, "Grenier-7-lune");
        Assert.Equal("/identity/second-facteur/activer", browser.Address.AbsolutePath);
        await portal.ImportAgainAsync();
        Assert.True((await http.GetAsAsync<AgentsView>(Agents)).SecondFactorRequired);
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await http.PostAsync($"{Agents}/{id}/second-factor-reset", null));
    }

    private static Front Office(Portal portal) => new(portal.Url, "office", "/biviers/mairie");

    private static async Task<HttpClient> AgentAsync(Portal portal)
    {
        using var browser = portal.Open();
        return portal.Client(await Office(portal).SignInAsync(browser, "agent.biviers", Portal.DemoPassword));
    }

    private static async Task<(Guid Id, string Name)> AddAgentAsync(Portal portal, string permissions, string scope = "")
    {
        var name = "agent." + Guid.NewGuid().ToString("N")[..8];
        await portal.AddAccountAsync(name, "Grenier-7-lune", null,
            new AccountMembership { Commune = "biviers", Role = Membership.Staff, Permissions = permissions, ScopeText = scope });
        return (await portal.InDbAsync(db => db.Accounts.Where(a => a.UserName == name).Select(a => a.Id).SingleAsync()), name);
    }

    private static string Address() => $"{Guid.NewGuid():N}@ville.example";

    private static string LinkIn(string text) => text.Split('\n').First(l => l.Contains("lien=", StringComparison.Ordinal)).Trim();
}

public sealed class AgentTestsOnSqlite(SharedPortals shared) : AgentTests(TestDatabase.Sqlite, shared);

public sealed class AgentTestsOnSqlServer(SharedPortals shared) : AgentTests(TestDatabase.SqlServer, shared);
