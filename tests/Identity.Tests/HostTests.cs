using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenIddict.Server;
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
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => IdentityApp.BuildAsync(
            ["--environment", "Production", "--Database:Directory", directory, "--Certificates:Key",
                Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))]));
        Assert.Contains("Clients:Families:Secret", error.Message, StringComparison.Ordinal);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task Production_refuses_to_keep_the_keys_of_tokens_and_cookies_in_clear()
    {
        var directory = Directory.CreateTempSubdirectory("preau-ring-").FullName;
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            IdentityApp.BuildAsync(["--environment", "Production", "--Database:Directory", directory]));
        Assert.Contains("Certificates:Key or DataProtection:Certificate", error.Message, StringComparison.Ordinal);
        Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_opens_the_token_keys_lies_nowhere_in_the_database_and_a_restart_reads_it(bool certificate)
    {
        var directory = Directory.CreateTempSubdirectory("preau-ring-").FullName;
        string[] with = ["--environment", "Testing", "--Database:Directory", directory,
            .. certificate ? Certificate(directory) : ["--Certificates:Key", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))]];
        List<string> signing = [];
        for (var start = 0; start < 2; start++)
        {
            await using var app = await IdentityApp.BuildAsync(with);
            await using var scope = app.Services.CreateAsyncScope();
            var ring = await scope.ServiceProvider.GetRequiredService<IdentityDb>().DataProtectionKeys.AsNoTracking().ToListAsync();
            Assert.All(ring, k => Assert.DoesNotContain("<masterKey", k.Xml!, StringComparison.Ordinal));
            Assert.NotEmpty(ring);
            signing.Add(app.Services.GetRequiredService<IOptions<OpenIddictServerOptions>>().Value.SigningCredentials[0].Key.KeyId);
        }

        Assert.Equal(signing[0], signing[1]);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(directory, recursive: true);
    }

    private static string[] Certificate(string directory)
    {
        using var rsa = RSA.Create(2048);
        var request = new CertificateRequest("CN=ring", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        var file = Path.Combine(directory, "ring.pfx");
        File.WriteAllBytes(file, made.Export(X509ContentType.Pfx, "ring-password"));
        return ["--DataProtection:Certificate", file, "--DataProtection:CertificatePassword", "ring-password"];
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
