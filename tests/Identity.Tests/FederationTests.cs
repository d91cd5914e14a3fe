using Microsoft.EntityFrameworkCore;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Identity.Tests;

/// <summary>Sign-in by FranceConnect for parents and ProConnect for agents, against a provider on loopback that is as strict as they are.</summary>
public sealed class FederationTests : IAsyncLifetime
{
    private const string Siret = "21380045100013";
    private static readonly string Parent = "/identity/connexion?returnUrl="
        + Uri.EscapeDataString("/identity/connect/authorize?client_id=families&acr_values=tenant:biviers");
    private static readonly string Agent = "/identity/connexion?returnUrl="
        + Uri.EscapeDataString("/identity/connect/authorize?client_id=office&acr_values=tenant:biviers");
    private readonly LoopbackProvider _provider = new();
    private Portal _portal = null!;

    public async ValueTask InitializeAsync()
    {
        await _provider.StartAsync();
        _portal = await Portal.StartAsync(TestDatabase.Sqlite, [.. new[] { "FranceConnect", "ProConnect" }.SelectMany(p => new[]
        {
            ($"Federation:{p}:Authority", _provider.Url), ($"Federation:{p}:ClientId", LoopbackProvider.ClientId),
            ($"Federation:{p}:ClientSecret", LoopbackProvider.Secret),
        })]);
        foreach (var key in new[] { "franceconnect", "proconnect" })
        {
            _provider.Redirects.UnionWith([$"{_portal.Url}/identity/externe/{key}/retour", $"{_portal.Url}/identity/externe/{key}/fin"]);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _provider.DisposeAsync();
    }

    [Fact]
    public async Task A_parent_ties_FranceConnect_once_by_the_password_then_enters_with_it_alone_and_leaves_it_too()
    {
        await _portal.AddAccountAsync("marthe.leroy", "Correct-9", "marthe@familles.example");
        using var browser = Browser();
        await BeginAsync(browser, Parent, "FranceConnect");
        Assert.Contains("C’est la première fois", browser.Text, StringComparison.Ordinal);
        await browser.GetAsync(browser.Page.QuerySelector("main a.main")!.GetAttribute("href")!);
        Assert.Contains("ensuite, FranceConnect suffira", browser.Text, StringComparison.Ordinal);
        await SignInAsync(browser, "marthe.leroy");
        Assert.Single(await IdentitiesAsync());

        using var again = Browser();
        await BeginAsync(again, Parent, "FranceConnect");
        Assert.Contains("/connect/authorize", again.Address.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal(2, await _portal.InDbAsync(db => db.FederatedSessions.CountAsync()));
        await again.GetAsync("/identity/deconnexion?commune=biviers");
        await again.SendAsync();
        Assert.Equal(1, _provider.SignOuts);
        Assert.EndsWith("/_demo/biviers/", again.Address.AbsoluteUri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_alone_ties_no_parent_and_a_password_that_was_not_asked_for_it_ties_nothing()
    {
        await _portal.AddAccountAsync("marthe.leroy", "Correct-9", "marthe@familles.example");
        _provider.Person["email"] = "marthe@familles.example";
        using var browser = Browser();
        await BeginAsync(browser, Parent, "FranceConnect");
        Assert.Contains("C’est la première fois", browser.Text, StringComparison.Ordinal);

        // Another person at the same computer, who signs in as every day.
        await browser.GetAsync(Parent);
        await SignInAsync(browser, "marthe.leroy");

        Assert.Empty(await IdentitiesAsync());
    }

    [Fact]
    public async Task An_invited_agent_comes_by_ProConnect_from_the_commune_s_own_employer_alone_and_by_the_whole_key()
    {
        await _portal.AddAccountAsync("paule.maire", "Correct-9", "paule@biviers.example",
            new AccountMembership { Commune = "biviers", Role = Membership.Staff, Permissions = "requests" });
        _provider.Person = new() { ["sub"] = "agent-1", ["idp_id"] = "idp-a", ["email"] = "Paule@Biviers.example", ["siret"] = Siret };
        using var browser = Browser();
        await BeginAsync(browser, Agent, "ProConnect");
        Assert.Contains("/connect/authorize", browser.Address.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal("idp-a", Assert.Single(await IdentitiesAsync()).IdpId);

        // The same subject behind another identity provider is someone else.
        _provider.Person["idp_id"] = "idp-b";
        _provider.Person["email"] = "autre@biviers.example";
        using var other = Browser();
        await BeginAsync(other, Agent, "ProConnect");
        Assert.Contains("Aucun agent de cette commune", other.Text, StringComparison.Ordinal);
        _provider.Person["siret"] = "11111111111111";
        _provider.Person["email"] = "paule@biviers.example";
        using var stranger = Browser();
        await BeginAsync(stranger, Agent, "ProConnect");
        Assert.Contains("Votre employeur n’est pas cette commune", stranger.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_gives_up_is_back_at_the_sign_in_page_and_each_front_offers_its_own_provider()
    {
        _provider.GivesUp = true;
        using var browser = Browser();
        await BeginAsync(browser, Parent, "FranceConnect");
        Assert.Contains("/identity/connexion", browser.Address.AbsolutePath, StringComparison.Ordinal);
        Assert.Contains("COMPTE FAMILLE", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("ProConnect", browser.Text, StringComparison.Ordinal);
        await browser.GetAsync(Agent);
        Assert.Contains("S’identifier avec ProConnect", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("FranceConnect", browser.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("id.nonce", "another-nonce")]
    [InlineData("id.acr", "none")]
    [InlineData("id.aud", "someone-else")]
    [InlineData("id.iss", "https://elsewhere.example")]
    [InlineData("id.key", "forged")]
    [InlineData("user.sub", "someone-else")]
    [InlineData("user.key", "forged")]
    public async Task What_a_provider_does_not_prove_is_not_believed(string claim, string lie)
    {
        _provider.Lies[claim] = lie;
        using var browser = Browser();
        await BeginAsync(browser, Parent, "FranceConnect");
        Assert.Contains("n’a pas pu confirmer qui vous êtes", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_return_that_did_not_begin_in_this_browser_leads_nowhere_and_an_unsigned_person_is_nobody()
    {
        using var browser = Browser();
        await browser.GetAsync("/identity/externe/franceconnect/retour?code=abc&state=def");
        Assert.Contains("n’a pas commencé ici", browser.Text, StringComparison.Ordinal);
        await browser.GetAsync("/identity/externe/inconnu/retour?code=abc&state=def");
        Assert.Equal(System.Net.HttpStatusCode.NotFound, browser.Response.StatusCode);
        await browser.GetAsync("/identity/externe/franceconnect/fin?state=def");
        Assert.Equal(_portal.Url + "/", browser.Address.AbsoluteUri);
        _provider.SignsUserInfo = false;
        await BeginAsync(browser, Parent, "FranceConnect");
        Assert.Contains("n’a pas pu confirmer", browser.Text, StringComparison.Ordinal);
    }

    private Browser Browser() => new(_portal.Url, also: new Uri(_provider.Url).GetLeftPart(UriPartial.Authority));

    private async Task BeginAsync(Browser browser, string page, string label)
    {
        await browser.GetAsync(page);
        var form = browser.Page.QuerySelectorAll("main form").Single(f => f.TextContent.Contains(label, StringComparison.Ordinal));
        await browser.SendFormAsync(form);
        Assert.True(_provider.LastError is null, _provider.LastError);
    }

    private static Task SignInAsync(Browser browser, string account) =>
        browser.SendFormAsync(browser.Page.QuerySelectorAll("main form").Single(f => f.QuerySelector("input[type=password]") is not null),
            ("UserName", account), ("Password", "Correct-9"));

    private Task<List<FederatedIdentity>> IdentitiesAsync() => _portal.InDbAsync(db => db.FederatedIdentities.AsNoTracking().ToListAsync());
}
