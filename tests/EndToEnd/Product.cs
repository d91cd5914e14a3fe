using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Preau.EndToEnd;
using Preau.Standalone;

[assembly: AssemblyFixture(typeof(Product))]
[assembly: AssemblyFixture(typeof(Browser))]
[assembly: AssemblyFixture(typeof(Preau.Testing.Broker))]

namespace Preau.EndToEnd;

/// <summary>The whole product in this process, on its own port and data folder; the clock starts on Tuesday 8 December 2026, 9:10 in France.</summary>
public sealed class Product : IAsyncLifetime
{
    public const string Now = "2026-12-08T09:10:00+01:00";
    private readonly string _data = Directory.CreateTempSubdirectory("preau-e2e-").FullName;
    private StandaloneHost _host = null!;

    public string Address => _host.Address;

    public StandaloneHost Host => _host;

    public string MailFolder => Path.Combine(_data, "mail");

    public async ValueTask InitializeAsync() => _host = await StandaloneHost.StartAsync(new StandaloneOptions(
        FreePort(), _data, DateTimeOffset.Parse(Now, CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow(), Fresh: false, Production: false)
    {
        // Many browsers behind one address would meet the limits meant for strangers; those have their own tests.
        More = new Dictionary<string, string?> { ["RateLimits:Enabled"] = "false" },
    });

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
