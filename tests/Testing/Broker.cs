using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace Preau.Testing;

/// <summary>
/// A real RabbitMQ node of its own for one test assembly, started when the first test asks for it and stopped at the end:
/// <c>[assembly: AssemblyFixture(typeof(Broker))]</c>, then <see cref="UrlAsync"/>.
/// </summary>
public sealed class Broker : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("preau-broker-").FullName;
    private readonly SemaphoreSlim _one = new(1, 1);
    private int _port;

    /// <summary>amqp address of the running broker.</summary>
    public async Task<string> UrlAsync()
    {
        await _one.WaitAsync();
        try
        {
            if (_port == 0)
            {
                _port = Ports.Free();
                await RunAsync("start");
            }
        }
        finally
        {
            _one.Release();
        }

        return $"amqp://guest:guest@127.0.0.1:{_port}/";
    }

    /// <summary>As a power cut would; the data stays.</summary>
    public Task KillAsync() => RunAsync("kill");

    public Task StartAsync() => RunAsync("start");

    public Task RestartAsync() => RunAsync("restart");

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_port != 0)
        {
            await RunAsync("stop");
        }

        _one.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async Task RunAsync(string command)
    {
        var start = new ProcessStartInfo(Path.Combine(RepositoryRoot(), "tests", "broker.sh"), command) { RedirectStandardError = true };
        start.Environment["BROKER_PORT"] = _port.ToString(CultureInfo.InvariantCulture);
        start.Environment["BROKER_DIR"] = _directory;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"tests/broker.sh {command}: {await process.StandardError.ReadToEndAsync()}");
        }
    }

    // The node takes three ports, all below those the system hands out for outgoing connections.

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string RepositoryRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Preau.slnx")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("Not inside the repository.");
        }

        return folder;
    }
}
