using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;
using static Preau.Messaging.Tests.Town;

namespace Preau.Messaging.Tests;

/// <summary>An agent of one facility reads and writes to the families alone of which a child is enrolled there.</summary>
public abstract class ReachTests(TestDatabase database)
{
    private const string Club = "@garderie-periscolaire=v";

    [Fact]
    public async Task No_route_of_agents_tells_or_takes_anything_of_a_family_out_of_reach()
    {
        await using var town = await StartAsync();
        var mine = await town.OnlyThreadAsync();

        Assert.True(await town.Service.HideAsync(Slug, Club, [Dupont, mine.ThreadId], ["Dupont", "Louise"], "side=office") >= 2);

        Assert.Equal(mine.Messages.Length, (await town.OnlyThreadAsync()).Messages.Length);
        Assert.Equal(1, await town.UnreadAsync(town.Parent));
    }

    [Fact]
    public async Task Threads_and_unread_messages_are_those_in_reach_and_one_can_write_there()
    {
        await using var town = await StartAsync();
        await HttpAssert.StatusAsync(HttpStatusCode.Created,
            await town.Parent.PostAsJsonAsync(Route("threads"), new StartThread(Guid.NewGuid(), "Question", "Bonjour ?")));
        await HttpAssert.StatusAsync(HttpStatusCode.Created,
            await town.OtherParent.PostAsJsonAsync(Route("threads"), new StartThread(Guid.NewGuid(), "Cantine", "Bonjour ?")));
        using var agent = town.Service.AgentOf(Slug, Club);

        Assert.Equal(2, await town.UnreadAsync(town.Agent));
        Assert.Equal(1, await town.UnreadAsync(agent));
        var page = await agent.GetAsAsync<ThreadPage>(Route("threads"));
        Assert.Equal(["MOREAU Claire"], page.Items.Select(t => t.FamilyName));
        await HttpAssert.StatusAsync(HttpStatusCode.OK,
            await agent.PostAsJsonAsync(Route($"threads/{page.Items[0].ThreadId}/messages"), new Reply(Guid.NewGuid(), "Bonjour !")));
        await HttpAssert.StatusAsync(HttpStatusCode.Created,
            await agent.PostAsJsonAsync(Route("threads"), new StartThread(Guid.NewGuid(), "Goûter", "Pensez au goûter.", Moreau)));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found",
            await agent.PostAsJsonAsync(Route("threads"), new StartThread(Guid.NewGuid(), "Goûter", "Pensez au goûter.", Dupont)));
        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "scope.whole",
            await agent.PutAsJsonAsync(Route("settings"), new { basedOn = 1, document = new { } }));
    }

    private async Task<Town> StartAsync()
    {
        var town = await Town.StartAsync(database);
        await town.Service.DeliverAsync(Family(guardians: Guardian()));
        await town.Service.DeliverAsync(Family(Moreau));
        await town.Service.DeliverAsync(Decided());
        await town.Service.DeliverAsync(Told(Dupont, new ServicePlace("alsh-mercredi", "accueil-de-loisirs")));
        await town.Service.DeliverAsync(Told(Moreau, new ServicePlace("restauration", "garderie-periscolaire")));
        return town;

        static EnrolmentsChanged Told(Guid family, ServicePlace place) => new(Slug, Now.UtcDateTime, family, 1, [], [], [place]);
    }
}

public sealed class ReachOnSqlite() : ReachTests(TestDatabase.Sqlite);

public sealed class ReachOnSqlServer() : ReachTests(TestDatabase.SqlServer);
