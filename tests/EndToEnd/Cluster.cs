using System.Diagnostics;
using System.Net;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>Every host as its own process, as in production: SQLite files, a real RabbitMQ, the gateway in front.</summary>
public sealed class Cluster : IAsyncDisposable
{
    public static readonly string[] Services = ["family", "planning", "billing", "messaging"];
    private const string Second = ".2";
    private readonly string _directory = Directory.CreateTempSubdirectory("preau-cluster-").FullName;
    private readonly Dictionary<string, Process> _processes = [];
    private readonly Dictionary<string, string> _addresses = [];
    private readonly Dictionary<string, string> _environment;
    private readonly int _port = Ports.Free();

    /// <param name="more">Settings over those of every host, "Section__Key".</param>
    /// <param name="replicas">Each host but the gateway has a second place, in which <see cref="ReplaceAsync"/> starts its successor.</param>
    /// <param name="wired">A host that the gateway reaches over a <see cref="Wire"/> only.</param>
    /// <param name="clocks">Each host has a <see cref="FalseClock"/> under its name.</param>
    public Cluster(
        string broker, string now, IReadOnlyDictionary<string, string>? more = null, bool replicas = false, string? wired = null, bool clocks = false)
    {
        foreach (var host in (string[])["identity", .. Services, "families", "office"])
        {
            _addresses[host] = $"http://127.0.0.1:{Ports.Free()}";
        }

        _addresses["gateway"] = $"http://localhost:{_port}";
        var offset = DateTimeOffset.Parse(now, System.Globalization.CultureInfo.InvariantCulture) - TimeProvider.System.GetUtcNow();
        _environment = new Dictionary<string, string>
        {
            ["DOTNET_ENVIRONMENT"] = "Demo",
            ["MASSTRANSIT_USAGE_TELEMETRY"] = "false",
            ["Bus__Transport"] = "rabbitmq",
            ["Bus__Address"] = broker,
            ["PublicUrl"] = PublicUrl,
            ["Auth__Issuer"] = PublicUrl + "/identity/",
            ["Auth__Metadata"] = _addresses["identity"] + "/identity/.well-known/openid-configuration",
            ["Identity__InternalUrl"] = _addresses["identity"],
            ["Gateway__Url"] = PublicUrl.Replace("localhost", "127.0.0.1", StringComparison.Ordinal),
            ["Database__Directory"] = _directory,
            ["DataProtection__Directory"] = Path.Combine(_directory, "keys"),
            ["Mail__Directory"] = Path.Combine(_directory, "mail"),
            ["Tenants__Directory"] = Path.Combine(AppContext.BaseDirectory, "tenants"),
            ["Demo__Directory"] = Path.Combine(AppContext.BaseDirectory, "demo"),
            ["Clients__Families__Secret"] = Secret,
            ["Clients__Office__Secret"] = Secret,
            ["RateLimits__Enabled"] = "false",
            ["Clock__Offset"] = offset.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture),
        };
        foreach (var (host, address) in _addresses)
        {
            _environment[$"ReverseProxy__Clusters__{host}__Destinations__d1__Address"] = address + "/";
        }

        if (wired is not null)
        {
            Wire = new Wire(_addresses[wired]);
            _environment[$"ReverseProxy__Clusters__{wired}__Destinations__d1__Address"] = Wire.Address + "/";
        }

        if (replicas)
        {
            AddSecondPlaces();
        }

