using System.Net;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Identity.Tests;

public abstract class TenantFileTests(TestDatabase database, SharedPortals shared)
{
    [Fact]
    public async Task The_public_facts_are_those_of_the_files()
    {
        var portal = await shared.GetAsync(database);
        using var http = new HttpClient { BaseAddress = new Uri(portal.Url) };

        var answer = await http.GetAsync("/identity/tenants");
        var tenants = await answer.ReadAsync<TenantView[]>();

        Assert.Equal("public, max-age=30", answer.Headers.CacheControl!.ToString());
        Assert.Equal(["biviers", "croc-vacances", "harmonie", "pays-saint-marcellin", "saint-martin-dauxigny"], tenants.Select(t => t.Slug));
        Assert.Equal(["#2F6B3A", "#9A4A00", "#1F4E79", "#8A3B12", "#7A1F3D"], tenants.Select(t => t.Brand));
        Assert.All(tenants.Skip(1), t => Assert.Null(t.LogoutTarget));
        var (biviers, pays) = (tenants[0], tenants[3]);
        Assert.Equal(("Biviers", "Commune de Biviers", TenantState.Open, "Europe/Paris", "#2F6B3A", "/_demo/biviers/"),
            (biviers.Name, biviers.LongName, biviers.State, biviers.TimeZone, biviers.Brand, biviers.LogoutTarget));
        // F-22: seventeen communes share one portal.
        Assert.Equal([(TenantState.Open, 13), (TenantState.Soon, 3), (TenantState.OwnPortal, 1)],
            pays.Members.GroupBy(m => m.State).Select(g => (g.Key, g.Count())));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "tenant.unknown", await http.GetAsync("/identity/tenants/nulle-part"));
    }

    [Theory]
    [InlineData("biviers", "COMPTE FAMILLE", "Afin d’accéder à notre service, veuillez vous identifier.", "04 65 71 12 34")]
    [InlineData("croc-vacances", "Accès famille", "Identifiez-vous pour accéder à l’espace du Service Jeunesse.", "02 61 91 12 34")]
    [InlineData("harmonie", "Accès famille", "Identifiez-vous pour vous connecter à votre application enfance !", "05 36 49 12 34")]
    [InlineData("pays-saint-marcellin", "COMPTE FAMILLE", "Afin d’accéder au portail famille, merci de vous identifier.", "04 65 71 56 78")]
    [InlineData("saint-martin-dauxigny", "Accès famille", "Identifiez-vous pour vous connecter à votre application enfance !", "02 61 91 66 61")]
    public async Task The_sign_in_page_says_the_communes_words_and_whom_to_call(string commune, string title, string text, string phone)
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();

        await browser.GetAsync($"/identity/connexion?commune={commune}");

        var page = browser.Page.Body!.TextContent.Replace('\u00A0', ' ').Replace('\u202F', ' ');
        Assert.All((string[])[title, text, phone], words => Assert.Contains(words, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_communes_section_is_given_to_its_agents_with_the_settings_right_and_to_nobody_else()
    {
        var portal = await shared.GetAsync(database);
        await portal.AddAccountAsync("sans.reglages", "Grenier-7-lune", null,
            new AccountMembership { Commune = "biviers", Role = Membership.Staff, Permissions = "requests,attendance" });

        var (status, _) = await SectionAsync(portal, "biviers", null);
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await SectionAsync(portal, "biviers", "Bearer faux")).Status);
        Assert.Equal(HttpStatusCode.NotFound,
            (await SectionAsync(portal, "biviers", await TokenAsync(portal, "agent.saint-marcellin", Portal.DemoPassword))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SectionAsync(portal, "biviers", await TokenAsync(portal, "jean.dupont", Portal.DemoPassword))).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await SectionAsync(portal, "biviers", await TokenAsync(portal, "sans.reglages", "Grenier-7-lune"))).Status);
        var (given, body) = await SectionAsync(portal, "biviers", await TokenAsync(portal, "agent.biviers", Portal.DemoPassword));
        Assert.Equal(HttpStatusCode.OK, given);
        Assert.Contains("Commune de Biviers", body, StringComparison.Ordinal);
    }

    private static async Task<string> TokenAsync(Portal portal, string userName, string password)
    {
        using var browser = portal.Open();
        return "Bearer " + (await new Front(portal.Url).SignInAsync(browser, userName, password)).AccessToken;
    }

    private static async Task<(HttpStatusCode Status, string Body)> SectionAsync(Portal portal, string slug, string? authorization)
    {
        using var http = new HttpClient { BaseAddress = new Uri(portal.Url) };
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/identity/tenants/{slug}/section");
        if (authorization is not null)
        {
            request.Headers.Add("Authorization", authorization);
        }

        using var response = await http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task A_parent_named_by_two_communes_has_one_account_and_a_family_in_each()
    {
        var portal = await shared.GetAsync(database);

        var families = await portal.InDbAsync(db =>
            db.Memberships.Where(m => db.Accounts.Any(a => a.Id == m.AccountId && a.UserName == "paul.martin")).OrderBy(m => m.Commune)
                .Select(m => m.Commune + " " + m.OwnerId).ToListAsync());

        Assert.Equal(["biviers 10000000-0000-0000-0000-000000000005", "pays-saint-marcellin 10000000-0000-0000-0000-000000000012"], families);
    }

    [Fact]
    public async Task Importing_again_changes_nothing()
    {
        await using var portal = await Portal.StartAsync(database);
        var before = await StateAsync(portal);
        portal.Identity.Clock.Advance(TimeSpan.FromHours(1));

        await portal.ImportAgainAsync();

        Assert.Equal(before, await StateAsync(portal));
    }

    [Theory]
    [InlineData("biviers", "\"brand\": \"#2F6B3A\"", "\"brand\": \"#A0E0A0\"",
        "biviers.json: tenant.brand: #A0E0A0 ne va pas ; du texte blanc n’y a pas le contraste de 4,5")]
    [InlineData("biviers", "\"brand\": \"#2F6B3A\"", "\"brand\": \"vert\"", "tenant.brand")]
    [InlineData("biviers", "\"state\": \"open\"", "\"state\": \"ouverte\"", "tenant.state")]
    [InlineData("biviers", "\"timeZone\": \"Europe/Paris\"", "\"timeZone\": \"Europe/Biviers\"", "biviers.json: tenant.timeZone: « Europe/Biviers »")]
    [InlineData("biviers", "\"minLength\": 8", "\"minLength\": 4", "tenant.passwordRule.minLength")]
    [InlineData("biviers", "\"loginTitle\"", "\"loginTitel\"", "tenant.loginTitel")]
    [InlineData("biviers", "[\"biviers.localhost\"]", "[\"pays-saint-marcellin.localhost\"]", "already leads to")]
    [InlineData("biviers", "\"tenant\": {", "\"tenant\": {{", "line 4")]
    [InlineData("api", "", "", "api.json: the file's name is the commune's address")]
    public async Task A_wrong_file_is_refused_with_the_place_of_the_error(string slug, string text, string by, string message)
    {
        var directory = Directory.CreateTempSubdirectory("preau-tenants-");
        try
        {
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Portal.Root, "deploy/tenants")))
            {
                File.Copy(file, Path.Combine(directory.FullName, Path.GetFileName(file)));
            }

            var biviers = await File.ReadAllTextAsync(Path.Combine(directory.FullName, "biviers.json"));
            Assert.Contains(text, biviers, StringComparison.Ordinal);
            await File.WriteAllTextAsync(
                Path.Combine(directory.FullName, slug + ".json"), text.Length == 0
                    ? biviers.Replace("biviers.localhost", "api.localhost", StringComparison.Ordinal)
                    : biviers.Replace(text, by, StringComparison.Ordinal));

            var error = await Assert.ThrowsAsync<TenantFileException>(() => Portal.StartAsync(database, ("Tenants:Directory", directory.FullName)));

            Assert.Contains(message, error.Message, StringComparison.Ordinal);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    private static Task<string> StateAsync(Portal portal) => portal.InDbAsync(async db =>
        string.Join('\n', await db.Communes.OrderBy(c => c.Slug).Select(c => c.Slug + c.ChangedAt.Ticks + c.Document).ToListAsync())
        + string.Join('\n', await db.Accounts.OrderBy(a => a.Id).Select(a => a.Id + a.PasswordHash).ToListAsync())
        + await db.Memberships.CountAsync());
}

public sealed class TenantFileTestsOnSqlite(SharedPortals shared) : TenantFileTests(TestDatabase.Sqlite, shared);

public sealed class TenantFileTestsOnSqlServer(SharedPortals shared) : TenantFileTests(TestDatabase.SqlServer, shared);
