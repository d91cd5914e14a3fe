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

        Assert.Equal(before.Version, (await (await agent.PutAsJsonAsync(Api, new SaveSection(before.Version, before.Document))).ReadAsync<SectionView>()).Version);
        Assert.Equal(before.Version, (await (await agent.PutAsJsonAsync(Api, new SaveSection(before.Version, changed, CheckOnly: true))).ReadAsync<SectionView>()).Version);
        Assert.Equal(before.Version + 1, (await (await agent.PutAsJsonAsync(Api, new SaveSection(before.Version, changed))).ReadAsync<SectionView>()).Version);
        await HttpAssert.ProblemAsync(HttpStatusCode.Conflict, "settings.changed", await agent.PutAsJsonAsync(Api, new SaveSection(before.Version, before.Document)));
        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "settings.invalid",
            await agent.PutAsJsonAsync(Api, new SaveSection(before.Version + 1, JsonDocument.Parse("""{"timeZone":"Europe/Lyon"}""").RootElement)));
        await agent.PutAsJsonAsync(Api, new SaveSection(before.Version + 1, before.Document));
    }
}

public sealed class SectionOnSqlite() : SectionTests(TestDatabase.Sqlite);

public sealed class SectionOnSqlServer() : SectionTests(TestDatabase.SqlServer);