        Clock = clocks ? new FalseClock(_directory) : null;
        foreach (var (key, value) in more ?? new Dictionary<string, string>())
        {
            _environment[key] = value;
        }
    }

    public static string Secret { get; } = Guid.NewGuid().ToString("N");

    public string PublicUrl => $"http://localhost:{_port}";

    public string DataDirectory => _directory;

    /// <summary>Where the programs are that are started from now on: this version's, or those of another one.</summary>
    public string Programs { get; set; } = AppContext.BaseDirectory;

    /// <summary>Between the gateway and the one host that was asked for.</summary>
    public Wire? Wire { get; }

    /// <summary>The hosts' clocks, where they were asked for.</summary>
    public FalseClock? Clock { get; }

    /// <summary>Migrates each service (which also declares its queue) before any host runs, then starts all and waits until they are ready.</summary>
    public async Task StartAsync()
    {
        await MigrateAsync();
        var hosts = _addresses.Keys.Where(h => !h.EndsWith(Second, StringComparison.Ordinal)).ToList();
        foreach (var host in hosts)
        {
            _processes[host] = Launch(host);
        }

        foreach (var host in hosts)
        {
            await WaitUntilReadyAsync(host);
        }
    }

    /// <summary>As the job of an update does, also while hosts of another version run.</summary>
    public Task MigrateAsync() => Task.WhenAll(((string[])["identity", .. Services]).Select(async host =>
    {
        using var migrate = Launch(host, "migrate");
        await migrate.WaitForExitAsync();
        Assert.True(migrate.ExitCode == 0, $"{host} migrate ended with {migrate.ExitCode}:\n{await ReadLogAsync(host)}");
    }));

    /// <summary>As a rolling update does: a successor is ready before the old process is told to end, which takes leave and ends by itself.</summary>
    /// <returns>The old process's exit status; 0 when it ended in order.</returns>
    public async Task<int> ReplaceAsync(string host)
    {
        var (old, next) = _processes.ContainsKey(host) ? (host, host + Second) : (host + Second, host);
        await StartAgainAsync(next);
        var leaving = _processes[old];
        using (var tell = Process.Start("kill", ["-TERM", leaving.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await tell.WaitForExitAsync();
        }

        await leaving.WaitForExitAsync();
        var status = leaving.ExitCode;
        _processes.Remove(old);
        leaving.Dispose();
        return status;
    }

    /// <summary>Ends a host at once, as a power cut would.</summary>
    public async Task KillAsync(string host)
    {
        _processes[host].Kill();
        await _processes[host].WaitForExitAsync();
        _processes[host].Dispose();
        _processes.Remove(host);
    }

    /// <summary>The kernel refuses each byte that a host would add to a file, as on a full disk; or no longer does.</summary>
    public async Task FillDiskAsync(string host, bool full)
    {
        using var limit = Process.Start("prlimit", [$"--pid={_processes[host].Id}", full ? "--fsize=0:unlimited" : "--fsize=unlimited:unlimited"]);
        await limit.WaitForExitAsync();
        Assert.Equal(0, limit.ExitCode);
    }

    public async Task StartAgainAsync(string host)
    {
        _processes[host] = Launch(host);
        await WaitUntilReadyAsync(host);
    }

    public HttpClient Client() => new() { BaseAddress = new Uri(PublicUrl) };

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.Values)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        if (Wire is not null)
        {
            await Wire.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    // Two destinations a host, looked at every second. Nobody calls one of them by its own address: what a host asks of another goes through the gateway.
    private void AddSecondPlaces()
    {
        foreach (var host in _addresses.Keys.Where(h => h != "gateway").ToList())
        {
            _addresses[host + Second] = $"http://127.0.0.1:{Ports.Free()}";
            var cluster = $"ReverseProxy__Clusters__{host}__";
            _environment[cluster + "Destinations__d2__Address"] = _addresses[host + Second] + "/";
            _environment[cluster + "HealthCheck__AvailableDestinationsPolicy"] = "HealthyOrPanic";
            _environment[cluster + "HealthCheck__Active__Enabled"] = "true";
            _environment[cluster + "HealthCheck__Active__Interval"] = "00:00:01";
            _environment[cluster + "HealthCheck__Active__Timeout"] = "00:00:05";
            _environment[cluster + "HealthCheck__Active__Path"] = "/health/ready";
            _environment[cluster + "Metadata__ConsecutiveFailuresHealthPolicy.Threshold"] = "1";
        }

        _environment["Shutdown__DrainSeconds"] = "5";
        _environment["Auth__Metadata"] = _environment["Gateway__Url"] + "/identity/.well-known/openid-configuration";
        _environment["Identity__InternalUrl"] = _environment["Gateway__Url"];
    }

    private async Task WaitUntilReadyAsync(string host)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await Eventually.SeeAsync(async () =>
        {
            try
            {
                return (await client.GetAsync(_addresses[host] + "/health/ready")).StatusCode;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                Assert.False(_processes[host].HasExited,
                    $"{host} ended with {(_processes[host].HasExited ? _processes[host].ExitCode : 0)}:\n{await ReadLogAsync(host)}");
                return HttpStatusCode.ServiceUnavailable;
            }
        }, status => status == HttpStatusCode.OK, seconds: 180);
    }

    private Process Launch(string host, params string[] arguments)
    {
        var name = char.ToUpperInvariant(host[0]) + host.Replace(Second, "", StringComparison.Ordinal)[1..];
        // A write past the limit of FillDiskAsync is to fail as on a full disk, not to end the process by a signal.
        string[] command = ["dotnet", Path.Combine(Programs, $"Preau.{name}.dll"), .. arguments];
        var start = new ProcessStartInfo("sh", ["-c", "trap '' XFSZ; exec \"$@\"", "sh", .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["ASPNETCORE_URLS"] = _addresses[host] },
        };
        foreach (var (key, value) in _environment)
        {
            start.Environment[key] = value;
        }

        Clock?.Give(host, start.Environment);
        var process = Process.Start(start)!;
        var log = TextWriter.Synchronized(new StreamWriter(LogPath(host), append: true) { AutoFlush = true });
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        void Keep(string? line)
        {
            if (line is not null)
            {
                log.WriteLine(line);
            }
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private string LogPath(string host) => Path.Combine(_directory, host + "." + Guid.NewGuid().ToString("N")[..8] + ".log");

    private async Task<string> ReadLogAsync(string host)
    {
        var texts = Directory.GetFiles(_directory, host + ".*.log").Select(async path =>
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            return await reader.ReadToEndAsync();
        });
        return string.Join('\n', await Task.WhenAll(texts));
    }
}
