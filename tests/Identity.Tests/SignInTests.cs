using System.Net;
using Preau.Testing;

namespace Preau.Identity.Tests;

public abstract class SignInTests(TestDatabase database, SharedPortals shared)
{
    private const string Mismatch = "Cet identifiant et ce mot de passe ne vont pas ensemble.";

    [Fact]
    public async Task The_page_speaks_in_the_commune_s_words_and_colours()
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();

        await browser.GetAsync(new Front(portal.Url).Authorize());

        Assert.StartsWith("Connexion – Biviers", browser.Title, StringComparison.Ordinal);
        Assert.Contains("COMPTE FAMILLE", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Afin d’accéder à notre service, veuillez vous identifier.", browser.Text, StringComparison.Ordinal);
        Assert.Equal("tel:+33465711234", browser.Page.QuerySelector("a[href^='tel:']")!.GetAttribute("href"));
        Assert.Equal("mailto:enfance@biviers.example", browser.Page.QuerySelector("a[href^='mailto:']")!.GetAttribute("href"));
        Assert.NotNull(browser.Page.QuerySelector("link[href='/_ui/theme/2f6b3a.css']"));
        Assert.Equal("username", browser.Page.QuerySelector("#UserName")!.GetAttribute("autocomplete"));
        Assert.Equal("current-password", browser.Page.QuerySelector("#Password")!.GetAttribute("autocomplete"));
        Assert.Contains("form-action 'self' " + portal.Url.Replace("localhost", "biviers.localhost", StringComparison.Ordinal),
            browser.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", browser.Response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_commune_has_other_words_and_none_has_neutral_ones()
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();

        await browser.GetAsync("/identity/connexion?commune=pays-saint-marcellin");
        Assert.Contains("Afin d’accéder au portail famille, merci de vous identifier.", browser.Text, StringComparison.Ordinal);
        Assert.NotNull(browser.Page.QuerySelector("link[href='/_ui/theme/8a3b12.css']"));

        await browser.GetAsync("/identity/connexion?commune=nulle-part");
        Assert.Contains("Se connecter", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("COMPTE FAMILLE", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_e_mail_address_that_one_account_has_serves_as_user_name_and_a_shared_one_does_not()
    {
        var portal = await shared.GetAsync(database);
        await portal.AddAccountAsync("seule", "Grenier-7-lune", "seule@famille.example");
        await portal.AddAccountAsync("mere", "Grenier-7-lune", "foyer@famille.example");
        await portal.AddAccountAsync("pere", "Grenier-8-lune", "foyer@famille.example");
        using var browser = portal.Open();
        var front = new Front(portal.Url);

        Assert.Equal("seule", (await front.SignInAsync(browser, " Seule@famille.EXAMPLE ", "Grenier-7-lune")).Access.GetClaim("name").Value);

        using var other = portal.Open();
        await other.GetAsync(front.Authorize());
        await other.SignInAsync("foyer@famille.example", "Grenier-7-lune");
        Assert.StartsWith(Mismatch, other.ErrorOf("Password"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_and_an_unknown_name_read_the_same()
    {
        var portal = await shared.GetAsync(database);
        await portal.AddAccountAsync("mal.tape", "Grenier-7-lune");
        using var browser = portal.Open();
        var pages = new List<string>();
        foreach (var name in new[] { "mal.tape", "personne.inconnue" })
        {
            await browser.GetAsync("/identity/connexion?commune=biviers");
            await browser.SignInAsync(name, "Pas-le-bon-9");
            await browser.StatusIsAsync(HttpStatusCode.OK);
            pages.Add(browser.Text.Replace(name, "…", StringComparison.Ordinal));
            Assert.StartsWith(Mismatch, browser.ErrorOf("Password"), StringComparison.Ordinal);
            Assert.StartsWith("Erreur : ", browser.Title, StringComparison.Ordinal);
            Assert.Equal(name, browser.Page.QuerySelector("#UserName")!.GetAttribute("value"));
            Assert.False(browser.Page.QuerySelector("#Password")!.HasAttribute("value"));
        }

        Assert.Equal(pages[0], pages[1]);
    }

    [Theory]
    [InlineData("jean.dupont")]
    [InlineData("personne.inconnue")]
    public async Task After_five_failures_a_name_waits_whether_it_exists_or_not(string name)
    {
        await using var portal = await Portal.StartAsync(database);
        using var browser = portal.Open();
        await browser.GetAsync("/identity/connexion?commune=biviers");
        for (var i = 1; i < SignInGuard.FreeFailures; i++)
        {
            await browser.SignInAsync(name, "Pas-le-bon-9");
            Assert.StartsWith(Mismatch, browser.ErrorOf("Password"), StringComparison.Ordinal);
        }

        await browser.SignInAsync(name, "Pas-le-bon-9");
        Assert.Matches(@"^Trop d’essais avec cet identifiant\. Réessayez à partir de \d+\u00A0h", browser.ErrorOf("Password"));

        // Even the right password waits.
        await browser.SignInAsync(name, Portal.DemoPassword);
        Assert.StartsWith("Trop d’essais", browser.ErrorOf("Password"), StringComparison.Ordinal);

        portal.Identity.Clock.Advance(TimeSpan.FromSeconds(61));
        await browser.SignInAsync(name, "Pas-le-bon-9");
        Assert.StartsWith("Trop d’essais", browser.ErrorOf("Password"), StringComparison.Ordinal);
        portal.Identity.Clock.Advance(TimeSpan.FromSeconds(61));
        await browser.SignInAsync(name, Portal.DemoPassword);
        Assert.StartsWith("Trop d’essais", browser.ErrorOf("Password"), StringComparison.Ordinal);
        portal.Identity.Clock.Advance(TimeSpan.FromSeconds(61));
        await browser.SignInAsync(name, Portal.DemoPassword);
        Assert.Equal(name == "jean.dupont", browser.Address.AbsolutePath == "/biviers/");
    }

    [Fact]
    public void Each_further_failure_doubles_the_wait_up_to_an_hour() =>
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], Enumerable.Range(SignInGuard.FreeFailures, 8).Select(f => SignInGuard.WaitAfter(f).TotalMinutes));

    [Fact]
    public async Task Tries_at_once_are_all_counted()
    {
        var portal = await shared.GetAsync(database);
        await portal.AddAccountAsync("a.la.fois", "Grenier-7-lune");
        await Task.WhenAll(Enumerable.Range(0, SignInGuard.FreeFailures).Select(async _ =>
        {
            using var browser = portal.Open();
            await browser.GetAsync("/identity/connexion?commune=biviers");
            await browser.SignInAsync("a.la.fois", "Pas-le-bon-9");
        }));

        using var last = portal.Open();
        await last.GetAsync("/identity/connexion?commune=biviers");
        await last.SignInAsync("a.la.fois", "Grenier-7-lune");
        Assert.StartsWith("Trop d’essais", last.ErrorOf("Password"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_password_forgets_the_failures()
    {
        var portal = await shared.GetAsync(database);
        await portal.AddAccountAsync("distraite", "Grenier-7-lune");
        using var browser = portal.Open();
        for (var round = 0; round < 3; round++)
        {
            await browser.GetAsync("/identity/connexion?commune=biviers");
            for (var i = 1; i < SignInGuard.FreeFailures; i++)
            {
                await browser.SignInAsync("distraite", "Pas-le-bon-9");
            }

            await browser.SignInAsync("distraite", "Grenier-7-lune");
            Assert.Equal("/biviers/", browser.Address.AbsolutePath);
        }
    }

    [Theory]
    [InlineData("https://ailleurs.example/")]
    [InlineData("//ailleurs.example/")]
    [InlineData("/\\ailleurs.example/")]
    [InlineData("/\t/ailleurs.example/")]
    [InlineData("javascript:alert(1)")]
    [InlineData("http://biviers.localhost.ailleurs.example/")]
    public async Task Signing_in_never_leads_to_a_foreign_address(string returnUrl)
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();
        await browser.GetAsync("/identity/connexion?commune=biviers&returnUrl=" + Uri.EscapeDataString(returnUrl));

        await browser.SignInAsync("jean.dupont", Portal.DemoPassword);

        Assert.Equal(portal.Url + "/biviers/", browser.Address.AbsoluteUri);
    }

    [Fact]
    public async Task Signing_in_goes_on_where_one_was()
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();
        await browser.GetAsync("/identity/connexion?commune=biviers&returnUrl=%2Fbiviers%2Fplanning%3Fmois%3D2026-12");
        await browser.SignInAsync("jean.dupont", Portal.DemoPassword);
        Assert.Equal(portal.Url + "/biviers/planning?mois=2026-12", browser.Address.AbsoluteUri);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_in_a_sentence()
    {
        var portal = await shared.GetAsync(database);
        using var http = new HttpClient();

        var answer = await http.PostAsync(portal.Url + "/identity/connexion?commune=biviers",
            new FormUrlEncodedContent([new("UserName", "jean.dupont"), new("Password", Portal.DemoPassword)]));

        await HttpAssert.StatusAsync(HttpStatusCode.BadRequest, answer);
        Assert.Contains("Cette page a expiré", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "", "Écrivez votre identifiant", "Écrivez votre mot de passe.")]
    [InlineData("jean.dupont", "", null, "Écrivez votre mot de passe.")]
    public async Task What_is_missing_is_said_beside_its_field(string name, string password, string? nameError, string? passwordError)
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();
        await browser.GetAsync("/identity/connexion?commune=biviers");

        await browser.SignInAsync(name, password);

        Assert.StartsWith(nameError ?? "", browser.ErrorOf("UserName") ?? "", StringComparison.Ordinal);
        Assert.Equal(passwordError, browser.ErrorOf("Password"));
    }

    [Fact]
    public async Task Giant_input_is_refused_without_a_failure()
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();
        await browser.GetAsync("/identity/connexion?commune=biviers");

        await browser.SignInAsync(new string('x', 100_000), new string('y', 100_000));

        await browser.StatusIsAsync(HttpStatusCode.OK);
        Assert.Contains("200 signes au plus", browser.ErrorOf("UserName"), StringComparison.Ordinal);
    }
}

public sealed class SignInTestsOnSqlite(SharedPortals shared) : SignInTests(TestDatabase.Sqlite, shared);

public sealed class SignInTestsOnSqlServer(SharedPortals shared) : SignInTests(TestDatabase.SqlServer, shared);
