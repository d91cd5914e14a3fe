using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Preau.Testing;

namespace Preau.Platform.Tests;

/// <summary>An agent of a part of the tenant sees and writes the rows of owners who have to do with it.</summary>
public sealed class ReachTests
{
    private const string Route = "/api/north/notes/notes";
    private static readonly Guid Inside = Guid.NewGuid();
    private static readonly Guid Outside = Guid.NewGuid();

    private static Guid[] Both => [.. new[] { Inside, Outside }.Order()];

    [Theory]
    [InlineData("pool=v", true)]
    [InlineData("@centre=v", true)]
    [InlineData("pool=p", false)]
    [InlineData("centre=v", false)]
    [InlineData("@pool=v", false)]
    [InlineData("kitchen=v;pool=vp", true)]
    public async Task Rows_are_seen_by_part_and_by_group_where_the_agent_may_see(string scope, bool sees)
    {
        await using var host = await StartAsync();

        Assert.Equal(sees ? [Inside] : (Guid[])[], await SubjectsAsync(host, scope));
        Assert.Equal(Both, await SubjectsAsync(host, ""));
    }

    [Fact]
    public async Task Writing_for_an_owner_out_of_reach_is_refused_with_a_sentence_and_nothing_is_kept()
    {
        await using var host = await StartAsync();
        using var agent = Agent(host, "pool=v");

        await HttpAssert.ProblemAsync(HttpStatusCode.Forbidden, "not-yours", await agent.PostAsJsonAsync(Route, new NewNote(Outside, "x")));
        await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await agent.PostAsJsonAsync(Route, new NewNote(Inside, "x")));

        Assert.Equal((2, 1), (await host.CountAsync(Inside, "note"), await host.CountAsync(Outside, "note")));
    }

    [Fact]
    public async Task An_owner_who_is_an_agent_of_a_part_as_well_has_the_own_rows_too()
    {
        await using var host = await StartAsync();
        using var both = host.Client(Tokens.Issue("Ada", new Membership("north", Membership.Owner, Outside, Guid.NewGuid(), []), Staff("pool=v")));

        Assert.Equal(Both, (await both.GetAsAsync<Note[]>(Route)).Select(n => n.Subject).Order());
    }

    [Fact]
    public async Task An_older_state_of_an_owner_changes_nothing_and_a_newer_one_replaces_all()
    {
        await using var host = await StartAsync();

        await KeepAsync(host, Inside, 1, ("kitchen", "school"));
        Assert.Equal((Guid[])[Inside], await SubjectsAsync(host, "pool=v"));
        await KeepAsync(host, Inside, 5);
        Assert.Empty(await SubjectsAsync(host, "pool=v"));
        await KeepAsync(host, Inside, 4, ("pool", "centre"));
        Assert.Empty(await SubjectsAsync(host, "pool=v"));
        await KeepAsync(host, Inside, 6, ("pool", "school"));
        Assert.Equal((Guid[])[Inside], await SubjectsAsync(host, "@school=v"));
        Assert.Empty(await SubjectsAsync(host, "@centre=v"));
    }

    [Fact]
    public async Task What_an_owner_has_in_one_tenant_opens_nothing_in_another()
    {
        await using var host = await StartAsync();
        using var elsewhere = host.Client(Tokens.Issue("Ada", Staff("pool=v") with { Tenant = "south" }));
        await host.InAsync("south", db => db.WriteAsync(token => db.CountAsync(Inside, "note", token).ContinueWith(_ => true), default));

        Assert.Empty(await elsewhere.GetAsAsync<Note[]>("/api/south/notes/notes"));
    }

    [Fact]
    public async Task A_request_whose_database_is_used_before_its_caller_is_known_shows_nothing()
    {
        await using var host = await Notes.StartAsync(last: services => services.AddTransient<IStartupFilter, UsesTheDatabaseFirst>());

        await HttpAssert.ProblemAsync(HttpStatusCode.InternalServerError, "server.error", await Agent(host, "pool=v").GetAsync(Route));
    }

    private sealed class UsesTheDatabaseFirst : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, then) =>
            {
                _ = context.RequestServices.GetRequiredService<NotesDb>().IsLimited;
                return then(context);
            });
            next(app);
        };
    }

    private static async Task<ServiceUnderTest> StartAsync()
    {
        var host = await Notes.StartAsync();
        foreach (var subject in (Guid[])[Inside, Outside])
        {
            await HttpAssert.StatusAsync(HttpStatusCode.NoContent, await Agent(host, "").PostAsJsonAsync(Route, new NewNote(subject, "x")));
        }

        await KeepAsync(host, Inside, 2, ("pool", "centre"));
        await KeepAsync(host, Outside, 2, ("yard", "other"));
        return host;
    }

    private static Task<bool> KeepAsync(ServiceUnderTest host, Guid owner, long version, params (string, string)[] parts) =>
        host.InAsync("north", db => db.WriteAsync(async token =>
        {
            await OwnerPart.KeepAsync(db, owner, version, parts, token);
            return true;
        }, default));

    private static async Task<Guid[]> SubjectsAsync(ServiceUnderTest host, string scope) =>
        [.. (await Agent(host, scope).GetAsAsync<Note[]>(Route)).Select(n => n.Subject).Order()];

    private static Membership Staff(string scope) => new("north", Membership.Staff, null, null, ["notes"], scope);

    private static HttpClient Agent(ServiceUnderTest host, string scope) => host.Client(Tokens.Issue("Léa", Staff(scope)));
}
