using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Preau.Benchmarks;

/// <summary>Requests per second with eight connections: by wrk when it is there, else by clients of our own, which cost more of the same cores.</summary>
internal static partial class Throughput
{
    private const int Connections = 8;

    public static async Task MeasureAsync(Server server, BenchOptions options, Report report)
    {
        using var session = await BrowserSession.SignInAsync(server.Address, Town.Parent(0));
        await RunAsync("home page, signed in", ">= 1 000 req/s", session.Home, session.Cookie, server, options, report, "52-91 req/s, 23 ms CPU");
        using var stranger = new HttpClient();
        using var page = await stranger.GetAsync(session.Home);
        await RunAsync("sign-in page", "", page.RequestMessage!.RequestUri!.ToString(), null, server, options, report, "110-218 req/s, 12.6 ms CPU");
    }

    private static async Task RunAsync(string what, string goal, string url, string? cookie, Server server, BenchOptions options, Report report, string peer)
    {
        await CheckAsync(url, cookie);
        // By number, as for other pages: on a busy machine some seconds warm nothing.
        await WarmAsync(url, cookie, options.WarmUp);
        var before = server.Cpu();
        var (perSecond, failed, by) = await OnceAsync(url, cookie, options.Seconds);
        var cpu = (server.Cpu() - before).TotalMilliseconds / Math.Max(1, perSecond * options.Seconds);
        report.Add(what, goal,
            Report.Invariant($"{perSecond:0} req/s, {cpu:0.00} ms CPU each, {failed} failed ({by}, {Connections} connections, {options.Seconds} s)"), peer);
    }

    // wrk takes a redirection for a success: the address must give the page itself.
    private static async Task CheckAsync(string url, string? cookie)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using var answer = await client.SendAsync(request);
        if (answer.StatusCode != System.Net.HttpStatusCode.OK)
        {
            throw new InvalidOperationException($"{(int)answer.StatusCode} instead of the page.");
        }
    }

    private static async Task WarmAsync(string url, string? cookie, int requests)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        if (cookie is not null)
        {
            client.DefaultRequestHeaders.Add("Cookie", cookie);
        }

        for (var i = 0; i < requests; i++)
        {
            await client.GetByteArrayAsync(url);
        }
    }

    private static async Task<(double PerSecond, int Failed, string By)> OnceAsync(string url, string? cookie, int seconds)
    {
        try
        {
            return await WrkAsync(url, cookie, seconds);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return await OwnAsync(url, cookie, seconds);
        }
    }

    private static async Task<(double, int, string)> WrkAsync(string url, string? cookie, int seconds)
    {
        string[] header = cookie is null ? [] : ["-H", "Cookie: " + cookie];
        using var wrk = Process.Start(new ProcessStartInfo("wrk",
            ["-t1", $"-c{Connections}", $"-d{seconds}s", "--timeout", "10s", .. header, url])
        { RedirectStandardOutput = true })!;
        var text = await wrk.StandardOutput.ReadToEndAsync();
        await wrk.WaitForExitAsync();
        var failed = NotOk().Match(text) is { Success: true } some ? int.Parse(some.Groups[1].Value, CultureInfo.InvariantCulture) : 0;
        return PerSecond().Match(text) is { Success: true } rate
            ? (double.Parse(rate.Groups[1].Value, CultureInfo.InvariantCulture), failed, "wrk") : throw new InvalidOperationException("wrk says: " + text);
    }

    private static async Task<(double, int, string)> OwnAsync(string url, string? cookie, int seconds)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = Connections });
        if (cookie is not null)
        {
            client.DefaultRequestHeaders.Add("Cookie", cookie);
        }

        var (done, failed) = (0, 0);
        var start = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(async _ =>
        {
            while (TimeProvider.System.GetElapsedTime(start).TotalSeconds < seconds)
            {
                using var answer = await client.GetAsync(url);
                await answer.Content.ReadAsByteArrayAsync();
                Interlocked.Increment(ref done);
                if (!answer.IsSuccessStatusCode)
                {
                    Interlocked.Increment(ref failed);
                }
            }
        }));
        return (done / TimeProvider.System.GetElapsedTime(start).TotalSeconds, failed, "own client");
    }

    [GeneratedRegex(@"Requests/sec:\s+([0-9.]+)")]
    private static partial Regex PerSecond();

    [GeneratedRegex(@"Non-2xx or 3xx responses: (\d+)")]
    private static partial Regex NotOk();
}
