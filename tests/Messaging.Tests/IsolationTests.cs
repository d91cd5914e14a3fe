using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;
using static Preau.Messaging.Tests.Town;

namespace Preau.Messaging.Tests;

/// <summary>Every route the host has, read from the host itself, tried by everyone who has no business there.</summary>
public abstract class IsolationTests(TestDatabase database)
{
    private const string Secret = "Louise";

    [Fact]
    public async Task Every_route_refuses_strangers_and_bodies_it_cannot_take()
    {
        await using var town = await StartAsync(database);

        Assert.True(await town.Service.RefuseStrangersAsync(Slug, "harmonie", Dupont, [Permissions.Messages, Permissions.Settings]) >= 9);
        Assert.True(await town.Service.RefuseBadBodiesAsync(Slug, Tokens.Guardian(Slug, Dupont), Tokens.Agent(Slug, Permissions.Messages)) >= 100);
    }

    [Fact]
    public async Task No_route_gives_another_family_or_another_commune_anything()
    {
        await using var town = await StartAsync(database);
        var (thread, routes) = await PrepareAsync(town);

        foreach (var route in routes)
        {
            await ExpectNothingAsync(route, thread, town.OtherParent, Slug);
            // A guardian of the same family's number in another commune, and agents there.
            await ExpectNothingAsync(route, thread, town.Service.Client(Tokens.Guardian("harmonie", Dupont)), "harmonie");
            await ExpectNothingAsync(route, thread, town.Service.Client(Tokens.Agent("harmonie", Permissions.Messages)), "harmonie");
        }

        var mine = await town.OnlyThreadAsync();
        Assert.Single(mine.Messages);
        Assert.Equal(1, await town.UnreadAsync(town.Parent));
    }

    [Fact]
    public async Task A_guardian_who_names_another_family_learns_nothing()
    {
        await using var town = await StartAsync(database);
        await PrepareAsync(town);

        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await town.OtherParent.GetAsync(Route($"threads?family={Dupont}")));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await town.OtherParent.PostAsJsonAsync(Route("threads"), new StartThread(Guid.NewGuid(), "Titre", "Texte", Dupont)));
    }

    private static async Task<(Guid Thread, IReadOnlyList<HostRoute> Routes)> PrepareAsync(Town town)
    {
        await town.Service.DeliverAsync(Family(guardians: Guardian()));
        await town.Service.DeliverAsync(Decided());
        return ((await town.OnlyThreadAsync()).ThreadId, town.Service.Routes());
    }

    private static async Task<HttpResponseMessage> SendAsync(HostRoute route, Guid thread, HttpClient client, string tenant)
    {
        var path = route.Pattern.Replace("{tenant}", tenant, StringComparison.Ordinal).Replace("{id:guid}", thread.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain('{', path);
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), path);
        if (route.Method == "POST" && (path.EndsWith("/threads", StringComparison.Ordinal) || path.EndsWith("/messages", StringComparison.Ordinal)))
        {
            request.Content = path.EndsWith("/threads", StringComparison.Ordinal)
                ? JsonContent.Create(new StartThread(Guid.NewGuid(), "Titre", "Texte", Dupont))
                : JsonContent.Create(new Reply(Guid.NewGuid(), "Texte"));
        }

        return await client.SendAsync(request);
    }

    private static async Task ExpectNothingAsync(HostRoute route, Guid thread, HttpClient client, string tenant)
    {
        var response = await SendAsync(route, thread, client, tenant);
        var body = await response.Content.ReadAsStringAsync();
        Assert.DoesNotContain(Secret, body, StringComparison.Ordinal);
        Assert.DoesNotContain("DUPONT", body, StringComparison.Ordinal);
        if (route.Pattern.Contains("{id:guid}", StringComparison.Ordinal))
        {
            Assert.True(response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden, $"{(int)response.StatusCode} {route}");
        }
        else
        {
            Assert.True((int)response.StatusCode < 500, $"{(int)response.StatusCode} {route}");
        }
    }
}

public sealed class IsolationOnSqlite() : IsolationTests(TestDatabase.Sqlite);

public sealed class IsolationOnSqlServer() : IsolationTests(TestDatabase.SqlServer);
