using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;
using Preau.Testing;
using static Preau.Messaging.Tests.Town;

namespace Preau.Messaging.Tests;

public abstract class CommuneFileTests(TestDatabase database)
{
    private static readonly string Deploy = Path.Combine(Root(), "deploy");

    [Fact]
    public async Task The_communes_words_and_documents_are_those_of_its_file()
    {
        await using var town = await StartAsync(database, ("Tenants:Directory", Path.Combine(Deploy, "tenants")),
            ("Demo:Directory", Path.Combine(Deploy, "demo")));

        var biviers = await town.Parent.GetAsAsync<PublicationsView>(Route("publications"));
        Assert.Equal("Bienvenue sur le Portail Famille", biviers.WelcomeTitle);
        Assert.Equal("Les messages sont lus tous les jours ouvrés à 9\u00a0h.", biviers.ReadingHours);
        Assert.Contains(biviers.Documents, d => d is { Category: "Liens", Url: not null });
        var pays = await town.Service.Client(Tokens.Agent("pays-saint-marcellin", Permissions.Messages))
            .GetAsAsync<PublicationsView>(Route("publications", "pays-saint-marcellin"));
        Assert.Equal("Réservez ou annulez jusqu’à l’avant-veille 23\u00a0h\u00a059.", pays.WelcomeText);

        var demo = await town.OnlyThreadAsync();
        Assert.Equal([true, false], demo.Messages.Select(m => m.Mine));
        Assert.Equal((0, 0), (await town.UnreadAsync(town.Parent), await town.UnreadAsync(town.Agent)));
        await town.Service.DeliverAsync(Decided(RequestDecision.Refused, reason: "Complet"));
        var notice = (await town.Parent.GetAsAsync<ThreadPage>(Route("threads?kind=notice"))).Items.Single();
        Assert.Equal("Service enfance jeunesse", notice.From);
        var body = (await town.Parent.GetAsAsync<ThreadView>(Route($"threads/{notice.ThreadId}"))).Messages[0].Body;
        Assert.Contains("Les messages sont lus tous les jours ouvrés à 9\u00a0h.", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jacques_Adel_has_nine_new_messages_and_Croc_Vacances_asks_what_a_message_is_about()
    {
        await using var town = await StartAsync(database, ("Tenants:Directory", Path.Combine(Deploy, "tenants")),
            ("Demo:Directory", Path.Combine(Deploy, "demo")));
        var jacques = town.Service.Client(Tokens.Guardian("harmonie", Guid.Parse("10000000-0000-0000-0000-000000000041")));
        var croc = await town.Service.Client(Tokens.Agent("croc-vacances", Permissions.Messages))
            .GetAsAsync<PublicationsView>(Route("publications", "croc-vacances"));

        Assert.Equal(9, (await jacques.GetAsAsync<UnreadView>(Route("unread", "harmonie"))).Count);
        Assert.Equal("Précisez si votre demande concerne Croc’Vacances.", croc.ContactHint);
        Assert.Contains("Croc’Vacances", croc.Subjects);
    }

    [Fact]
    public async Task A_commune_without_words_has_an_empty_page_not_an_error()
    {
        await using var town = await StartAsync(database);

        var none = await town.Parent.GetAsAsync<PublicationsView>(Route("publications"));

        Assert.Equal((null, null, 0), (none.WelcomeTitle, none.ReadingHours, none.Documents.Length));
    }

    [Fact]
    public async Task Taking_the_same_file_twice_changes_nothing_and_a_changed_one_is_a_new_version()
    {
        await using var town = await StartAsync(database);
        var file = """{ "messaging": { "sender": "La mairie", "readingHours": "Le lundi." } }""";

        await ImportAsync(town, file);
        await ImportAsync(town, file);
        Assert.Equal([1L], await VersionsAsync(town));
        await ImportAsync(town, file.Replace("lundi", "mardi", StringComparison.Ordinal));

        Assert.Equal([1L, 2L], await VersionsAsync(town));
        Assert.Equal("Le mardi.", (await town.Parent.GetAsAsync<PublicationsView>(Route("publications"))).ReadingHours);
    }

    [Theory]
    [InlineData("""{ "sender": "La mairie", "timeZone": "Europe/Biviers" }""", "ville.json: messaging.timeZone: ")]
    [InlineData("""{ "sender": "La mairie", "documents": [{ "title": "Menus", "category": "Menus", "url": "javascript:alert(1)" }] }""",
        "ville.json: messaging.documents[0].url: ")]
    [InlineData("""{ "sender": "La mairie", "documents": [{ "title": "Menus", "category": "Menus", "url": "//ailleurs.example" }] }""",
        "ville.json: messaging.documents[0].url: ")]
    [InlineData("""{ "sender": 12 }""", "ville.json: messaging.sender: ")]
    [InlineData("""{ "sender": "La mairie", "subjects": ["a", {}] }""", "ville.json: messaging.subjects[1]: ")]
    [InlineData("""{ "sendr": "La mairie" }""", "ville.json: messaging.sendr: ")]
    public async Task A_wrong_section_names_its_place_and_changes_nothing(string section, string place)
    {
        await using var town = await StartAsync(database);

        var error = await Assert.ThrowsAsync<TenantFileException>(() => ImportAsync(town, $$"""{ "messaging": {{section}} }"""));

        Assert.StartsWith(place, error.Message, StringComparison.Ordinal);
        Assert.Empty(await VersionsAsync(town));
    }

    [Fact]
    public async Task The_schema_refuses_what_no_commune_file_has()
    {
        var schema = await NJsonSchema.JsonSchema.FromFileAsync(Path.Combine(Deploy, "tenants", "schema.json"));
        var root = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Deploy, "tenants", "biviers.json")))!;
        root["messaging"]!["documents"]![0]!["url"] = 12;

        var error = Assert.Throws<TenantFileException>(() => TenantFiles.Read("biviers.json", root.ToJsonString(), schema));

        Assert.Contains("biviers.json: messaging.documents[0].url: ", error.Message, StringComparison.Ordinal);
    }

    private static Task<bool> ImportAsync(Town town, string text) => town.Service.InTenantAsync(Slug, async services =>
    {
        var file = TenantFiles.Read("ville.json", text, schema: null);
        await services.GetServices<ISectionImporter>().Single(i => !i.IsDemo).ImportAsync(file, file.Section("messaging")!.Value, CancellationToken.None);
        return true;
    });

    private static Task<List<long>> VersionsAsync(Town town) =>
        town.Service.InTenantAsync(Slug, s => s.GetRequiredService<MessagingDb>().Settings.OrderBy(v => v.Version).Select(v => v.Version).ToListAsync());

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Preau.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Not inside the repository.");
        }

        return folder;
    }
}

public sealed class CommuneFileOnSqlite() : CommuneFileTests(TestDatabase.Sqlite);

public sealed class CommuneFileOnSqlServer() : CommuneFileTests(TestDatabase.SqlServer);
