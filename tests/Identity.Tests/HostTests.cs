using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Preau.Testing;

namespace Preau.Identity.Tests;

public sealed class HostTests
{
    [Fact]
    public async Task Signing_in_lives_by_the_real_clock_even_when_the_product_s_is_shifted()
    {
        var directory = Directory.CreateTempSubdirectory("preau-clock-").FullName;
        await using (var app = await IdentityApp.BuildAsync(["--environment", "Demo", "--Database:Directory", directory, "--Clock:Offset", "86400"]))
        {
            Assert.Same(TimeProvider.System, app.Services.GetRequiredService<TimeProvider>());
        }

        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Production_refuses_to_start_with_a_demo_secret()
    {
        var directory = Directory.CreateTempSubdirectory("preau-secret-").FullName;
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => IdentityApp.BuildAsync(["--environment", "Production", "--Database:Directory", directory]));
        Assert.Contains("Clients:Families:Secret", error.Message, StringComparison.Ordinal);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Two_replicas_share_keys_cookies_and_forms()
    {
        var shared = Directory.CreateTempSubdirectory("preau-replicas-").FullName;
        try
        {
            await using var portal = await Portal.StartAsync(TestDatabase.Sqlite, ("Database:Directory", shared));
            await using var second = await ServiceUnderTest.StartAsync(IdentityApp.BuildAsync, portal.Identity.Clock.GetUtcNow(), TestDatabase.Sqlite,
                ("PublicUrl", portal.Url), ("Database:Directory", shared), ("Passwords:Iterations", "1000"),
                ("Tenants:Directory", Path.Combine(Portal.Root, "deploy/tenants")), ("Demo:Directory", Path.Combine(Portal.Root, "deploy/demo")));
            var keys = await portal.Identity.Client().GetAsAsync<JsonElement>("/identity/.well-known/jwks");
            Assert.Equal(keys.ToString(), (await second.Client().GetAsAsync<JsonElement>("/identity/.well-known/jwks")).ToString());

            // The form of one is taken by the other, and so is the session.
            using var browser = new Browser(portal.Url, second.Address);
            var front = new Front(portal.Url);
            await browser.GetAsync(front.Authorize());
            await browser.SignInAsync("jean.dupont", Portal.DemoPassword);
            Assert.NotNull((await front.RedeemAsync(browser)).AccessToken);
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(shared, recursive: true);
        }
    }
}
