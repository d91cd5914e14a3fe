using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Preau.Billing.Tests;
using Preau.Contracts.Api;
using Preau.DemoTreasury;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>In the demonstration a parent of Croc’Vacances asks for the quotient to the end, from a stand-in that knows two families.</summary>
public sealed class DemoQuotientTests : IAsyncLifetime
{
    private const string Mine = "/api/croc-vacances/family/me/quotient";
    private static readonly Guid Benali = Guid.Parse("10000000-0000-0000-0000-000000000022");
    private static readonly Guid Nadia = Guid.Parse("20000000-0000-0000-0000-000000000022");
    private readonly WebApplication _treasury = DemoTreasuryApp.Build(b => b.WebHost.UseUrls("http://127.0.0.1:0"), particulier: "jeton");

    private ServiceUnderTest Family { get; set; } = null!;

    public async ValueTask InitializeAsync()
    {
        await _treasury.StartAsync();
        Family = await ServiceUnderTest.StartAsync(
            FamilyApp.BuildAsync, new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero), TestDatabase.Sqlite,
            ("Tenants:Directory", Path.Combine(Communes.Deploy, "tenants")),
            ("Demo:Directory", Path.Combine(Communes.Deploy, "demo")), ("ApiParticulier:Address", _treasury.Urls.First()), ("ApiParticulier:Token", "jeton"));
    }

    public async ValueTask DisposeAsync()
    {
        await Family.DisposeAsync();
        await _treasury.DisposeAsync();
    }

    [Fact]
    public async Task Nadias_quotient_is_found_and_a_stranger_is_unknown()
    {
        using var nadia = Family.Client(Tokens.Guardian("croc-vacances", Benali, "Nadia Benali", Nadia));
        var identity = new AgreeToQuotient("SANSDOSSIER", "Nadia", new DateOnly(1988, 5, 2), "F", "99100", "Bourges", "18");
        Assert.Equal("unknown", (await (await nadia.PutAsJsonAsync(Mine, identity)).ReadAsync<MyQuotientView>()).Last!.Outcome);

        var found = (await (await nadia.PutAsJsonAsync(Mine, identity with { BirthName = "BENALI" })).ReadAsync<MyQuotientView>()).Last!;

        Assert.Equal(("found", 436m, "CNAF"), (found.Outcome, found.Value, found.Provider));
        Assert.NotNull(found.Proof);
    }
}
