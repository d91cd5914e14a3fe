using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Preau.Standalone;

/// <summary>What <c>deploy/run.sh</c> passes on. Every wrong value is one sentence.</summary>
/// <param name="Offset">Shift of the product's clock; zero outside demos and tests.</param>
public sealed record StandaloneOptions(int Port, string Data, TimeSpan Offset, bool Fresh, bool Production)
{
    private static readonly string[] Local = ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-dd HH:mm"];
    private static readonly string[] WithOffset = ["yyyy-MM-ddTHH:mmzzz", "yyyy-MM-ddTHH:mm:sszzz", "yyyy-MM-ddTHH:mmZ", "yyyy-MM-ddTHH:mm:ssZ"];

    public string PublicUrl { get; init; } = $"http://localhost:{Port}";

    /// <summary>More configuration for every host, e.g. Mail:Host; from tests and environment.</summary>
    public IReadOnlyDictionary<string, string?> More { get; init; } = new Dictionary<string, string?>();

    /// <summary>Nothing is served: the file of each commune is written into this folder, as its settings stand.</summary>
    public string? Export { get; init; }

    /// <summary>Nothing is served: all databases and keys are copied into a new folder in this one, as of one moment.</summary>
    public string? Backup { get; init; }

    /// <summary>Nothing is served: one act of the operator, "close biviers"; what it tells is heard at the next start.</summary>
    public IReadOnlyList<string>? Commune { get; init; }

    /// <summary>Commune files and demo data; beside the program unless said otherwise.</summary>
    public string Tenants { get; init; } = Path.Combine(AppContext.BaseDirectory, "tenants");

    public string Demo { get; init; } = Path.Combine(AppContext.BaseDirectory, "demo");

    public static StandaloneOptions? Read(string[] args, out string error)
    {
        if (StandaloneArguments.Read(args, out error) is not { } given)
        {
            return null;
        }

        var (port, data, now, fresh, export, backup, commune) = given;
        var production = string.Equals(
            Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT"), "Production",
            StringComparison.OrdinalIgnoreCase);
        if (now is not null && production)
        {
            error = "--now is refused in production: it shifts every deadline.";
            return null;
        }

        var offset = TimeSpan.Zero;
        if (now is not null)
        {
            if (Instant(now) is not { } start)
            {
                error = $"--now needs a whole date, with or without a time, such as 2026-12-08 or 2026-12-08T09:10, not '{now}'.";
                return null;
            }

            offset = start - TimeProvider.System.GetUtcNow();
        }

        var serves = export is null && backup is null && commune is null;
        if (!serves && fresh)
        {
            error = "--export, --backup and commune work on what is in the data folder; --fresh would empty it first.";
            return null;
        }

        return (!serves || CanListen(port, out error)) && CanWrite(ref data, out error)
            && (export is null || CanWrite(ref export, out error)) && (backup is null || CanWrite(ref backup, out error))
            ? new StandaloneOptions(port, data, offset, fresh, production) { Export = export, Backup = backup, Commune = commune } : null;
    }

    /// <summary>Without an offset, the hour is the communes' own: mainland France.</summary>
    private static DateTimeOffset? Instant(string text)
    {
        if (DateTime.TryParseExact(text, Local, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return new DateTimeOffset(local, TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris").GetUtcOffset(local));
        }

        return DateTimeOffset.TryParseExact(text, WithOffset, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null;
    }

    private static bool CanListen(int port, out string error)
    {
        error = "";
        try
        {
            using var probe = new TcpListener(IPAddress.Loopback, port);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            error = $"Port {port} is in use or not allowed: stop what uses it, or choose another with --port.";
            return false;
        }
    }

    private static bool CanWrite(ref string data, out string error)
    {
        error = "";
        try
        {
            data = Directory.CreateDirectory(data).FullName;
            var probe = Path.Combine(data, ".probe");
            File.WriteAllText(probe, "");
            File.Delete(probe);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = $"Can't write to the folder '{data}': choose another, or give yourself the right to it.";
            return false;
        }
    }
}
