using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Identity.Tests;

public abstract class TokenTests(TestDatabase database, SharedPortals shared)
{
    [Fact]
    public async Task A_parent_signs_in_through_the_gateway_and_the_front_gets_a_token_with_the_membership()
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();

        var tokens = await new Front(portal.Url).SignInAsync(browser, "jean.dupont", Portal.DemoPassword);

        Assert.Equal("at+jwt", tokens.Access.Typ);
        Assert.Equal(portal.Url + "/identity/", tokens.Access.Issuer);
        Assert.Equal([Auth.Audience], tokens.Access.Audiences);
        Assert.Equal("Jean Dupont", tokens.Access.GetClaim("name").Value);
        Assert.Equal(["biviers|owner|10000000000000000000000000000001|20000000000000000000000000000001|"], tokens.Members);
        Assert.InRange(tokens.ExpiresIn, 9 * 60, 15 * 60);
        Assert.InRange(tokens.RefreshToken!.Length, 20, 100);
    }

    [Fact]
    public async Task One_account_carries_all_its_communes_and_both_its_roles()
    {
        var portal = await shared.GetAsync(database);
        var family = Guid.NewGuid();
        await portal.AddAccountAsync("deux.communes", "Grenier-7-lune", null,
            new AccountMembership { Commune = "biviers", Role = Membership.Owner, OwnerId = family, PersonId = family },
            new AccountMembership { Commune = "biviers", Role = Membership.Staff, Permissions = "requests,attendance" },
            new AccountMembership { Commune = "pays-saint-marcellin", Role = Membership.Owner, OwnerId = family, PersonId = family });
        using var browser = portal.Open();

        var tokens = await new Front(portal.Url).SignInAsync(browser, "deux.communes", "Grenier-7-lune");

        var members = tokens.Members.Select(m => Membership.Parse(m)!).ToList();
        Assert.Equal(3, members.Count);
        Assert.Equal([Permissions.Requests, Permissions.Attendance], members.Single(m => m.Role == Membership.Staff).Permissions);
        Assert.Contains(members, m => m.Tenant == "pays-saint-marcellin" && m.OwnerId == family);
        Assert.DoesNotContain(tokens.Access.Claims, c => c.Type == "role");

        // The second commune asks nothing more.
        await browser.GetAsync(portal.Url + new Front(portal.Url, "families", "/pays-saint-marcellin", "pays-saint-marcellin").Authorize());
        Assert.Equal("/pays-saint-marcellin/signin-oidc", browser.Address.AbsolutePath);
    }

    [Fact]
    public async Task The_operator_has_a_role_and_no_commune()
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();

        var tokens = await new Front(portal.Url).SignInAsync(browser, "admin", Portal.DemoPassword);

        Assert.Equal("operator", tokens.Access.GetClaim("role").Value);
        Assert.Empty(tokens.Members);
    }

    [Fact]
    public async Task A_membership_taken_away_is_gone_at_the_next_refresh()
    {
        var portal = await shared.GetAsync(database);
        await portal.AddAccountAsync("agente.partie", "Grenier-7-lune", null,
            new AccountMembership { Commune = "biviers", Role = Membership.Staff, Permissions = "requests" });
        using var browser = portal.Open();
        var front = new Front(portal.Url);
        var tokens = await front.SignInAsync(browser, "agente.partie", "Grenier-7-lune");
        Assert.Single(tokens.Members);

        await portal.InDbAsync(db =>
            db.Memberships.Where(m => db.Accounts.Any(a => a.Id == m.AccountId && a.UserName == "agente.partie")).ExecuteDeleteAsync());
        var next = await front.RefreshAsync(tokens.RefreshToken!);

        Assert.Empty(next.Members);
        Assert.NotEqual(tokens.RefreshToken, next.RefreshToken);
    }

    [Fact]
    public async Task An_account_that_is_gone_gets_no_further_token()
    {
        var portal = await shared.GetAsync(database);
        await portal.AddAccountAsync("partie", "Grenier-7-lune");
        using var browser = portal.Open();
        var front = new Front(portal.Url);
        var tokens = await front.SignInAsync(browser, "partie", "Grenier-7-lune");

        await portal.InDbAsync(async db =>
        {
            await db.Memberships.Where(m => db.Accounts.Any(a => a.Id == m.AccountId && a.UserName == "partie")).ExecuteDeleteAsync();
            return await db.Accounts.Where(a => a.UserName == "partie").ExecuteDeleteAsync();
        });

        Assert.Equal("invalid_grant", (await front.RefreshAsync(tokens.RefreshToken!)).Error);
    }

    [Fact]
    public async Task Without_a_session_a_silent_request_is_told_so_and_with_one_a_new_sign_in_can_be_asked_for()
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();
        var front = new Front(portal.Url);

        await browser.GetAsync(front.Authorize("none"));
        Assert.Equal("login_required", QueryHelpers.ParseQuery(browser.Address.Query)["error"].ToString());

        await browser.GetAsync(portal.Url + front.Authorize());
        await browser.SignInAsync("jean.dupont", Portal.DemoPassword);
        await browser.GetAsync(portal.Url + front.Authorize("login"));
        Assert.Equal("/identity/connexion", browser.Address.AbsolutePath);
        await browser.SignInAsync("jeanne.dupont", Portal.DemoPassword);
        Assert.Equal("Jeanne Dupont", (await front.RedeemAsync(browser)).Access.GetClaim("name").Value);
    }

    [Theory]
    [InlineData("redirect_uri=http%3A%2F%2Failleurs.example%2Fsignin-oidc&code_challenge=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU&code_challenge_method=S256")]
    [InlineData("redirect_uri=REGISTERED")]
    public async Task An_unknown_address_or_a_request_without_proof_key_is_refused_in_a_French_page(string query)
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();
        var registered = Uri.EscapeDataString(portal.Url + "/biviers/signin-oidc");

        await browser.GetAsync("/identity/connect/authorize?client_id=families&response_type=code&response_mode=query&scope=openid&"
            + query.Replace("REGISTERED", registered, StringComparison.Ordinal));

        await browser.StatusIsAsync(HttpStatusCode.BadRequest);
        Assert.Contains("Cette connexion ne peut pas aboutir", browser.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("families", "biviers.localhost", "")]
    [InlineData("office", "biviers.localhost", "/mairie")]
    public async Task A_commune_s_own_host_is_a_registered_address(string client, string host, string path)
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();
        var root = portal.Url.Replace("localhost", host, StringComparison.Ordinal);
        var front = new Front(root, client, path);

        await browser.GetAsync(portal.Url + front.Authorize());
        await browser.SignInAsync("agent.biviers", Portal.DemoPassword);

        Assert.StartsWith(root + path + "/signin-oidc", browser.Address.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_discovery_document_read_inside_sends_browsers_to_the_public_address()
    {
        var portal = await shared.GetAsync(database);

        var inside = await portal.Identity.Client().GetAsAsync<JsonElement>("/identity/.well-known/openid-configuration");

        Assert.Equal(portal.Url + "/identity/", inside.GetProperty("issuer").GetString());
        Assert.Equal(portal.Url + "/identity/connect/authorize", inside.GetProperty("authorization_endpoint").GetString());
        Assert.Equal(portal.Url + "/identity/connect/logout", inside.GetProperty("end_session_endpoint").GetString());
        Assert.StartsWith(portal.Identity.Address.ToString(), inside.GetProperty("jwks_uri").GetString(), StringComparison.Ordinal);
        Assert.StartsWith(portal.Identity.Address.ToString(), inside.GetProperty("token_endpoint").GetString(), StringComparison.Ordinal);
    }
}

public sealed class TokenTestsOnSqlite(SharedPortals shared) : TokenTests(TestDatabase.Sqlite, shared);

public sealed class TokenTestsOnSqlServer(SharedPortals shared) : TokenTests(TestDatabase.SqlServer, shared);
