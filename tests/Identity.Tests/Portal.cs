using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using MimeKit;
using Preau.Gateway;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Identity.Tests;

/// <summary>Identity behind the gateway on one public address, with a front that only repeats what reached it.</summary>
public sealed class Portal : IAsyncDisposable
{
    private readonly List<WebApplication> _apps = [];
    private readonly string _mail = Directory.CreateTempSubdirectory("preau-mail-").FullName;

    public const string DemoPassword = "Preau-2026";

    public string Url { get; private set; } = "";

    public ServiceUnderTest Identity { get; private set; } = null!;

    /// <summary>Methods of the requests that reached the front's page that breaks off without an answer.</summary>
    public ConcurrentQueue<string> Broken { get; } = [];

    public static string Root { get; } = FindRoot();

    public static async Task<Portal> StartAsync(TestDatabase database = TestDatabase.Sqlite, params (string Key, string Value)[] settings)
    {
        var portal = new Portal();
        var port = Ports.Free();
        portal.Url = $"http://localhost:{port}";
        portal.Identity = await ServiceUnderTest.StartAsync(IdentityApp.BuildAsync, TimeProvider.System.GetUtcNow(), database,
        [
            ("PublicUrl", portal.Url), ("Passwords:Iterations", "1000"), ("Mail:Directory", portal._mail),
            ("Tenants:Directory", Path.Combine(Root, "deploy/tenants")), ("Demo:Directory", Path.Combine(Root, "deploy/demo")), .. settings,
        ]);
        var front = await portal.StartFrontAsync();
        var identity = portal.Identity.Address.ToString();
        var gateway = await GatewayApp.BuildAsync(["--environment", "Testing"], b =>
        {
            b.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
            b.WebHost.UseUrls(portal.Url);
            b.Configuration.AddInMemoryCollection(new Dictionary<string, string?>(settings.Select(s => KeyValuePair.Create<string, string?>(s.Key, s.Value)))
            {
                ["PublicUrl"] = portal.Url,
                ["Tenants:Refresh"] = "00:00:00.200",
                ["ReverseProxy:Clusters:identity:Destinations:d1:Address"] = identity,
                ["ReverseProxy:Clusters:families:Destinations:d1:Address"] = front,
                ["ReverseProxy:Clusters:office:Destinations:d1:Address"] = front,
                ["ReverseProxy:Clusters:planning:Destinations:d1:Address"] = front,
                // Nobody listens there.
                ["ReverseProxy:Clusters:billing:Destinations:d1:Address"] = $"http://127.0.0.1:{Ports.Free()}/",
            });
        });
        await gateway.StartAsync();
        portal._apps.Add(gateway);
        using var client = new HttpClient();
        await Eventually.SeeAsync(async () => (await client.GetAsync(portal.Url + "/health/ready")).StatusCode, s => s == HttpStatusCode.OK);
        return portal;
    }

    public Browser Open() => new(Url);

    /// <summary>What a restart does with the same files.</summary>
    public async Task ImportAgainAsync()
    {
        foreach (var (folder, demo) in new[] { ("deploy/tenants", false), ("deploy/demo", true) })
        {
            foreach (var file in await TenantFiles.ReadAsync(Path.Combine(Root, folder), CancellationToken.None))
            {
                await using var scope = Identity.Services.CreateTenantScope(file.Slug);
                foreach (var importer in scope.ServiceProvider.GetServices<ISectionImporter>().Where(i => i.IsDemo == demo))
                {
                    if (file.Section(importer.Section) is { } section)
                    {
                        await importer.ImportAsync(file, section, CancellationToken.None);
                    }
                }
            }
        }
    }

    /// <summary>An account with a password, member of biviers as a parent unless said otherwise.</summary>
    public async Task AddAccountAsync(string userName, string password, string? email = null, params AccountMembership[] memberships)
    {
        await using var scope = Identity.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var normalizer = scope.ServiceProvider.GetRequiredService<ILookupNormalizer>();
        var account = Account.Create(userName, userName, email, normalizer);
        account.PasswordHash = scope.ServiceProvider.GetRequiredService<IPasswordHasher<Account>>().HashPassword(account, password);
        account.Memberships.AddRange(memberships.Length > 0
            ? memberships
            : [new AccountMembership { Commune = "biviers", Role = Membership.Owner, OwnerId = Guid.NewGuid(), PersonId = Guid.NewGuid() }]);
        db.Accounts.Add(account);
        await db.SaveChangesAsync();
    }

    public async Task<T> InDbAsync<T>(Func<IdentityDb, Task<T>> look)
    {
        await using var scope = Identity.Services.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<IdentityDb>());
    }

    /// <summary>Mails that have left for one address.</summary>
    public IReadOnlyList<MimeMessage> MailsTo(string address) =>
        [.. Directory.EnumerateFiles(_mail, "*.eml").Select(f => MimeMessage.Load(f)).Where(m => m.To.Mailboxes.Any(b => b.Address == address))
            .OrderBy(m => m.Date)];

    /// <summary>Exactly this many, once they have left.</summary>
    public Task<IReadOnlyList<MimeMessage>> WaitForMailsAsync(string address, int count) =>
        Eventually.SeeAsync(() => Task.FromResult(MailsTo(address)), m => m.Count == count);

    /// <summary>A client with somebody's access token.</summary>
    public HttpClient Client(TokenAnswer tokens)
    {
        var http = new HttpClient { BaseAddress = new Uri(Url) };
        http.DefaultRequestHeaders.Authorization = new System.Net.Http.Headers.AuthenticationHeaderValue("Bearer", tokens.AccessToken);
        return http;
    }

    public Task<int> PendingRequestsAsync() => InDbAsync(db => db.PasswordRequests.CountAsync());

    public async ValueTask DisposeAsync()
    {
        foreach (var app in Enumerable.Reverse(_apps))
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        await Identity.DisposeAsync();
        Directory.Delete(_mail, recursive: true);
    }

    private async Task<string> StartFrontAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var front = builder.Build();
        front.MapFallback("{**path}", (HttpContext http) => Results.Json(new Echo(
            http.Request.Path, http.Request.QueryString.Value!,
            http.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase))));
        front.MapGet("/fails", () => Results.StatusCode(StatusCodes.Status503ServiceUnavailable));
        front.Map("/breaks", (HttpContext http) =>
        {
            Broken.Enqueue(http.Request.Method);
            http.Abort();
        });
        await front.StartAsync();
        _apps.Add(front);
        return front.Urls.First() + "/";
    }

    private static string FindRoot()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "Preau.slnx")))
        {
            directory = directory.Parent!;
        }

        return directory.FullName;
    }
}

/// <summary>What a front received.</summary>
public sealed record Echo(string Path, string Query, Dictionary<string, string> Headers);
