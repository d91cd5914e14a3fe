using Preau.EndToEnd;
using Preau.Standalone;

[assembly: AssemblyFixture(typeof(DemoData))]
[assembly: AssemblyFixture(typeof(Browser))]
[assembly: AssemblyFixture(typeof(Preau.Testing.Broker))]

namespace Preau.EndToEnd;

/// <summary>
/// The whole product in this process for one class (<c>IClassFixture&lt;Product&gt;</c>), on its own port with its own copy of the demo's data;
/// the clock starts on Tuesday 8 December 2026, 9:10 in France.
/// </summary>
public sealed class Product(DemoData demo, Browser browser) : IAsyncLifetime
{
    public const string Now = "2026-12-08T09:10:00+01:00";
    private readonly string _data = Directory.CreateTempSubdirectory("preau-e2e-").FullName;
    private StandaloneHost _host = null!;

    public string Address => _host.Address;

    public StandaloneHost Host => _host;

    public string MailFolder => Path.Combine(_data, "mail");

    public async ValueTask InitializeAsync()
    {
        await demo.CopyToAsync(_data);
        _host = await DemoData.StartAsync(_data);
    }

    /// <summary>A client of the APIs, through the gateway, with this person's own token.</summary>
    public Task<HttpClient> ApiAsync(string tenant, string account, bool office = false) =>
        SignIn.ApiClientAsync(Address, tenant, account, office, _host.Hosts[0].Configuration[office ? "Clients:Office:Secret" : "Clients:Families:Secret"]);

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync(this);
        await _host.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_data, recursive: true);
    }
}
