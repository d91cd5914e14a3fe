using System.Net;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Billing.Tests;

public abstract class IsolationTests(TestDatabase database) : BillingWorld(database)
{
    [Fact]
    public async Task No_route_answers_a_stranger() =>
        Assert.Equal(117,
            await Billing.RefuseStrangersAsync("biviers", "pays-saint-marcellin", Jean, [Permissions.Billing, Permissions.Settings, Permissions.Families]));

    [Fact]
    public async Task No_route_breaks_on_a_bad_body() =>
        Assert.NotEqual(
            0, await Billing.RefuseBadBodiesAsync("biviers", Tokens.Guardian("biviers", Jean),
                Tokens.Agent("biviers", Permissions.Billing, Permissions.Settings)));

    [Theory]
    [InlineData("charges?month=2026-12&family=")]
    [InlineData("account?family=")]
    [InlineData("statement?family=")]
    public async Task A_parent_who_names_another_family_finds_nothing(string route)
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(MoreauFamily());
        await Billing.DeliverAsync(Settled(Moreau, Cell(Noe, "restauration", 10)));

        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await As(Jean).GetAsync($"/api/biviers/billing/{route}{Moreau}"));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await As(Jean).GetAsync($"/api/biviers/billing/{route}{Jean}"));
        await HttpAssert.StatusAsync(HttpStatusCode.BadRequest, await As(Jean).GetAsync($"/api/biviers/billing/{route}x"));
    }

    [Theory]
    [InlineData("charges?month=2026-12", "&")]
    [InlineData("account", "?")]
    [InlineData("statement", "?")]
    public async Task An_agent_names_a_family_of_the_own_commune(string route, string and)
    {
        await Billing.DeliverAsync(MoreauFamily());
        var agent = AsAgent(Permissions.Billing);

        await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "family.missing", await agent.GetAsync($"/api/biviers/billing/{route}"));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await agent.GetAsync($"/api/biviers/billing/{route}{and}family={Ztest}"));
        await HttpAssert.ProblemAsync(HttpStatusCode.NotFound, "not-found", await agent.GetAsync($"/api/biviers/billing/{route}{and}family={Guid.NewGuid()}"));
        await HttpAssert.StatusAsync(HttpStatusCode.OK, await agent.GetAsync($"/api/biviers/billing/{route}{and}family={Moreau}"));
    }

    [Fact]
    public async Task The_same_ids_in_two_communes_stay_apart()
    {
        await Billing.DeliverAsync(JeanFamily());
        await Billing.DeliverAsync(JeanFamily() with { Tenant = "pays-saint-marcellin" });
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "restauration", 10)));
        await Billing.DeliverAsync(Settled(Jean, Cell(Louise, "chatte-restauration", 10)) with { Tenant = "pays-saint-marcellin" });

        Assert.Equal([3.60m], (await ChargesAsync(Jean)).Lines.Select(l => l.Amount));
        Assert.Equal([3.80m], (await ChargesAsync(Jean, tenant: "pays-saint-marcellin")).Lines.Select(l => l.Amount));
        await HttpAssert.StatusAsync(
            HttpStatusCode.NotFound, await As(Jean)
                .PostAsJsonAsync("/api/pays-saint-marcellin/billing/quotes",
                    new QuoteRequest([new(Louise, "chatte-restauration", new DateOnly(2026, 12, 10))])));
    }
}

public sealed class IsolationOnSqlite() : IsolationTests(TestDatabase.Sqlite);

public sealed class IsolationOnSqlServer() : IsolationTests(TestDatabase.SqlServer);
