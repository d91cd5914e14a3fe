using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>The child's sheet, the enrolment file and the sheet of a new family, as PDF.</summary>
public abstract class PaperTests(TestDatabase database) : FamilyWorld(database)
{
    private const string Api = "/api/biviers/family";
    private static readonly Guid Tom = Guid.Parse("30000000-0000-0000-0000-000000000002");
    private static readonly Guid Noe = Guid.Parse("30000000-0000-0000-0000-000000000005");

    private HttpClient AsJeanne => Family.Client(Tokens.Guardian("biviers", Jeanne, "Jeanne Dupont"));

    [Fact]
    public async Task A_parent_reads_the_simple_and_the_complete_sheet_of_a_child_and_nothing_of_the_other_household()
    {
        var barred = new SetCare(null, [], null, [new CareContactEntry(ContactKind.MayNot, "Marc Vidal", "oncle", null)]);
        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await AsAgent(Permissions.Families).PutAsJsonAsync($"{Api}/families/{Jeanne}/children/{Tom}/care", barred));
        var his = await TextAsync(AsJean(), $"me/children/{Tom}/papers/simple");
        var mine = await AsJean().GetAsAsync<FamilyView>($"{Api}/me");
        var hers = await AsJeanne.GetAsAsync<FamilyView>($"{Api}/me");
        Assert.Contains("Fiche de Tom DUPONT", his, StringComparison.Ordinal);
        Assert.Contains("Ne peut pas venir : Marc Vidal", his, StringComparison.Ordinal);
        Assert.Contains(mine.Guardians[0].Mobile!, his, StringComparison.Ordinal);
        var complete = await TextAsync(AsJean(), $"me/children/{Tom}/papers/complete");
        Assert.Contains("Données sanitaires", complete, StringComparison.Ordinal);
        Assert.Contains("Ordonnance de la trousse", complete, StringComparison.Ordinal);
        foreach (var secret in new[] { hers.Number, hers.Address!.Street, hers.Guardians[0].Mobile, hers.Guardians[0].Email }.OfType<string>())
        {
            Assert.DoesNotContain(secret, his + complete + await TextAsync(AsJean(), $"me/children/{Tom}/papers/dossier"), StringComparison.Ordinal);
        }

        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await AsJean().GetAsync($"{Api}/me/children/{Noe}/papers/simple"));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await AsJean().GetAsync($"{Api}/me/children/{Tom}/papers/autre"));
    }

    [Fact]
    public async Task An_agent_prints_health_with_its_right_only_and_the_family_reads_who_did()
    {
        var without = await TextAsync(AsAgent(Permissions.Families), $"families/{Jean}/children/{Tom}/papers/complete");
        Assert.DoesNotContain("Données sanitaires", without, StringComparison.Ordinal);
        Assert.DoesNotContain("Ordonnance", without, StringComparison.Ordinal);
        var before = await ReadersAsync();

        var with = await TextAsync(AsAgent(Permissions.Families, Permissions.Health), $"families/{Jean}/children/{Tom}/papers/complete");

        Assert.Contains("Données sanitaires", with, StringComparison.Ordinal);
        var after = await ReadersAsync();
        Assert.Equal(before.Length + 1, after.Length);
        Assert.Equal("Sophie Perrin, fiche complète", after[0].By);
        await TextAsync(AsAgent(Permissions.Families, Permissions.Health), $"families/{Jean}/children/{Tom}/papers/simple");
        Assert.Equal(after.Length, (await ReadersAsync()).Length);

        async Task<FileSectionReader[]> ReadersAsync() =>
            (await AsJean().GetAsAsync<FileSectionsView>($"{Api}/me/sections")).Sections.First(s => s.Restricted && s.ChildId == Tom).Readers;
    }

    [Fact]
    public async Task The_blank_file_asks_what_the_commune_asks_and_the_filled_one_knows_the_child()
    {
        var blank = await TextAsync(Family.Client(), "open/papers/enrolment");
        Assert.Contains("Dossier d’inscription 2026-2027", blank, StringComparison.Ordinal);
        Assert.Contains("Attestation d’assurance", blank, StringComparison.Ordinal);
        Assert.Contains("[ ] oui", System.Text.RegularExpressions.Regex.Replace(blank, " +", " "), StringComparison.Ordinal);
        Assert.DoesNotContain("Tom", blank, StringComparison.Ordinal);
        var filled = await TextAsync(AsJean(), $"me/children/{Tom}/papers/dossier");
        Assert.Contains("Tom", filled, StringComparison.Ordinal);
        Assert.Contains("École de Biviers", filled, StringComparison.Ordinal);
        Assert.Contains("Signature :", filled, StringComparison.Ordinal);
        Assert.Contains("Fiche de préinscription d’une nouvelle famille", await TextAsync(Family.Client(), "open/papers/pre-enrolment"),
            StringComparison.Ordinal);
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await Family.Client().GetAsync("/api/nulle-part/family/open/papers/enrolment"));
    }

    [Fact]
    public async Task An_agreement_to_a_former_text_is_on_no_paper_an_agreement_to_the_new_one()
    {
        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await AsJean().PutAsJsonAsync($"{Api}/me/agreements", new AnswerAgreement("photos", Tom, 2, true)));
        Assert.Matches("Photos sur le site de la commune +oui", await TextAsync(AsJean(), $"me/children/{Tom}/papers/complete"));

        await AskAsync(consents => consents.Single(c => (string?)c!["key"] == "photos")!["version"] = 3);

        Assert.Matches("Photos sur le site de la commune +sans réponse", await TextAsync(AsJean(), $"me/children/{Tom}/papers/complete"));
    }

    [Fact]
    public async Task What_is_asked_of_each_parent_one_parent_answers_for_nobody_else()
    {
        await AskAsync(consents => consents.Add(JsonNode.Parse(
            """{ "key": "lettre", "label": "Lettre d’information", "text": "La commune m’écrit une fois par mois.", "version": 1, "per": "guardian" }""")));
        Task<HttpResponseMessage> AnswerAsync(Guid guardian) =>
            AsJean().PutAsJsonAsync($"{Api}/me/agreements", new AnswerAgreement("lettre", guardian, 1, true));

        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await AnswerAsync(Guid.Parse("20000000-0000-0000-0000-000000000002")));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await AnswerAsync(JeanHimself));
    }

    [Fact]
    public async Task Each_paper_is_tagged_and_says_its_title_and_language()
    {
        foreach (var paper in new[] { "simple", "complete", "dossier" })
        {
            var info = await Pdf.InfoAsync(await AsJean().GetByteArrayAsync(new Uri($"{Api}/me/children/{Tom}/papers/{paper}", UriKind.Relative)));
            Assert.Matches("Tagged: +yes", info);
            Assert.Matches("Title: +\\S", info);
        }
    }

    private async Task AskAsync(Action<JsonArray> change)
    {
        var agent = AsAgent(Permissions.Settings);
        var before = await agent.GetAsAsync<SectionView>($"{Api}/settings");
        var document = JsonNode.Parse(before.Document.GetRawText())!;
        change(document["consents"]!.AsArray());
        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await agent.PutAsJsonAsync($"{Api}/settings", new SaveSection(before.Version, JsonSerializer.SerializeToElement(document))));
    }

    private static async Task<string> TextAsync(HttpClient reader, string paper)
    {
        var response = await reader.GetAsync($"{Api}/{paper}");
        await HttpAssert.StatusAsync(HttpStatusCode.OK, response);
        return await Pdf.TextAsync(await response.Content.ReadAsByteArrayAsync());
    }
}

public sealed class PapersOnSqlite() : PaperTests(TestDatabase.Sqlite);

public sealed class PapersOnSqlServer() : PaperTests(TestDatabase.SqlServer);
