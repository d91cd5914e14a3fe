using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>A commune that asks what croc-vacances asks: CAF and the children's three forms are obligatory, the bank is not (F-51).</summary>
public abstract class FileSectionTests(TestDatabase database) : IAsyncLifetime
{
    private static readonly Guid Moreau = Guid.Parse("10000000-0000-0000-0000-000000000004");
    private static readonly Guid Noe = Guid.Parse("30000000-0000-0000-0000-000000000005");
    private readonly string _tenants = Directory.CreateTempSubdirectory("preau-sections-").FullName;

    private ServiceUnderTest Family { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        WriteRules(
            """{ "caf": "obligatory", "autorisations": "obligatory", "complementaires": "obligatory", "sanitaires": "obligatory", "banque": "optional" }""");
        Family = await ServiceUnderTest.StartAsync(FamilyApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero), database,
            ("Tenants:Directory", _tenants), ("Demo:Directory", Path.Combine(Root(AppContext.BaseDirectory), "deploy", "demo")));
    }

    public async ValueTask DisposeAsync()
    {
        await Family.DisposeAsync();
        Directory.Delete(_tenants, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task What_is_missing_is_told_with_the_file_and_ends_when_the_last_form_is_filled()
    {
        var told = await ToldAsync(m => m.Length == 4);
        Assert.Equal(["Informations C.A.F.", "Autorisations", "Données complémentaires", "Données sanitaires"], told.Select(m => m.Label));
        Assert.Equal([null, Noe, Noe, Noe], told.Select(m => m.ChildId));
        var view = await AsMoreau().GetAsAsync<FileSectionsView>("/api/biviers/family/me/sections");
        Assert.Equal((5, 4), (view.Sections.Length, view.Missing));
        // Outings and photographs are agreements of this commune, in its own words: no form asks them a second time.
        Assert.Equal(["seul"], view.Sections.Single(s => s.Section == "autorisations").Fields.Select(f => f.Key));
        Assert.Equal(4, (await AsMoreau().GetAsAsync<FamilyView>("/api/biviers/family/me")).MissingSections);

        foreach (var section in view.Sections.Where(s => s.Obligatory))
        {
            var answers = section.Fields.Where(f => f.Required)
                .ToDictionary(f => f.Key, f => (string?)(f.Kind switch { "yesno" => "oui", "choice" => f.Choices[0], _ => "Dr Martin, 04 76 00 00 00" }));
            await FillAsync(AsMoreau(), section.Section, new FillSection(section.ChildId, answers));
        }

        Assert.Empty(await ToldAsync(m => m.Length == 0));
        Assert.Equal(0, (await AsMoreau().GetAsAsync<FileSectionsView>("/api/biviers/family/me/sections")).Missing);
    }

    [Fact]
    public async Task Health_answers_never_travel_in_an_event_and_an_agent_who_reads_them_is_named_to_the_family()
    {
        await FillAsync(AsMoreau(), "sanitaires",
            new FillSection(Noe, new() { ["vaccins"] = "oui", ["medecin"] = "Dr Bonnefoy", ["pai"] = "non", ["urgence"] = "oui" }));
        await ToldAsync(m => m.Length == 3);
        Assert.DoesNotContain(Family.Published, e => System.Text.Json.JsonSerializer.Serialize(e, e.GetType()).Contains("Bonnefoy", StringComparison.Ordinal));

        var without = await Family.Client(Tokens.Agent("biviers", Permissions.Families))
            .GetAsAsync<FileSectionsView>($"/api/biviers/family/families/{Moreau}/sections");
        Assert.Equal((true, true, 0),
            without.Sections.Single(s => s.Section == "sanitaires") is var hidden ? (hidden.Withheld, hidden.Complete, hidden.Values.Count) : default);
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "health.forbidden",
            await Family.Client(Tokens.Agent("biviers", Permissions.Families))
                .PutAsJsonAsync($"/api/biviers/family/families/{Moreau}/sections/sanitaires", new FillSection(Noe, [])));
        await Family.Client(Tokens.Agent("biviers", Permissions.Families, Permissions.Health))
            .GetAsAsync<FileSectionsView>($"/api/biviers/family/families/{Moreau}/sections");

        var seen = (await AsMoreau().GetAsAsync<FileSectionsView>("/api/biviers/family/me/sections")).Sections.Single(s => s.Section == "sanitaires");
        Assert.Equal("Sophie Perrin", Assert.Single(seen.Readers).By);
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "forbidden",
            await Family.Client(Tokens.Agent("biviers", Permissions.Requests)).GetAsync($"/api/biviers/family/families/{Moreau}/sections"));
    }

    [Theory]
    [InlineData("caf", false, "regime", "Lune", HttpStatusCode.BadRequest, "section.answer")]
    [InlineData("caf", false, "regime", "CAF", HttpStatusCode.BadRequest, "section.incomplete")]
    [InlineData("caf", false, "iban", "FR76", HttpStatusCode.BadRequest, "section.field")]
    [InlineData("caf", true, "regime", "CAF", HttpStatusCode.NotFound, "not-found")]
    [InlineData("fiscales", false, "foyer", "2", HttpStatusCode.NotFound, "not-found")]
    [InlineData("sanitaires", false, "medecin", "Dr", HttpStatusCode.NotFound, "not-found")]
    public async Task What_makes_no_sense_is_refused(string section, bool ofChild, string field, string value, HttpStatusCode status, string code)
    {
        var body = new FillSection(ofChild ? Noe : null, new() { [field] = value });

        var agent = Family.Client(Tokens.Agent("biviers", Permissions.Families, Permissions.Health));
        await HttpAssert.ProblemAsync(status, code, await agent.PutAsJsonAsync($"/api/biviers/family/families/{Moreau}/sections/{section}", body));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await agent.PutAsJsonAsync($"/api/biviers/family/families/{Moreau}/sections/sanitaires",
                new FillSection(Guid.NewGuid(), new() { ["vaccins"] = "oui", ["medecin"] = "Dr", ["pai"] = "non", ["urgence"] = "oui" })));
    }

    private HttpClient AsMoreau() => Family.Client(Tokens.Guardian("biviers", Moreau, "Claire Moreau"));

    private static async Task FillAsync(HttpClient client, string section, FillSection body) =>
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await client.PostAsJsonAsync("/api/biviers/family/me/requests",
            new AskChange(Guid.NewGuid(), section, body.Child,
                [.. body.Values!.Select(v => new FieldValue($"section.{section}.{v.Key}", body.Child, v.Value))])));

    private async Task<MissingSection[]> ToldAsync(Predicate<MissingSection[]> until) => await Eventually.SeeAsync(
        () =>
            Task.FromResult(Family.Published.OfType<FamilyChanged>().Where(e => e.FamilyId == Moreau).MaxBy(e => e.Version)?.MissingSections
                ?? [new MissingSection("", "", null)]),
        m => until(m));

    private void WriteRules(string sections)
    {
        var file = JsonNode.Parse(File.ReadAllText(Path.Combine(Root(AppContext.BaseDirectory), "deploy", "tenants", "biviers.json")))!;
        file["family"] ??= new JsonObject();
        file["family"]!["sections"] = JsonNode.Parse(sections);
        File.WriteAllText(Path.Combine(_tenants, "biviers.json"), file.ToJsonString());
    }

    private static string Root(string from) => File.Exists(Path.Combine(from, "Preau.slnx")) ? from : Root(Path.GetDirectoryName(from.TrimEnd('/'))!);
}

public sealed class FileSectionOnSqlite() : FileSectionTests(TestDatabase.Sqlite);

public sealed class FileSectionOnSqlServer() : FileSectionTests(TestDatabase.SqlServer);
