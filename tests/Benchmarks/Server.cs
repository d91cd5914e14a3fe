using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Preau.EndToEnd;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Benchmarks;

/// <summary>The standalone product as a process of its own, with a town and an empty data folder.</summary>
internal sealed class Server : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("preau-bench-").FullName;
    private readonly Process _process;
    private readonly int _port = FreePort();

    private Server(Town town, bool ownTokens)
    {
        town.Write(_folder);
        _process = new Process
        {
            StartInfo = new ProcessStartInfo(
                "dotnet", [Path.Combine(AppContext.BaseDirectory, "Preau.Standalone.dll"), "--port", _port.ToString(CultureInfo.InvariantCulture), "--data",
                    Data, "--now", "2026-12-08T09:10"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                Environment =
                {
                    ["DOTNET_ENVIRONMENT"] = "Demo", ["DOTNET_gcServer"] = "0", ["RateLimits__Enabled"] = "false", ["MASSTRANSIT_USAGE_TELEMETRY"] = "false",
                    ["Tenants__Directory"] = Path.Combine(_folder, "tenants"), ["Demo__Directory"] = Path.Combine(_folder, "demo"),
                    ["Clients__Families__Secret"] = Cluster.Secret, ["Clients__Office__Secret"] = Cluster.Secret,
                },
            },
        };
        if (ownTokens)
        {
            _process.StartInfo.Environment["Auth__SigningKey"] = Tokens.Key;
        }
    }

    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{_port}");

    public string Data => Path.Combine(_folder, "data");

    /// <param name="ownTokens">It takes the tokens of <see cref="Tokens"/> instead of its own: signing thousands in is no part of a measure.</param>
    public static async Task<Server> StartAsync(Town town, bool ownTokens = false)
    {
        var server = new Server(town, ownTokens);
        try
        {
            await server.RunAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>User and system time of the process until now.</summary>
    public TimeSpan Cpu()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public double ResidentMegabytes()
    {
        _process.Refresh();
        return _process.WorkingSet64 / 1e6;
    }

    /// <summary>Waits until every event has been applied everywhere.</summary>
    public async Task SettleAsync()
    {
        var until = TimeProvider.System.GetUtcNow().AddMinutes(20);
        for (var empty = 0; empty < 3; await Task.Delay(200))
        {
            empty = await WaitingAsync() == 0 ? empty + 1 : 0;
            if (TimeProvider.System.GetUtcNow() > until)
            {
                throw new TimeoutException("Events still wait after 20 minutes.");
            }
        }
    }

    /// <summary>The API of the town with a token of the measure's own.</summary>
    public HttpClient Api(Membership member, HttpMessageHandler handler) => new(handler, disposeHandler: false)
    {
        BaseAddress = new Uri($"{Address}/api/{Town.Slug}/"),
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", Tokens.IssueFrom(Address + "/identity/", "Parent Bench", member)) },
    };

    public Task<HttpClient> ApiAsync(string account, bool office = false) => SignIn.ApiClientAsync(Address, Town.Slug, account, office);

    public async ValueTask DisposeAsync()
    {
        if (IsStarted && !_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private bool IsStarted { get; set; }

    private async Task RunAsync()
    {
        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process.EnableRaisingEvents = true;
        _process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The server ended before it was ready."));
        _process.OutputDataReceived += (_, line) =>
        {
            if (line.Data?.StartsWith("Ready:", StringComparison.Ordinal) == true)
            {
                ready.TrySetResult();
            }
            else if (line.Data?.Contains("fail:", StringComparison.Ordinal) == true)
            {
                Report.Progress(line.Data);
            }
        };
        _process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is { } text)
            {
                Report.Progress(text);
            }
        };
        IsStarted = _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await ready.Task.WaitAsync(TimeSpan.FromMinutes(5));
        await SettleAsync();
    }

    private async Task<long> WaitingAsync()
    {
        var waiting = 0L;
        foreach (var service in Cluster.Services)
        {
            await using var db = new SqliteConnection(new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(Data, service + ".db"),
                Mode = SqliteOpenMode.ReadOnly,
                Pooling = false
            }
                .ToString());
            await db.OpenAsync();
            await using var count = db.CreateCommand();
            count.CommandText = "SELECT COUNT(*) FROM OutboxMessages";
            waiting += (long)(await count.ExecuteScalarAsync())!;
        }

        return waiting;
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
