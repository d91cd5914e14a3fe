using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NJsonSchema;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Identity.Operating;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Identity.Tests;

/// <summary>The operator makes communes, opens, closes, archives and deletes them.</summary>
public abstract class CommuneTests(TestDatabase database, SharedPortals shared)
{
    private static readonly (string, string)[] Good =
        [("Name", "Saint-Aubin-du-Lac"), ("Slug", ""), ("Host", "famille.saint-aubin.example"), ("Brand", "#2F6B3A"), ("Zone", "A"), ("Territory", "metropole"),
            ("Preset", "Village"), ("Members", ""),
            ("AgentName", "Claire Bonnet"), ("AgentEmail", "c.bonnet@saint-aubin.example")];

    [Theory]
    [InlineData(nameof(Preset.Village), "garderie-matin restauration garderie-soir")]
    [InlineData(nameof(Preset.Town), "garderie-matin restauration garderie-soir mercredi vacances")]
    [InlineData(nameof(Preset.Treasury), "garderie-matin restauration garderie-soir")]
    [InlineData(nameof(Preset.Intercommunality),
        "le-val-garderie-matin le-val-restauration le-val-garderie-soir saint-eloi-garderie-matin saint-eloi-restauration saint-eloi-garderie-soir")]
    public async Task Each_preset_is_a_commune_s_file_by_its_schema(string preset, string services)
    {
        var commune = new NewCommune("L’Œuvre « Haute »", "oeuvre", null, "#2F6B3A", "B", "reunion", Enum.Parse<Preset>(preset), ["Le Val", "Saint-Éloi"],
            "A B", "a@b.example");
        var file = Presets.Sections(commune, new DateOnly(2027, 5, 3));
        file["tenant"] = Presets.Tenant(commune);
        var schema = await JsonSchema.FromFileAsync(Path.Combine(Portal.Root, "deploy/tenants/schema.json"));

        var read = TenantFiles.Read("oeuvre.json", file.ToJsonString(), schema);

        var planning = read.Section("planning")!.Value;
        Assert.Equal(
            services, string.Join(
                ' ', planning.GetProperty("facilities").EnumerateArray().SelectMany(f => f.GetProperty("services").EnumerateArray())
                    .Select(s => s.GetProperty("key").GetString())));
        Assert.Equal("2026-09-01", planning.GetProperty("rules").EnumerateObject().First().Value[0].GetProperty("validFrom").GetString());
        Assert.Equal(("Indian/Reunion", "Indian/Reunion"),
            (planning.GetProperty("timeZone").GetString(), read.Section("tenant")!.Value.GetProperty("timeZone").GetString()));
        Assert.DoesNotContain("{{", file.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_commune_made_on_screen_is_served_without_a_restart_and_its_first_agent_enters()
    {
        await using var portal = await Portal.StartAsync(database);
        using var browser = await AdminAsync(portal);
        await browser.GetAsync("/identity/admin/communes/creer");

        await browser.SendAsync(Good);

        Assert.Equal("/identity/admin/communes/saint-aubin-du-lac", browser.Address.AbsolutePath);
        Assert.Contains("En préparation", browser.Text, StringComparison.Ordinal);
        var told = Assert.IsType<TenantChanged>(await Eventually.SeeAsync(
            () => Task.FromResult(portal.Identity.Published.OfType<TenantChanged>().SingleOrDefault()),
            e => e is not null));
        Assert.Equal(("saint-aubin-du-lac", 1L, TenantState.Soon), (told.Tenant, told.Version, told.State));
        Assert.Equal(["family", "planning", "billing", "messaging"], JsonDocument.Parse(told.Sections).RootElement.EnumerateObject().Select(p => p.Name));
        using var http = new HttpClient { BaseAddress = new Uri(portal.Url) };
        // Not found until the gateway has heard of it.
        await Eventually.SeeAsync(async () => await (await http.GetAsync("/saint-aubin-du-lac/")).Content.ReadAsStringAsync(),
            p => p.Contains("ouvre bientôt", StringComparison.Ordinal));

        var mail = (await portal.WaitForMailsAsync("c.bonnet@saint-aubin.example", 1))[0];
        using var agent = portal.Open();
        await agent.GetAsync(mail.TextBody!.Split('\n').First(l => l.Contains("lien=", StringComparison.Ordinal)).Trim());
        await agent.SendAsync(("NewPassword", "Grenier-7-lune"), ("Repeated", "Grenier-7-lune"));
        await agent.GetAsync(portal.Url + new Front(portal.Url, "office", "/saint-aubin-du-lac/mairie", "saint-aubin-du-lac").Authorize());
        await agent.SignInAsync("claire.bonnet", "Grenier-7-lune");
        // A new commune asks its agents for a second factor.
        Assert.Equal("/identity/second-facteur/activer", agent.Address.AbsolutePath);
    }

    [Theory]
    [InlineData("Name", "", "Écrivez le nom de la commune")]
    [InlineData("Slug", "Saint Aubin", "L’adresse est faite de lettres sans accent")]
    [InlineData("Slug", "identity", "L’adresse est faite de lettres sans accent")]
    [InlineData("Slug", "biviers", "Cette adresse est déjà celle d’une commune")]
    [InlineData("Host", "https://x", "Un nom de domaine s’écrit sans https")]
    [InlineData("Host", "biviers.localhost", "biviers.localhost mène déjà à biviers")]
    [InlineData("Brand", "vert", "n’est pas une couleur")]
    [InlineData("Brand", "#4FA36C", "il faut 4,5")]
    [InlineData("Zone", "D", "Choisissez la zone")]
    [InlineData("Territory", "lune", "Choisissez le territoire")]
    [InlineData("AgentName", "", "Écrivez le prénom et le nom")]
    [InlineData("AgentEmail", "personne", "Écrivez une adresse électronique complète")]
    public async Task What_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost(string field, string value, string sentence)
    {
        var portal = await shared.GetAsync(database);
        using var browser = await AdminAsync(portal);
        await browser.GetAsync("/identity/admin/communes/creer");

        await browser.SendAsync([.. Good.Where(g => g.Item1 != field), (field, value)]);

        Assert.Contains(sentence, browser.ErrorOf(field), StringComparison.Ordinal);
        Assert.Equal(field == "Name" ? "" : "Saint-Aubin-du-Lac", browser.Page.QuerySelector("input[name=Name]")!.GetAttribute("value") ?? "");
        Assert.False(await portal.InDbAsync(db => db.Communes.AnyAsync(c => c.Slug == "saint-aubin-du-lac")));
    }

    [Fact]
    public async Task A_colour_that_does_not_pass_shows_its_contrast_and_one_button_takes_the_nearest()
    {
        var portal = await shared.GetAsync(database);
        using var browser = await AdminAsync(portal);
        await browser.GetAsync("/identity/admin/communes/creer");
        var form = browser.Page.QuerySelector("main form")!;
        form.SetAttribute("action", "/identity/admin/communes/creer?handler=Check");
        await browser.SendFormAsync(form, ("Brand", "#4FA36C"), ("Name", "Essai"));
        Assert.Contains("Refusée", browser.Text, StringComparison.Ordinal);

        form = browser.Page.QuerySelector("main form")!;
        form.SetAttribute("action", "/identity/admin/communes/creer?handler=Take");
        await browser.SendFormAsync(form, ("Brand", "#4FA36C"), ("Name", "Essai"));

        Assert.Null(browser.ErrorOf("Brand"));
        Assert.Equal(Preau.Ui.Theme.Of("#4FA36C").Proposal().Brand, browser.Page.QuerySelector("input[name=Brand]")!.GetAttribute("value"));
        Assert.Equal("Essai", browser.Page.QuerySelector("input[name=Name]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_commune_is_closed_archived_and_erased_after_thirty_days_and_its_address_never_comes_back()
    {
        await using var portal = await Portal.StartAsync(database);
        using var browser = await AdminAsync(portal);
        using var agent = portal.Open();
        var office = new Front(portal.Url, "office", "/harmonie/mairie", "harmonie");
        var tokens = await office.SignInAsync(agent, "agent.harmonie", Portal.DemoPassword);
        using var http = new HttpClient { BaseAddress = new Uri(portal.Url) };
        await AskAndDoAsync(browser, "fermer");
        await Eventually.SeeAsync(async () => await (await http.GetAsync("/harmonie/")).Content.ReadAsStringAsync(),
            p => p.Contains("est fermé", StringComparison.Ordinal));
        tokens = await office.RefreshAsync(tokens.RefreshToken!);
        Assert.Single(tokens.Members);

        await AskAndDoAsync(browser, "archiver");
        Assert.Empty((await office.RefreshAsync(tokens.RefreshToken!)).Members);
        await AskAndDoAsync(browser, "supprimer");
        Assert.Contains("Tout sera supprimé", browser.Text, StringComparison.Ordinal);
        await EraseAsync(portal);
        Assert.True(await portal.InDbAsync(db => db.Memberships.AnyAsync(m => m.Commune == "harmonie")));
        portal.Identity.Clock.Advance(TimeSpan.FromDays(31));
        await EraseAsync(portal);

        Assert.False(await portal.InDbAsync(db => db.Memberships.AnyAsync(m => m.Commune == "harmonie")));
        Assert.False(await portal.InDbAsync(db => db.Accounts.AnyAsync(a => a.UserName == "agent.harmonie")));
        Assert.True(await portal.InDbAsync(db => db.Accounts.AnyAsync(a => a.UserName == "paul.martin")));
        await HttpAssert.StatusAsync(HttpStatusCode.NotFound, await http.GetAsync("/identity/tenants/harmonie"));
        var told = await Eventually.SeeAsync(() => Task.FromResult(portal.Identity.Published.OfType<TenantChanged>().ToList()),
            e => e.Exists(t => t.State == TenantState.Erased));
        Assert.Equal([1L, 2L, 3L], told.Select(t => t.Version));
        await Assert.ThrowsAsync<TenantFileException>(portal.ImportAgainAsync);
    }

    [Fact]
    public async Task The_same_acts_are_commands()
    {
        await using var portal = await Portal.StartAsync(database);
        async Task<IReadOnlyList<string>> RunAsync(params string[] args)
        {
            await using var scope = portal.Identity.Services.CreateAsyncScope();
            return await CommuneCommands.DoAsync(scope.ServiceProvider, args);
        }

        Assert.Empty(await RunAsync("create", "--name", "Ligne", "--brand", "#2F6B3A", "--zone", "C", "--preset", "village", "--agent-name", "A B",
            "--agent-email", "ab@ligne.example"));
        Assert.Contains("Slug: Cette adresse est déjà celle",
            Assert.Single(await RunAsync("create", "--name", "Ligne", "--brand", "#2F6B3A", "--zone", "C", "--preset", "village", "--agent-name", "A B",
                "--agent-email", "ab@ligne.example")),
            StringComparison.Ordinal);
        Assert.Empty(await RunAsync("open", "ligne"));
        using var http = new HttpClient { BaseAddress = new Uri(portal.Url) };
        Assert.Equal(TenantState.Open, (await http.GetAsAsync<TenantView>("/identity/tenants/ligne")).State);
        Assert.Single(await RunAsync("erase", "ligne"));
        Assert.Empty(await RunAsync("archive", "ligne"));
        Assert.Empty(await RunAsync("erase", "ligne"));
        Assert.Empty(await RunAsync("keep", "ligne"));
        Assert.Single(await RunAsync("open", "nulle-part"));
        Assert.NotEmpty(await RunAsync("dance"));
        await portal.WaitForMailsAsync("ab@ligne.example", 1);
    }

    [Fact]
    public async Task An_export_is_whole_or_not_at_all()
    {
        await using var portal = await Portal.StartAsync(database);
        using var browser = await AdminAsync(portal);
        await browser.GetAsync("/identity/admin/communes/biviers");

        await browser.SendFormAsync(browser.Page.QuerySelector("form[action*='handler=Export']")!);

        // No service answers in this test.
        Assert.Contains("Un des services ne répond pas", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_operator_invites_an_agent_of_a_commune()
    {
        await using var portal = await Portal.StartAsync(database);
        using var browser = await AdminAsync(portal);
        await browser.GetAsync("/identity/admin/communes/biviers");
        var form = browser.Page.QuerySelector("form[action*='handler=Invite']")!;

        await browser.SendFormAsync(form, ("AgentName", ""), ("AgentEmail", "x"));
        Assert.NotNull(browser.ErrorOf("AgentName"));
        Assert.NotNull(browser.ErrorOf("AgentEmail"));
        await browser.SendFormAsync(browser.Page.QuerySelector("form[action*='handler=Invite']")!, ("AgentName", "Nora Ben"),
            ("AgentEmail", "nora@biviers.example"));

        Assert.Contains("L’invitation part à nora@biviers.example", browser.Text, StringComparison.Ordinal);
        await portal.WaitForMailsAsync("nora@biviers.example", 1);
    }

    private static async Task AskAndDoAsync(Browser browser, string question)
    {
        await browser.GetAsync("/identity/admin/communes/harmonie?question=" + question);
        await browser.SendFormAsync(browser.Page.QuerySelector("section[aria-labelledby=question] form")!);
    }

    private static async Task EraseAsync(Portal portal)
    {
        await using var scope = portal.Identity.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ChangeCommune>().EraseDueAsync(CancellationToken.None);
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

public sealed class CommuneTestsOnSqlite(SharedPortals shared) : CommuneTests(TestDatabase.Sqlite, shared);

public sealed class CommuneTestsOnSqlServer(SharedPortals shared) : CommuneTests(TestDatabase.SqlServer, shared);
