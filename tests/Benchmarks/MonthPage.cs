namespace Preau.Benchmarks;

/// <summary>GET of the month page by signed-in parents in turn, one at a time: CPU of the server, time, size as the browser unpacks it.</summary>
internal static class MonthPage
{
    public const string Goal = "<= 15 ms CPU, <= 60 kB";
    public const string Peer = "107 ms CPU, p50 104-118 ms, 272 kB";

    public static async Task MeasureAsync(string what, Server server, BenchOptions options, Report report, IEnumerable<string> accounts, string peer)
    {
        var sessions = new List<BrowserSession>();
        foreach (var account in accounts)
        {
            sessions.Add(await BrowserSession.SignInAsync(server.Address, account));
        }

        const string path = "planning?mois=" + Town.Month;
        for (var i = 0; i < options.WarmUp; i++)
        {
            await sessions[i % sessions.Count].Client.GetByteArrayAsync(path);
        }

        var times = new Times();
        var bytes = 0L;
        var before = server.Cpu();
        for (var i = 0; i < options.Pages; i++)
        {
            bytes += (await times.OfAsync(() => sessions[i % sessions.Count].Client.GetByteArrayAsync(path))).Length;
        }

        var cpu = (server.Cpu() - before).TotalMilliseconds / options.Pages;
        report.Add(what, Goal, Report.Invariant($"{cpu:0.0} ms CPU, {times}, {bytes / 1e3 / options.Pages:0.0} kB"), peer);
        sessions.ForEach(s => s.Dispose());
    }
}
