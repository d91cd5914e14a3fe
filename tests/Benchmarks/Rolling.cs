using System.Collections.Concurrent;
using System.Net.Http.Json;
using Preau.Contracts.Api;
using Preau.EndToEnd;
using Preau.Testing;

namespace Preau.Benchmarks;

/// <summary>
/// A rolling update: every host but the gateway gives way to a successor, one after the other, while parents read pages and book days. Two processes
/// of one service share its SQLite file meanwhile; with <c>--old</c> the first are of an earlier version, on a schema that is already the next one's.
/// Counted: requests that failed, and booked days that were not billed once.
/// </summary>
internal static class Rolling
{
    private static readonly string[] Order = ["identity", .. Cluster.Services, "families", "office"];

    public static async Task MeasureAsync(BenchOptions options, Report report)
    {
        var folder = Directory.CreateTempSubdirectory("preau-rolling-").FullName;
        try
        {
            var town = new Town(8, 8, programs: options.Old);
            town.Write(folder);
            await using var broker = new Broker();
            await using var cluster = new Cluster(await broker.UrlAsync(), "2026-12-08T09:10:00+01:00", new Dictionary<string, string>
            {
                ["Tenants__Directory"] = Path.Combine(folder, "tenants"),
                ["Demo__Directory"] = Path.Combine(folder, "demo"),
            }, replicas: true);
            cluster.Programs = options.Old ?? cluster.Programs;
            await cluster.StartAsync();
            await RunAsync(cluster, options, report);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(Cluster cluster, BenchOptions options, Report report)
    {
        using (var first = await SignIn.ApiClientAsync(cluster.PublicUrl, Town.Slug, Town.Parent(0)))
        {
            await Eventually.SeeAsync(async () => (await first.GetAsAsync<MonthView>($"planning/month?month={Town.Month}")).Children.Length, n => n > 0,
                seconds: 120);
        }

        var load = new Load(cluster.PublicUrl);
        using var stop = new CancellationTokenSource();
        var work = Task.WhenAll(load.PagesAsync(Town.Parent(0), stop.Token), load.PagesAsync(Town.Parent(1), stop.Token),
            load.ReadsAsync(Town.Parent(2), stop.Token), load.WritesAsync(Town.Parent(3), stop.Token));
        await Eventually.SeeAsync(() => Task.FromResult(load.Done), n => n > 100, seconds: 120);
        if (options.Old is not null)
        {
            var (before, failed) = (load.Done, load.Failed.Count);
            cluster.Programs = AppContext.BaseDirectory;
            await cluster.MigrateAsync();
            report.Add("databases migrated under the earlier version", "0 failed",
                Report.Invariant($"{load.Done - before} requests, {load.Failed.Count - failed} failed"));
        }

        foreach (var host in options.Quick ? Order.Skip(2).Take(1) : Order)
        {
            var (before, failed) = (load.Done, load.Failed.Count);
            var start = TimeProvider.System.GetTimestamp();
            var status = await cluster.ReplaceAsync(host);
            report.Add($"{host} replaced under load", "0 failed", Report.Invariant(
                $"{load.Done - before} requests, {load.Failed.Count - failed} failed; {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s, old process ended with {status}"));
        }

        await stop.CancelAsync();
        await work;
        using var parent = await SignIn.ApiClientAsync(cluster.PublicUrl, Town.Slug, Town.Parent(3));
        await Eventually.SeeAsync(() => LinesAsync(parent, load.Booked), n => n == load.Booked.Count, seconds: 120);
        report.Add("  all requests meanwhile", "0 failed",
            Report.Invariant($"{load.Done} requests, {load.Failed.Count} failed; {load.Booked.Count} days booked, each billed once"));
        foreach (var kind in load.Failed.GroupBy(f => f).OrderByDescending(g => g.Count()).Take(10))
        {
            report.Add("  failed", "", $"{kind.Count()} x {kind.Key}");
        }

        if (!load.Failed.IsEmpty)
        {
            throw new InvalidOperationException($"{load.Failed.Count} requests failed.");
        }
    }

    private static async Task<int> LinesAsync(HttpClient parent, IReadOnlyCollection<Intent> booked)
    {
        var lines = new List<(Guid, string, DateOnly)>();
        foreach (var month in booked.Select(i => Report.Invariant($"{i.Date:yyyy-MM}")).Distinct())
        {
            lines.AddRange((await parent.GetAsAsync<ChargesView>($"billing/charges?month={month}")).Lines.Select(l => (l.ChildId, l.Unit, l.Date)));
        }

        return booked.Count(i => lines.Count(l => l == (i.Child!.Value, i.Unit, i.Date!.Value)) == 1);
    }

    /// <summary>People at work: each answer that is not the one they came for is a failure.</summary>
    private sealed class Load(string address)
    {
        private static readonly TimeSpan TokenLife = TimeSpan.FromMinutes(2);
        private int _done;

        public int Done => _done;

        public ConcurrentBag<string> Failed { get; } = [];

        public ConcurrentBag<Intent> Booked { get; } = [];

        public async Task PagesAsync(string account, CancellationToken stop)
        {
            using var session = await BrowserSession.SignInAsync(address, account);
            while (!stop.IsCancellationRequested)
            {
                await TryAsync("page home", () => session.Still.GetAsync(""));
                await TryAsync("page planning", () => session.Still.GetAsync($"planning?mois={Town.Month}"));
            }
        }

        public Task ReadsAsync(string account, CancellationToken stop) => WithTokensAsync(account, async api =>
        {
            foreach (var path in (string[])["family/me", $"planning/month?month={Town.Month}", "billing/account", "messaging/threads"])
            {
                await TryAsync("GET " + path, () => api.GetAsync(path));
            }
        }, stop);

        public Task WritesAsync(string account, CancellationToken stop)
        {
            Queue<Intent>? cells = null;
            return WithTokensAsync(account, async api =>
            {
                cells ??= await FreeCells.OfAsync(api, 100, "2027-01", "2027-03", "2027-05", "2027-06");
                await Task.Delay(500, CancellationToken.None);
                if (!cells.TryDequeue(out var cell))
                {
                    return;
                }

                if (await TryAsync("POST planning/requests", () => api.PostAsJsonAsync("planning/requests", new SubmitRequest(Guid.NewGuid(), [cell]))))
                {
                    Booked.Add(cell);
                }
            }, stop);
        }

        private async Task WithTokensAsync(string account, Func<HttpClient, Task> work, CancellationToken stop)
        {
            while (!stop.IsCancellationRequested)
            {
                if (await SignInAsync(account) is not { } api)
                {
                    continue;
                }

                using var _ = api;
                for (var start = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(start) < TokenLife && !stop.IsCancellationRequested;)
                {
                    await work(api);
                }
            }
        }

        private async Task<HttpClient?> SignInAsync(string account)
        {
            Interlocked.Increment(ref _done);
            try
            {
                return await SignIn.ApiClientAsync(address, Town.Slug, account);
            }
#pragma warning disable CA1031 // whatever went wrong, somebody was not let in
            catch (Exception e)
#pragma warning restore CA1031
            {
                Failed.Add("sign-in: " + e.Message.Split('\n')[0]);
                return null;
            }
        }

        private async Task<bool> TryAsync(string what, Func<Task<HttpResponseMessage>> send)
        {
            Interlocked.Increment(ref _done);
            try
            {
                using var answer = await send();
                await answer.Content.ReadAsByteArrayAsync();
                if (answer.IsSuccessStatusCode)
                {
                    return true;
                }

                Failed.Add($"{what}: {(int)answer.StatusCode}");
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
            {
                Failed.Add($"{what}: {e.GetType().Name}");
            }

            return false;
        }
    }
}
