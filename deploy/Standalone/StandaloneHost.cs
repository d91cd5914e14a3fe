using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Preau.Billing;
using Preau.DemoTreasury;
using Preau.Families;
using Preau.Family;
using Preau.Gateway;
using Preau.Identity;
using Preau.Messaging;
using Preau.Office;
using Preau.Planning;
using Preau.Platform;

namespace Preau.Standalone;

/// <summary>
/// All hosts in one process, each with its own container, its own loopback port and its own SQLite file; events cross by the in-process fabric.
/// The same programs as in the cluster: only configuration differs.
/// </summary>
public sealed partial class StandaloneHost : IAsyncDisposable
{
    private static readonly string[] Services = ["family", "planning", "billing", "messaging"];
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, bool> Given = new();
    private readonly StandaloneOptions _options;
    private readonly InProcessFabric _fabric = new();
    private readonly DirectCalls _calls = new();
    private readonly List<WebApplication> _running = [];
    private readonly Dictionary<string, string> _addresses = [];
    private readonly Dictionary<string, string?> _settings;
    private readonly string? _treasury;

    private StandaloneHost(StandaloneOptions options)
    {
        _options = options;
        foreach (var host in (string[])["identity", .. Services, "families", "office"])
        {
            _addresses[host] = $"http://127.0.0.1:{FreePort()}";
        }

        _settings = new Dictionary<string, string?>
        {
            ["PublicUrl"] = options.PublicUrl,
            ["Auth:Issuer"] = options.PublicUrl + "/identity/",
            ["Auth:Metadata"] = _addresses["identity"] + "/identity/.well-known/openid-configuration",
            ["Identity:InternalUrl"] = _addresses["identity"],
            ["Gateway:Url"] = $"http://127.0.0.1:{options.Port}",
            ["Database:Directory"] = options.Data,
            ["DataProtection:Directory"] = Path.Combine(options.Data, "keys"),
            ["Certificates:KeyFile"] = Path.Combine(options.Data, "keys", "certificates.key"),
            ["Mail:Directory"] = Path.Combine(options.Data, "mail"),
            // The communes beside the program are the demonstration's, like their families; in production Tenants__Directory says which to take.
            ["Tenants:Directory"] = options.Production ? null : options.Tenants,
            ["Demo:Directory"] = options.Production ? null : options.Demo,
            // One process holds both sides, so each start has its own secrets.
            ["Clients:Families:Secret"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(24)),
            ["Clients:Office:Secret"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(24)),
            ["Clock:Offset"] = options.Offset == TimeSpan.Zero ? null : options.Offset.TotalSeconds.ToString(CultureInfo.InvariantCulture),
        };
        foreach (var (host, address) in _addresses)
        {
            _settings[$"ReverseProxy:Clusters:{host}:Destinations:d1:Address"] = address + "/";
            _settings["Services:" + host] = address;
        }

        if (!options.Production)
        {
            // A demonstration pays to the end, at a treasury that moves no money.
            _treasury = $"http://127.0.0.1:{FreePort()}";
            _settings["PayFip:Service"] = _treasury + DemoTreasuryApp.ServicePath;
            _settings["PayFip:Page"] = _treasury + DemoTreasuryApp.PagePath;
            _settings["Ui:FormOrigins:0"] = _treasury;
            _settings["Operator:Contact"] = "assistance@preau.example";
            // And asks for quotients of its own people.
            _settings["ApiParticulier:Address"] = _treasury;
            _settings["ApiParticulier:Token"] = Convert.ToHexString(RandomNumberGenerator.GetBytes(24));
        }

        foreach (var (key, value) in options.More)
        {
            _settings[key] = value;
        }
    }

    public string Address => _options.PublicUrl;

    public IReadOnlyDictionary<string, string> Addresses => _addresses;

    public IReadOnlyList<WebApplication> Hosts => _running;

