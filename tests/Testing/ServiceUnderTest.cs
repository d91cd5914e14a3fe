using System.Collections.Concurrent;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Data.SqlClient;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Preau.Contracts;
using Preau.Platform;
using Xunit;

namespace Preau.Testing;

/// <summary>Which database a test class runs on; SQL Server needs PREAU_TEST_SQLSERVER and is skipped by name without it.</summary>
public enum TestDatabase
{
    Sqlite,
    SqlServer,
}

/// <summary>One real service on a real port with a real database file, its own clock and its own token key. What it publishes is kept.</summary>
public sealed class ServiceUnderTest : IAsyncDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("preau-test-").FullName;
    private readonly InProcessFabric _fabric = new();
    private readonly ConcurrentQueue<IEvent> _published = new();
    private readonly ServiceProvider _recorder;
    private string? _sqlServer;
    private WebApplication _app = null!;

    private ServiceUnderTest() => _recorder = new ServiceCollection().BuildServiceProvider();

    public FakeTimeProvider Clock { get; private set; } = null!;

    public Uri Address { get; private set; } = null!;

    public IServiceProvider Services => _app.Services;

    /// <summary>Events this service has sent, in the order they arrived.</summary>
    public IReadOnlyCollection<IEvent> Published => _published;

    /// <param name="now">The service's clock, UTC; it stands still until the test moves it.</param>
    /// <param name="settings">More configuration, e.g. ("Tenants:Directory", path).</param>
    public static async Task<ServiceUnderTest> StartAsync(
        Func<string[], Action<WebApplicationBuilder>?, Task<WebApplication>> build, DateTimeOffset now, TestDatabase database = TestDatabase.Sqlite,
        params (string Key, string Value)[] settings)
    {
        var server = Environment.GetEnvironmentVariable("PREAU_TEST_SQLSERVER");
        Assert.SkipWhen(database == TestDatabase.SqlServer && string.IsNullOrEmpty(server), "PREAU_TEST_SQLSERVER holds no connection string.");
        var test = new ServiceUnderTest { Clock = new TestClock(now) };
        test._fabric.Join(new Subscriptions(EventCatalog.All.Select(test.Recording), test._recorder));
        var configuration = Basics(test._directory);
        if (database == TestDatabase.SqlServer)
        {
            test._sqlServer = new SqlConnectionStringBuilder(server) { InitialCatalog = $"preau_test_{Guid.NewGuid():N}" }.ConnectionString;
            configuration["Database:Provider"] = "sqlserver";
            configuration["Database:ConnectionString"] = test._sqlServer;
            configuration["Database:Migrate"] = "true";
            configuration["Database:MaxBatchSize"] = Environment.GetEnvironmentVariable("PREAU_TEST_SQLSERVER_MAXBATCH");
            configuration["Database:Encrypt"] = Environment.GetEnvironmentVariable("PREAU_TEST_SQLSERVER_ENCRYPT");
        }

        foreach (var (key, value) in settings)
        {
            configuration[key] = value;
        }

        if (database == TestDatabase.Sqlite)
        {
            await MigratedFile.CopyAsync(build, test._directory);
        }

        test._app = await build(["--environment", "Testing"], b =>
        {
            b.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
            b.WebHost.UseUrls("http://127.0.0.1:0");
            b.Configuration.AddInMemoryCollection(configuration);
            b.Services.AddSingleton<TimeProvider>(test.Clock);
            b.Services.AddSingleton(test._fabric);
        });
        await test._app.StartAsync();
        test.Address = new Uri(test._app.Urls.First());
        return test;
    }

    /// <summary>What every service needs to start with its files in <paramref name="directory"/>.</summary>
    internal static Dictionary<string, string?> Basics(string directory) => new()
    {
        ["Database:Directory"] = directory,
        ["Auth:Issuer"] = Tokens.Issuer,
        ["Auth:SigningKey"] = Tokens.Key,
        ["Mail:Directory"] = Path.Combine(directory, "mail"),
        ["Outbox:Poll"] = "00:00:00.100",
    };

    /// <summary>A client with this token, or without any.</summary>
    public HttpClient Client(string? token = null)
    {
        var client = new HttpClient { BaseAddress = Address };
        if (token is not null)
        {
            client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }

        return client;
    }

    /// <summary>Delivers an event as the bus would: returns once every handler has committed. The
    /// same <paramref name="messageId"/> twice is a redelivery.</summary>
    public Task DeliverAsync(IEvent @event, Guid? messageId = null) =>
        Services.GetRequiredService<Subscriptions>().ApplyAsync(@event, messageId ?? Guid.NewGuid(), CancellationToken.None);

    /// <summary>Runs code with a scope of one tenant: to look at rows no route shows.</summary>
    public async Task<T> InTenantAsync<T>(string tenant, Func<IServiceProvider, Task<T>> look)
    {
        await using var scope = Services.CreateTenantScope(tenant);
        return await look(scope.ServiceProvider);
    }

    /// <summary>Stops answering, as a host that went down.</summary>
    /// <param name="hurry">Ends what it does before it stops listening.</param>
    public Task StopAsync(CancellationToken hurry = default) => _app.StopAsync(hurry);

    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }

        if (_sqlServer is not null)
        {
            var name = new SqlConnectionStringBuilder(_sqlServer).InitialCatalog;
            await using var connection = new SqlConnection(new SqlConnectionStringBuilder(_sqlServer)
            {
                InitialCatalog = "master",
                Pooling = false
            }.ConnectionString);
            await connection.OpenAsync();
            SqlConnection.ClearAllPools();
            await using var drop = connection.CreateCommand();
            drop.CommandText = $"DROP DATABASE [{name}]";
            await drop.ExecuteNonQueryAsync();
        }

        await _recorder.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_directory, recursive: true);
    }

    private Func<IServiceProvider, Subscription> Recording(Type type) => _ => new Subscription(type, (e, _, _) =>
    {
        _published.Enqueue(e);
        return Task.CompletedTask;
    });
}
