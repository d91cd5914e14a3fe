using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Preau.Contracts.Api;
using Preau.EndToEnd;
using Preau.Standalone;
using Preau.Testing;

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

    public async ValueTask InitializeAsync()
    {
        _host = await StandaloneHost.StartAsync(new StandaloneOptions(
            FreePort(), _data, DateTimeOffset.Parse(Now, CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow(), Fresh: false, Production: false)
        {
            // Many browsers behind one address would meet the limits meant for strangers; those have their own tests.
            More = new Dictionary<string, string?> { ["RateLimits:Enabled"] = "false" },
        });
        // Demo families reach the other services by events, like everything else.
        foreach (var (tenant, account, children) in (IEnumerable<(string, string, int)>)[("biviers", "jean.dupont", 3), ("pays-saint-marcellin", "pays.ztest", 1)])
        {
            using var parent = await ApiAsync(tenant, account);
            await Eventually.SeeAsync(async () => (await parent.GetAsAsync<MonthView>("planning/month?month=2027-01")).Children.Length, n => n == children, seconds: 60);
            await Eventually.SeeAsync(async () => (await parent.GetAsAsync<AccountView>("billing/account")).Quotient, q => q is not null, seconds: 60);
        }
    }

    /// <summary>A client of the APIs, through the gateway, with this person's own token.</summary>
    public Task<HttpClient> ApiAsync(string tenant, string account, bool office = false) =>
        SignIn.ApiClientAsync(Address, tenant, account, office, _host.Hosts[0].Configuration[office ? "Clients:Office:Secret" : "Clients:Families:Secret"]);

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
