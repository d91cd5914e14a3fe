using System.Net;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Identity.Tests;

public abstract class OperatorTests(TestDatabase database, SharedPortals shared)
{
    [Theory]
    [InlineData("/identity/admin")]
    [InlineData("/identity/admin/comptes")]
    [InlineData("/identity/admin/comptes/10000000-0000-0000-0000-000000000001")]
    public async Task The_operator_s_pages_are_for_the_operator_alone(string path)
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();
        await browser.GetAsync(path);
        Assert.Equal("/identity/connexion", browser.Address.AbsolutePath);

        await browser.SignInAsync("agent.biviers", Portal.DemoPassword);

        Assert.Equal(path, browser.Address.AbsolutePath);
        await browser.StatusIsAsync(HttpStatusCode.Forbidden);
        Assert.Contains("Votre compte n’ouvre pas cette page.", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commune_closed_by_the_operator_is_announced_at_once_and_stays_so_after_another_import()
    {
        await using var portal = await Portal.StartAsync(database);
        using var browser = await AdminAsync(portal);
        Assert.Contains("Ouverte", browser.Text, StringComparison.Ordinal);
        await browser.GetAsync("/identity/admin/communes/biviers?question=preparer");

        await browser.SendFormAsync(browser.Page.QuerySelector("section[aria-labelledby=question] form")!);

        Assert.Contains("Le portail de Biviers est annoncé, pas encore ouvert.", browser.Text, StringComparison.Ordinal);
        using var http = new HttpClient { BaseAddress = new Uri(portal.Url) };
        Assert.Equal(TenantState.Soon, (await http.GetAsAsync<TenantView>("/identity/tenants/biviers")).State);
        var page = await Eventually.SeeAsync(async () => await (await http.GetAsync("/biviers/")).Content.ReadAsStringAsync(),
            p => p.Contains("ouvre bientôt", StringComparison.Ordinal));
        Assert.Contains("Le portail de Biviers ouvre bientôt", page, StringComparison.Ordinal);
        // Its agents prepare it meanwhile.
        Assert.Equal("/planning", (await http.GetAsAsync<Echo>("/biviers/mairie/planning")).Path);

        await portal.ImportAgainAsync();
        Assert.Equal(TenantState.Soon, (await http.GetAsAsync<TenantView>("/identity/tenants/biviers")).State);
    }

    [Theory]
    [InlineData("dupont", "jean.dupont jeanne.dupont")]
    [InlineData("JEANNE", "jeanne.dupont")]
    [InlineData("dupont jean.d", "jean.dupont")]
    [InlineData("mairie.example", "agent.biviers agent.croc agent.harmonie agent.saint-marcellin agent.saint-martin")]
    [InlineData("personne", "")]
    public async Task Accounts_are_found_by_parts_of_their_names(string search, string found)
    {
        var portal = await shared.GetAsync(database);
        using var browser = await AdminAsync(portal);
        await browser.GetAsync("/identity/admin/comptes");

        await browser.SendFormAsync(browser.Page.QuerySelector("form[role=search]")!, ("Recherche", search));

        Assert.Equal(found, string.Join(' ', browser.Page.QuerySelectorAll("tbody th").Select(th => th.TextContent.Trim())));
    }

    [Fact]
    public async Task The_operator_unlocks_an_account_and_sends_it_a_link()
    {
        await using var portal = await Portal.StartAsync(database);
        using var parent = portal.Open();
        await parent.GetAsync("/identity/connexion?commune=biviers");
        for (var i = 0; i < SignInGuard.FreeFailures; i++)
        {
            await parent.SignInAsync("jean.dupont", "Pas-le-bon-9");
        }

        var id = await portal.InDbAsync(db => db.Accounts.Where(a => a.UserName == "jean.dupont").Select(a => a.Id).SingleAsync());
        using var browser = await AdminAsync(portal);
        await browser.GetAsync($"/identity/admin/comptes/{id}");
        Assert.Contains("En attente", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Mot de passe refusé", browser.Text, StringComparison.Ordinal);

        await browser.SendFormAsync(browser.Page.QuerySelector("form[action*='handler=Unlock']")!);
        Assert.Contains("Le compte peut de nouveau se connecter.", browser.Text, StringComparison.Ordinal);
        await parent.SignInAsync("jean.dupont", Portal.DemoPassword);
        Assert.Equal("/biviers/", parent.Address.AbsolutePath);

        await browser.SendFormAsync(browser.Page.QuerySelector("form[action*='handler=Link']")!);
        Assert.Contains("Le lien est parti.", browser.Text, StringComparison.Ordinal);
        Assert.Single(portal.MailsTo("jean.dupont@famille.example"));
        Assert.Contains("par l’administration", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_account_or_commune_is_not_found()
    {
        var portal = await shared.GetAsync(database);
        using var browser = await AdminAsync(portal);
        await browser.GetAsync("/identity/admin/communes/nulle-part");
        await browser.StatusIsAsync(HttpStatusCode.NotFound);

        await browser.GetAsync($"/identity/admin/comptes/{Guid.NewGuid()}");
        await browser.StatusIsAsync(HttpStatusCode.NotFound);
        await browser.GetAsync("/identity/admin/comptes/abc");
        await browser.StatusIsAsync(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_new_installation_mails_its_first_operator_a_link()
    {
        await using var portal = await Portal.StartAsync(database, ("Demo:Directory", ""), ("Operator:UserName", "chef"),
            ("Operator:Email", "chef@plateforme.example"));

        var mail = (await Eventually.SeeAsync(() => Task.FromResult(portal.MailsTo("chef@plateforme.example")), m => m.Count > 0))[0];
        using var browser = portal.Open();
        Assert.Equal("Choisir votre mot de passe", mail.Subject);
        Assert.Contains("Votre identifiant est chef.", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("votre mot de passe actuel", mail.TextBody, StringComparison.Ordinal);
        await browser.GetAsync(mail.TextBody!.Split('\n').Single(l => l.StartsWith("http", StringComparison.Ordinal)).Trim());
        await browser.SendAsync(("NewPassword", "Grenier-7-lune"), ("Repeated", "Grenier-7-lune"));
        Assert.Contains("Votre mot de passe est enregistré.", browser.Text, StringComparison.Ordinal);
        Assert.Equal("chef", browser.Page.QuerySelector("[name=UserName]")!.GetAttribute("value"));
        await browser.GetAsync("/identity/admin");
        Assert.Equal("", browser.Page.QuerySelector("[name=UserName]")!.GetAttribute("value") ?? "");
        await browser.SignInAsync("chef", "Grenier-7-lune");

        Assert.Equal("/identity/admin", browser.Address.AbsolutePath);
        await browser.StatusIsAsync(HttpStatusCode.OK);
    }

    private static async Task<Browser> AdminAsync(Portal portal)
    {
        var browser = portal.Open();
        await browser.GetAsync("/identity/admin");
        await browser.SignInAsync("admin", Portal.DemoPassword);
        await browser.StatusIsAsync(HttpStatusCode.OK);
        return browser;
    }
}

public sealed class OperatorTestsOnSqlite(SharedPortals shared) : OperatorTests(TestDatabase.Sqlite, shared);

public sealed class OperatorTestsOnSqlServer(SharedPortals shared) : OperatorTests(TestDatabase.SqlServer, shared);
