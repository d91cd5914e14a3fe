using System.Text.Json;
using Preau.Testing;

namespace Preau.Identity.Tests;

public sealed class ReplicaTests
{
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
