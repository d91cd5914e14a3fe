using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

public abstract class SectionTests(TestDatabase database) : FamilyWorld(database)
{
    private const string Api = "/api/biviers/family/settings";

    [Fact]
    public async Task The_section_of_the_communes_file_goes_out_is_checked_without_saving_and_comes_in_again_unchanged()
    {
        var agent = AsAgent(Permissions.Settings);
        var before = await agent.GetAsAsync<SectionView>(Api);
        var changed = JsonDocument.Parse("""{"timeZone":"Europe/Paris","quotientSources":["CAF"]}""").RootElement;

        Assert.Equal(before.Version,
            (await (await agent.PutAsJsonAsync(Api, new SaveSection(before.Version, before.Document))).ReadAsync<SectionView>()).Version);
        Assert.Equal(before.Version,
            (await (await agent.PutAsJsonAsync(Api, new SaveSection(before.Version, changed, CheckOnly: true))).ReadAsync<SectionView>()).Version);
        Assert.Equal(before.Version + 1, (await (await agent.PutAsJsonAsync(Api, new SaveSection(before.Version, changed))).ReadAsync<SectionView>()).Version);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "settings.changed",
            await agent.PutAsJsonAsync(Api, new SaveSection(before.Version, before.Document)));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "settings.invalid",
            await agent.PutAsJsonAsync(Api, new SaveSection(before.Version + 1, JsonDocument.Parse("""{"timeZone":"Europe/Lyon"}""").RootElement)));
        await agent.PutAsJsonAsync(Api, new SaveSection(before.Version + 1, before.Document));
    }

    [Theory]
    [InlineData("""{ "answerDays": 90 }""", "family.answerDays: 90 ne va pas ; il faut un nombre entier de 1 à 60.")]
    [InlineData("""{ "sections": { "pai": "obligatory" } }""", "family.sections.pai: \"obligatory\" ne va pas ; il faut optional.")]
    [InlineData("""{ "quotientSources": ["CAF", "CAF"] }""", "family.quotientSources[1]: \"CAF\" s’y trouve deux fois.")]
    [InlineData("""{ "quotientSources": ["C"] }""", "family.quotientSources[0]: \"C\" ne va pas ; il faut un texte de 2 à 60 signes.")]
    [InlineData("""{ "quotientApi": { "siret": "12" } }""", "family.quotientApi.siret: \"12\" ne va pas ; il faut 14 chiffres.")]
    [InlineData("""{ "documents": [{ "key": "assurance" }] }""", "family.documents[0]: il manque « label » (nom).")]
    [InlineData("""{ "documents": [{ "key": "photo", "label": "Photo", "months": 3 }] }""",
        "family.documents[0].months: un nombre de mois ne va qu’avec la validité « months ».")]
    [InlineData("""{ "consents": [{ "key": "photos", "label": "Photos", "text": "Trop court" }, { "key": "photos", "label": "Photos", "text": "Encore elles." }] }""",
        "family.consents[1].key: « photos » s’y trouve deux fois.")]
    [InlineData("""{ "fields": { "child.grade": { "mode": "editable" } } }""",
        "family.fields.child.grade.mode: « editable » ne va pas ; les agents seuls changent ce champ : hidden ou shown.")]
    [InlineData("""{ "confirmFrom": "02-31" }""", "family.confirmFrom: « 02-31 » n’est pas un jour de l’année, mois et jour comme \"09-01\".")]
    [InlineData("""{ "schools": [{ "name": " Les Tilleuls" }] }""", "family.schools[0].name: «  Les Tilleuls » commence ou finit par un espace.")]
    public async Task What_is_wrong_in_the_section_is_said_with_its_place_what_was_found_and_what_is_allowed(string document, string sentence)
    {
        var answer = await AsAgent(Permissions.Settings).PutAsJsonAsync(Api, new SaveSection(1, JsonDocument.Parse(document).RootElement, CheckOnly: true));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(sentence, (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString());
    }
}

public sealed class SectionOnSqlite() : SectionTests(TestDatabase.Sqlite);

public sealed class SectionOnSqlServer() : SectionTests(TestDatabase.SqlServer);
