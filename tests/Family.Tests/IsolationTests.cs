using System.Net;
using Preau.Contracts;
using Preau.Testing;

namespace Preau.Family.Tests;

public abstract class IsolationTests(TestDatabase database) : FamilyWorld(database)
{
    [Fact]
    public async Task No_route_answers_a_stranger() =>
        Assert.Equal(
            Family.Routes().Count, await Family.RefuseStrangersAsync("biviers", "pays-saint-marcellin", Jean,
                [Permissions.Families, Permissions.Requests, Permissions.Settings, Permissions.Billing]));

    [Fact]
    public async Task No_route_breaks_on_a_bad_body() =>
        Assert.NotEqual(
            0, await Family.RefuseBadBodiesAsync("biviers", Tokens.Guardian("biviers", Jean, "Jean Dupont", JeanHimself),
                Tokens.Agent("biviers", Permissions.Families)));

    [Fact]
    public async Task A_family_of_another_commune_is_not_found() =>
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await AsAgent(Permissions.Families).GetAsync($"/api/biviers/family/families/{Ztest}"));

    [Fact]
    public async Task An_id_that_is_none_is_not_found() =>
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await AsAgent(Permissions.Families).GetAsync("/api/biviers/family/families/12"));
}

public sealed class IsolationOnSqlite() : IsolationTests(TestDatabase.Sqlite);

public sealed class IsolationOnSqlServer() : IsolationTests(TestDatabase.SqlServer);
