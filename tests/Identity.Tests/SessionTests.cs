using System.Net;
using System.Net.Http.Headers;
using Microsoft.EntityFrameworkCore;
using Preau.Testing;
using Preau.Ui;

namespace Preau.Identity.Tests;

/// <summary>A sign-in is one session, in all communes and fronts of a browser: what ends it ends all of it.</summary>
public abstract class SessionTests(TestDatabase database, SharedPortals shared)
{
    [Fact]
    public async Task Signing_out_ends_the_tokens_of_every_commune_of_this_browser_and_no_other_browser()
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();
        using var other = portal.Open();
        var (biviers, pays, elsewhere) = (new Front(portal.Url), new Front(portal.Url, "families", "/pays-saint-marcellin", "pays-saint-marcellin"),
            new Front(portal.Url));
        var first = await biviers.SignInAsync(browser, "paul.martin", Portal.DemoPassword);
        await browser.GetAsync(portal.Url + pays.Authorize());
        var second = await pays.RedeemAsync(browser);
        var stays = await elsewhere.SignInAsync(other, "paul.martin", Portal.DemoPassword);

        Assert.Equal(HttpStatusCode.NoContent, await CheckAsync(portal, second.AccessToken!));
        Assert.Equal(HttpStatusCode.NoContent, await CheckAsync(portal, first.AccessToken!, HttpMethod.Delete));