    public static async Task<StandaloneHost> StartAsync(StandaloneOptions options)
    {
        if (options.Fresh)
        {
            Forget(options.Data);
        }

        var host = new StandaloneHost(options);
        try
        {
            await host.StartAllAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>What the person who started it reads.</summary>
    public string Welcome() => $"""
        Ready: {Address}
        {(_options.Production ? "" : $"""

          commune                  account               password      opens
          Biviers                  jean.dupont           Preau-2026    {Address}/biviers/
          Biviers                  jeanne.dupont         Preau-2026    {Address}/biviers/
          Biviers                  nouveau.parent        Preau-2026    {Address}/biviers/ (must change the password)
          Biviers, agents          agent.biviers         Preau-2026    {Address}/biviers/mairie/
          Pays de Saint-Marcellin  pays.ztest            Preau-2026    {Address}/pays-saint-marcellin/
          Biviers and Pays         paul.martin           Preau-2026    {Address}/biviers/ and {Address}/pays-saint-marcellin/
          Saint-Marcellin, agents  agent.saint-marcellin Preau-2026    {Address}/pays-saint-marcellin/mairie/
          Croc’Vacances            sophie.lambert        Preau-2026    {Address}/croc-vacances/
          Croc’Vacances            nadia.benali          Preau-2026    {Address}/croc-vacances/
          Croc’Vacances            eric.girard           Preau-2026    {Address}/croc-vacances/
          Croc’Vacances, agents    agent.croc            Preau-2026    {Address}/croc-vacances/mairie/
          Saint-Martin-d’Auxigny   marie.petit           Preau-2026    {Address}/saint-martin-dauxigny/
          Saint-Martin-d’Auxigny   sylvie.roche          Preau-2026    {Address}/saint-martin-dauxigny/ (foster family)
          Saint-Martin-d’Auxigny   luc.fabre             Preau-2026    {Address}/saint-martin-dauxigny/ (restricted parent)
          Saint-Martin, agents     agent.saint-martin    Preau-2026    {Address}/saint-martin-dauxigny/mairie/
          Harmonie                 jacques.adel          Preau-2026    {Address}/harmonie/
          Harmonie                 camille.brunet        Preau-2026    {Address}/harmonie/
          Harmonie, agents         agent.harmonie        Preau-2026    {Address}/harmonie/mairie/
          platform                 admin                 Preau-2026    {Address}/identity/admin
        """)}
          data in {_options.Data}, mails as files in {Path.Combine(_options.Data, "mail")}. Ctrl-C stops.
        """;

    public async Task WaitForShutdownAsync() => await _running[^1].WaitForShutdownAsync();

    /// <summary>Stops in order: first what faces the outside, last what the others lean on.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var app in Enumerable.Reverse(_running))
        {
            await app.StopAsync();
            await app.DisposeAsync();
        }

        _running.Clear();
    }

    private async Task StartAllAsync()
    {
        // All are built before one starts, so that each has joined the fabric before any sends. Identity first: the others fetch its keys.
        var identity = await IdentityApp.BuildAsync([], With("identity"));
        var services = await Task.WhenAll(
            FamilyApp.BuildAsync([], With("family")), PlanningApp.BuildAsync([], With("planning")), BillingApp.BuildAsync([], With("billing")),
            MessagingApp.BuildAsync([], With("messaging")));
        foreach (var service in services.Prepend(identity))
        {
            await StartOneAsync(service);
        }

        if (_treasury is not null)
        {
            await StartOneAsync(DemoTreasuryApp.Build(b => b.WebHost.UseUrls(_treasury), new ShiftedClock(_options.Offset), _settings["ApiParticulier:Token"]));
        }

        await StartOneAsync(await FamiliesApp.BuildAsync([], With("families")));
        await StartOneAsync(await OfficeApp.BuildAsync([], With("office")));
        await StartOneAsync(await GatewayApp.BuildAsync([], b =>
        {
            With("gateway")(b);
            b.WebHost.UseUrls($"http://localhost:{_options.Port}");
        }));
    }

    private async Task StartOneAsync(WebApplication app)
    {
        await app.StartAsync();
        _running.Add(app);
    }

    private Action<WebApplicationBuilder> With(string name) => b =>
    {
        b.Environment.EnvironmentName = _options.Production ? Environments.Production : "Demo";
        b.WebHost.UseUrls(_addresses.GetValueOrDefault(name, "http://127.0.0.1:0"));
        b.Configuration.AddInMemoryCollection(_settings);
        // Again, over what is set here: the environment has the last word, as in the cluster.
        b.Configuration.AddEnvironmentVariables();
        b.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
        b.Services.AddSingleton(_fabric);
        if (_addresses.TryGetValue(name, out var address))
        {
            _calls.Join(b.Services, address);
        }

        // Ctrl-C is handled once, by the process; not by each host.
        b.Services.AddSingleton<IHostLifetime>(sp =>
            name == "gateway" ? ActivatorUtilities.CreateInstance<Microsoft.Extensions.Hosting.Internal.ConsoleLifetime>(sp) : new NoLifetime());
    };

    // Under the range from which the system draws outgoing ports: one of those could take the place between this look and its use.
    private static int FreePort()
    {
        while (true)
        {
            // A port is given once in a process: who has it may not have opened it yet.
            if (RandomNumberGenerator.GetInt32(18_000, 25_000) is var port && !Given.TryAdd(port, true))
            {
                continue;
            }

            using var probe = new TcpListener(IPAddress.Loopback, port);
            try
            {
                probe.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: another one.
            }
        }
    }

    // Only what the product itself writes: a wrong --data must not empty somebody's folder.
    private static void Forget(string data)
    {
        foreach (var name in (string[])["identity", .. Services])
        {
            foreach (var end in (string[])[".db", ".db-wal", ".db-shm"])
            {
                File.Delete(Path.Combine(data, name + end));
            }
        }

        foreach (var folder in (string[])["keys", "mail"])
        {
            var path = Path.Combine(data, folder);
            if (Directory.Exists(path))
            {
                Directory.Delete(path, recursive: true);
            }
        }
    }

    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
