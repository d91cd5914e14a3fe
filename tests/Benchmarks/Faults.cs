using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.EndToEnd;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Benchmarks;

/// <summary>
/// Thousands of days booked while hosts are killed at random, find their disk full, are reached over a wire that is slow and breaks, have their
/// clock set an hour ahead and back (with Debian's package faketime), and the broker is away for a minute; then every event a second time and
/// out of order, and messages that no one can read. Compared at the end: what families were told is accepted,
/// what stands in the planning, what is billed, what was announced.
/// </summary>
internal static class Faults
{
    private static readonly string[] Killed = ["identity", .. Cluster.Services, "families", "office", "gateway"];

    public static async Task MeasureAsync(BenchOptions options, Report report)
    {
        var folder = Directory.CreateTempSubdirectory("preau-faults-").FullName;
        try
        {
            var town = new Town(options.Families, 1);
            town.Write(folder);
            await using var broker = new Broker();
            var url = await broker.UrlAsync();
            await using var cluster = new Cluster(url, "2026-12-08T09:10:00+01:00", new Dictionary<string, string>
            {
                ["Tenants__Directory"] = Path.Combine(folder, "tenants"),
                ["Demo__Directory"] = Path.Combine(folder, "demo"),
                // Tokens of the measure's own: people who are signed in already.
                ["Auth__SigningKey"] = Tokens.Key,
                // The runtime keeps its code in a file of memory, which a full disk must not stop.
                ["DOTNET_EnableWriteXorExecute"] = "0",
            }, wired: "planning", clocks: FalseClock.Library is not null);
            await cluster.StartAsync();
            var ledger = new FaultLedger(cluster.DataDirectory);
            await ledger.SettleAsync(url);
            await EventCopies.StartAsync(url);
            await RunAsync(town, broker, cluster, ledger, options, report);
            await RepeatAsync(url, ledger, report);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(Town town, Broker broker, Cluster cluster, FaultLedger ledger, BenchOptions options, Report report)
    {
        using var done = new CancellationTokenSource();
        var booking = new BookingThroughFaults(cluster.PublicUrl, ledger);
        var jumps = new ClockJumps(cluster, ledger, Killed);
        var start = TimeProvider.System.GetTimestamp();
        var work = booking.RunAsync(town, done);
        var faults = await StrikeAsync(broker, cluster, jumps, booking, TimeSpan.FromSeconds(options.Quick ? 5 : 60), done.Token);
        await work;
        var took = TimeProvider.System.GetElapsedTime(start);
        await ledger.SettleAsync(await broker.UrlAsync());
        report.Add("days accepted while processes died", options.Quick ? "" : ">= 10 000", Report.Invariant(
            $"{ledger.Accepted.Count} days in {took.TotalSeconds:0} s, {booking.Requests} requests, {booking.Repeats} sent again; {string.Join(", ", faults.CountBy(f => f).OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Value} x {f.Key}"))}, broker away once"));
        report.Add("what waited to be sent after a jump of the clock", "<= 10 s", cluster.Clock is null
            ? "not tried: libfaketime (Debian's package faketime) is missing"
            : Report.Invariant($"{jumps.Longest.TotalSeconds:0.0} s at most, {jumps.Jumps} jumps of an hour or two"));
        ledger.Compare("after these faults", report);
    }

    /// <summary>One fault after the other, at random, until all is booked; the broker once, in the middle. At the end all is well again.</summary>
    private static async Task<List<string>> StrikeAsync(
        Broker broker, Cluster cluster, ClockJumps jumps, BookingThroughFaults booking, TimeSpan away, CancellationToken done)
    {
        var (random, faults, outage) = (new Random(13), new List<string>(), Task.CompletedTask);
        var kinds = cluster.Clock is null ? 3 : 4;
        while (!done.IsCancellationRequested)
        {
            if (outage == Task.CompletedTask && booking.Share > 0.3)
            {
                outage = OutageAsync(broker, away);
            }

            faults.Add((faults.Count % kinds, faults.Count / kinds) switch
            {
                (0, var turn) => await KillAsync(cluster, Killed[turn % Killed.Length], random.Next(0, 2000)),
                (1, var turn) => await FillAsync(cluster, Cluster.Services[turn % Cluster.Services.Length], random.Next(1000, 4000)),
                (2, _) => await CutAsync(cluster.Wire!, random),
                _ => await jumps.StrikeAsync(undisturbed: outage.IsCompleted),
            });
            Report.Progress(faults[^1]);
        }

        await outage;
        return faults;
    }

    private static async Task<string> KillAsync(Cluster cluster, string host, int pause)
    {
        await cluster.KillAsync(host);
        await Task.Delay(pause, CancellationToken.None);
        await cluster.StartAgainAsync(host);
        return host + " killed";
    }

    private static async Task<string> FillAsync(Cluster cluster, string host, int pause)
    {
        await cluster.FillDiskAsync(host, full: true);
        await Task.Delay(pause, CancellationToken.None);
        await cluster.FillDiskAsync(host, full: false);
        return host + " with a full disk";
    }

    private static async Task<string> CutAsync(Wire wire, Random random)
    {
        wire.Delay = TimeSpan.FromMilliseconds(random.Next(20, 200));
        for (var i = 0; i < 10; i++)
        {
            await Task.Delay(random.Next(50, 400), CancellationToken.None);
            wire.Cut();
        }

        wire.Delay = TimeSpan.Zero;
        return "the wire to planning slow and cut ten times";
    }

    private static async Task OutageAsync(Broker broker, TimeSpan away)
    {
        await broker.KillAsync();
        Report.Progress("the broker is away");
        await Task.Delay(away);
        await broker.StartAsync();
        Report.Progress("the broker is back");
    }

    private static async Task RepeatAsync(string url, FaultLedger ledger, Report report)
    {
        var (events, poison) = await EventCopies.SendAgainAsync(url);
        await ledger.SettleAsync(url);
        var parked = await EventCopies.ParkedAsync(url);
        report.Add("every event again, shuffled, and unreadable ones", "all parked",
            Report.Invariant($"{events} deliveries again, {poison} unreadable messages sent, {parked} parked"));
        ledger.Compare("after that", report);
        if (parked != poison)
        {
            throw new InvalidOperationException($"{parked} messages are parked, {poison} can't be read.");
        }
    }

    /// <summary>Agents who send again, with the request's own key, until they have an answer; every tenth request goes out from two agents at once.</summary>
    private sealed class BookingThroughFaults(string address, FaultLedger ledger)
    {
        private int _done;
        private int _all = 1;
        private int _repeats;

        public int Requests => _done;

        public int Repeats => _repeats;

        public double Share => (double)_done / _all;

        public async Task RunAsync(Town town, CancellationTokenSource done)
        {
            // In parts of ten cells, as families send them.
            var requests = town.Bookings().SelectMany(f => f.Cells.Chunk(10).Select(c => (f.Family, Cells: c))).ToList();
            _all = requests.Count;
            var waiting = new ConcurrentQueue<(Guid Family, (Guid Child, string Unit, DateOnly Date)[] Cells)>(requests);
            using var api = Api();
            await Task.WhenAll(Enumerable.Range(0, 3).Select(async _ =>
            {
                while (waiting.TryDequeue(out var next))
                {
                    var request = new SubmitRequest(Guid.NewGuid(), [.. next.Cells.Select(c => new Intent(c.Child, c.Unit, c.Date, IntentAction.Book))],
                        Family: next.Family);
                    var answers = await Task.WhenAll(Enumerable.Range(0, Interlocked.Increment(ref _done) % 10 == 0 ? 2 : 1)
                        .Select(_ => SendAsync(api, request)));
                    ledger.Told(answers);
                }
            }));
            await done.CancelAsync();
        }

        private async Task<Receipt> SendAsync(HttpClient api, SubmitRequest request)
        {
            while (true)
            {
                try
                {
                    using var answer = await api.PostAsJsonAsync("planning/requests", request);
                    if (answer.IsSuccessStatusCode)
                    {
                        return (await answer.Content.ReadFromJsonAsync<Receipt>())!;
                    }

                    if ((int)answer.StatusCode < 500)
                    {
                        throw new InvalidOperationException($"{(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                    }
                }
                catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
                {
                    // Nobody there, or gone in the middle: whether it was done is not known, so it is sent again.
                }

                Interlocked.Increment(ref _repeats);
                await Task.Delay(200);
            }
        }

        private HttpClient Api() => new()
        {
            BaseAddress = new Uri($"{address}/api/{Town.Slug}/"),
            Timeout = TimeSpan.FromSeconds(20),
            DefaultRequestHeaders =
            {
                Authorization = new AuthenticationHeaderValue("Bearer",
                    Tokens.IssueFrom(address + "/identity/", "Agent Bench", new Membership(Town.Slug, Membership.Staff, null, null, [Permissions.Requests]))),
            },
        };
    }
}