        Assert.Equal(HttpStatusCode.Unauthorized, await CheckAsync(portal, second.AccessToken!));
        Assert.Equal("invalid_grant", (await pays.RefreshAsync(second.RefreshToken!)).Error);
        await browser.GetAsync(portal.Url + pays.Authorize());
        Assert.Equal("/identity/connexion", browser.Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.NoContent, await CheckAsync(portal, stays.AccessToken!));
        Assert.Null((await elsewhere.RefreshAsync(stays.RefreshToken!)).Error);
    }

    [Fact]
    public async Task A_session_ends_after_twelve_hours_however_busy_it_is()
    {
        await using var portal = await Portal.StartAsync(database);
        using var browser = portal.Open();
        var front = new Front(portal.Url);
        var tokens = await front.SignInAsync(browser, "jean.dupont", Portal.DemoPassword);
        for (var hour = 2; hour <= 10; hour += 2)
        {
            portal.Identity.Clock.Advance(TimeSpan.FromHours(2));
            tokens = await front.RefreshAsync(tokens.RefreshToken!);
            Assert.Null(tokens.Error);
        }

        portal.Identity.Clock.Advance(OpenSession.Longest - TimeSpan.FromHours(10));

        Assert.Equal("invalid_grant", (await front.RefreshAsync(tokens.RefreshToken!)).Error);
    }

    [Fact]
    public async Task A_new_password_ends_all_sessions_at_once_and_is_confirmed_by_mail()
    {
        var portal = await shared.GetAsync(database);
        var name = "mdp." + Guid.NewGuid().ToString("N")[..8];
        var email = name + "@parent.example";
        await portal.AddAccountAsync(name, "Grenier-7-lune", email);
        using var browser = portal.Open();
        using var other = portal.Open();
        var front = new Front(portal.Url);
        var before = await front.SignInAsync(other, name, "Grenier-7-lune");
        await browser.GetAsync("/identity/connexion?commune=biviers&returnUrl=%2Fidentity%2Fmot-de-passe");
        await browser.SignInAsync(name, "Grenier-7-lune");

        await browser.SendAsync(("CurrentPassword", "Grenier-7-lune"), ("NewPassword", "Grenier-8-lune"), ("Repeated", "Grenier-8-lune"));

        Assert.Equal(HttpStatusCode.Unauthorized, await CheckAsync(portal, before.AccessToken!));
        Assert.Equal("invalid_grant", (await front.RefreshAsync(before.RefreshToken!)).Error);
        var mail = (await portal.WaitForMailsAsync(email, 1))[0];
        Assert.Equal("Votre mot de passe a changé", mail.Subject);
        await browser.GetAsync("/identity/securite");
        Assert.Contains("cet appareil", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_sees_where_one_is_signed_in_and_ends_one_or_all_others()
    {
        var portal = await shared.GetAsync(database);
        var name = "app." + Guid.NewGuid().ToString("N")[..8];
        await portal.AddAccountAsync(name, "Grenier-7-lune");
        using var mine = portal.Open();
        using var first = portal.Open();
        using var second = portal.Open();
        var (a, b) = (new Front(portal.Url), new Front(portal.Url));
        var one = await a.SignInAsync(first, name, "Grenier-7-lune");
        await mine.GetAsync("/identity/connexion?commune=biviers&returnUrl=%2Fidentity%2Fsecurite");
        await mine.SignInAsync(name, "Grenier-7-lune");
        await mine.SendFormAsync(mine.Page.QuerySelector("form[action*='handler=Close']")!);
        Assert.Equal(HttpStatusCode.Unauthorized, await CheckAsync(portal, one.AccessToken!));

        var two = await b.SignInAsync(second, name, "Grenier-7-lune");
        await mine.GetAsync("/identity/securite");
        await mine.SendFormAsync(mine.Page.QuerySelector("form[action*='handler=Everywhere']")!);

        Assert.Equal(HttpStatusCode.Unauthorized, await CheckAsync(portal, two.AccessToken!));
        await mine.GetAsync("/identity/securite");
        Assert.Single(mine.Page.QuerySelectorAll("ul.line > li"));
    }

    [Fact]
    public async Task Signing_out_without_a_proof_asks_first()
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();
        var front = new Front(portal.Url);
        var tokens = await front.SignInAsync(browser, "jean.dupont", Portal.DemoPassword);

        await browser.GetAsync(portal.Url
            + $"/identity/connect/logout?client_id=families&post_logout_redirect_uri={Uri.EscapeDataString(portal.Url + "/biviers/signout-callback-oidc")}");

        Assert.Equal("/identity/deconnexion", browser.Address.AbsolutePath);
        Assert.Equal(HttpStatusCode.NoContent, await CheckAsync(portal, tokens.AccessToken!));
        await browser.SendAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, await CheckAsync(portal, tokens.AccessToken!));
    }

    [Fact]
    public async Task A_plain_proof_key_is_refused()
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();

        await browser.GetAsync(new Front(portal.Url).Authorize()
            .Replace("code_challenge_method=S256", "code_challenge_method=plain", StringComparison.Ordinal));

        Assert.NotEqual("/identity/connexion", browser.Address.AbsolutePath);
    }

    [Fact]
    public async Task A_stranger_s_wrong_passwords_keep_nobody_else_out()
    {
        await using var portal = await Portal.StartAsync(database, ("RateLimits:Enabled", "false"));
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = portal.Identity.Address };
        for (var i = 0; i < SignInGuard.FreeFailures + 1; i++)
        {
            using var stranger = portal.Open();
            await stranger.GetAsync("/identity/connexion?commune=biviers");
            await stranger.SignInAsync("agent.biviers", "Pas-le-bon-9");
        }

        var guards = await portal.InDbAsync(db => db.SignInGuards.CountAsync(g => g.LockedUntil != null));
        Assert.Equal(1, guards);
        // The same name from another address.
        await portal.InDbAsync(db =>
            db.SignInGuards.ExecuteUpdateAsync(s => s.SetProperty(g => g.AddressHash, SignInGuard.AddressOf(IPAddress.Parse("203.0.113.9")))));
        using var agent = portal.Open();
        await agent.GetAsync("/identity/connexion?commune=biviers");
        await agent.SignInAsync("agent.biviers", Portal.DemoPassword);
        Assert.Equal("/biviers/mairie/", agent.Address.AbsolutePath);
    }

    [Fact]
    public async Task A_password_typed_with_composed_or_separate_accents_is_the_same()
    {
        var portal = await shared.GetAsync(database);
        var name = "accent." + Guid.NewGuid().ToString("N")[..8];
        await portal.AddAccountAsync(name, "Été-à-Nîmes-7".Normalize(System.Text.NormalizationForm.FormC));
        using var browser = portal.Open();
        await browser.GetAsync("/identity/connexion?commune=biviers");

        await browser.SignInAsync(name, "Été-à-Nîmes-7".Normalize(System.Text.NormalizationForm.FormD));

        Assert.Equal("/biviers/", browser.Address.AbsolutePath);
    }

    [Theory]
    [InlineData("/planning?m=2027-01", "/planning?m=2027-01")]
    [InlineData("/été", "/%C3%A9t%C3%A9")]
    [InlineData("/a?retour=%2F%2Failleurs", "/a?retour=%2F%2Failleurs")]
    [InlineData("//ailleurs.example", null)]
    [InlineData("/\\ailleurs.example", null)]
    [InlineData("/%5Cailleurs.example", null)]
    [InlineData("/%255Cailleurs.example", null)]
    [InlineData("/%2F/ailleurs.example", null)]
    [InlineData("/\t/ailleurs.example", null)]
    [InlineData("/%09/ailleurs.example", null)]
    [InlineData("/a\r\nSet-Cookie: x", null)]
    [InlineData("https://ailleurs.example/", null)]
    [InlineData("planning", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void A_return_address_stays_within_the_origin(string? given, string? expected) => Assert.Equal(expected, ReturnAddress.Local(given));

    [Fact]
    public void Half_a_sign_is_no_address() => Assert.Null(ReturnAddress.Local("/a\ud800b"));

    [Fact]
    public async Task Under_https_every_cookie_is_for_https_alone()
    {
        await using var portal = await Portal.StartAsync(database);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = portal.Identity.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/identity/connexion?commune=biviers");
        request.Headers.Add("X-Forwarded-Proto", "https");

        using var answer = await http.SendAsync(request);

        var cookies = answer.Headers.GetValues("Set-Cookie").ToList();
        Assert.NotEmpty(cookies);
        Assert.All(cookies, c => Assert.Contains("; secure", c, StringComparison.OrdinalIgnoreCase));
    }

    private static async Task<HttpStatusCode> CheckAsync(Portal portal, string accessToken, HttpMethod? method = null)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(method ?? HttpMethod.Get, portal.Url + "/identity/session");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);
        return (await http.SendAsync(request)).StatusCode;
    }
}

public sealed class SessionTestsOnSqlite(SharedPortals shared) : SessionTests(TestDatabase.Sqlite, shared);

public sealed class SessionTestsOnSqlServer(SharedPortals shared) : SessionTests(TestDatabase.SqlServer, shared);
