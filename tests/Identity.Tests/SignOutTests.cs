using System.Net;
using Preau.Testing;

namespace Preau.Identity.Tests;

public abstract class SignOutTests(TestDatabase database, SharedPortals shared)
{
    [Theory]
    [InlineData("families", "/biviers", "biviers", "jean.dupont", "/_demo/biviers/")]
    [InlineData("office", "/biviers/mairie", "biviers", "agent.biviers", "/biviers/mairie/signout-callback-oidc?state=s2")]
    [InlineData("families", "/pays-saint-marcellin", "pays-saint-marcellin", "pays.ztest", "/pays-saint-marcellin/signout-callback-oidc?state=s2")]
    public async Task Signing_out_ends_the_session_at_the_commune_s_target(string client, string root, string tenant, string userName, string target)
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();
        var front = new Front(portal.Url, client, root, tenant);
        var tokens = await front.SignInAsync(browser, userName, Portal.DemoPassword);

        await browser.GetAsync(portal.Url + front.Logout(tokens.IdToken!));

        Assert.Equal(portal.Url + target, browser.Address.AbsoluteUri);
        await browser.GetAsync(portal.Url + front.Authorize());
        Assert.Equal("/identity/connexion", browser.Address.AbsolutePath);
    }

    [Fact]
    public async Task Signing_out_never_leads_to_an_address_no_front_has()
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();
        var tokens = await new Front(portal.Url).SignInAsync(browser, "jean.dupont", Portal.DemoPassword);

        await browser.GetAsync(portal.Url
            + $"/identity/connect/logout?id_token_hint={tokens.IdToken}&post_logout_redirect_uri=https%3A%2F%2Failleurs.example%2F");

        await browser.StatusIsAsync(HttpStatusCode.BadRequest);
        Assert.StartsWith(portal.Url, browser.Address.AbsoluteUri, StringComparison.Ordinal);
        Assert.Contains("Cette connexion ne peut pas aboutir", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Identity_s_own_pages_sign_out_to_the_same_places()
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();
        await browser.GetAsync("/identity/connexion?commune=biviers");
        await browser.SignInAsync("jean.dupont", Portal.DemoPassword);

        await browser.GetAsync("/identity/deconnexion?commune=biviers");
        // Browsers hold a form's redirects to the policy of its page.
        Assert.Contains("form-action 'self'", browser.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        await browser.SendAsync();

        Assert.Equal(portal.Url + "/_demo/biviers/", browser.Address.AbsoluteUri);
        await browser.GetAsync(portal.Url + "/identity/mot-de-passe");
        Assert.Equal("/identity/connexion", browser.Address.AbsolutePath);
    }

    [Fact]
    public async Task A_revoked_refresh_token_is_worth_nothing()
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();
        var front = new Front(portal.Url);
        var tokens = await front.SignInAsync(browser, "jean.dupont", Portal.DemoPassword);
        using var http = new HttpClient();

        var answer = await http.PostAsync(portal.Url + "/identity/connect/revoke", new FormUrlEncodedContent(
            [new("client_id", "families"), new("client_secret", "preau-demo-families"), new("token", tokens.RefreshToken)]));

        await HttpAssert.StatusAsync(HttpStatusCode.OK, answer);
        Assert.Equal("invalid_grant", (await front.RefreshAsync(tokens.RefreshToken!)).Error);
    }
}

public sealed class SignOutTestsOnSqlite(SharedPortals shared) : SignOutTests(TestDatabase.Sqlite, shared);

public sealed class SignOutTestsOnSqlServer(SharedPortals shared) : SignOutTests(TestDatabase.SqlServer, shared);
