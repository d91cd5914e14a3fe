using System.Collections.Concurrent;
using System.Net.Http.Json;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Benchmarks;

/// <summary>Opening day: thousands of parents, signed in before, ask for a few hundred places within one minute. Each gets a place or a rank.</summary>
internal static class OpeningDay
{
    private const string Unit = "midi";
    private static readonly DateOnly Day = new(2027, 1, 14);

    public static async Task MeasureAsync(BenchOptions options, Report report)
    {
        var places = options.Crowd * 300 / 2500;
        var town = new Town(options.Crowd, 1, places);
        await using var server = await Server.StartAsync(town, ownTokens: true);
        using var handler = new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(10) };
        var crowd = town.FirstChildren()
            .Select(c => (Api: server.Api(new Membership(Town.Slug, Membership.Owner, c.Family, Guid.NewGuid(), []), handler), c.Child)).ToList();
        // The first requests after a start pay for what is compiled then.
        for (var i = 0; i < Math.Min(20, crowd.Count); i++)
        {
            (await crowd[i].Api.GetAsync(Report.Invariant($"planning/month?month={Day:yyyy-MM}"))).EnsureSuccessStatusCode();
        }

        var minute = TimeSpan.FromSeconds(options.Quick ? 3 : 60);
        var times = new ConcurrentBag<double>();
        var answers = new ConcurrentBag<(int Status, ReceiptLine? Line)>();
        var start = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(crowd.Select(async (parent, i) =>
        {
            var due = minute * i / crowd.Count;
            var pause = due - TimeProvider.System.GetElapsedTime(start);
            if (pause > TimeSpan.Zero)
            {
                await Task.Delay(pause);
            }

            using var answer = await parent.Api.PostAsJsonAsync("planning/requests",
                new SubmitRequest(Guid.NewGuid(), [new Intent(parent.Child, Unit, Day, IntentAction.Book)]));
            var receipt = answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<Receipt>() : null;
            // From the moment at which the parent meant to send: a client that is late itself counts as waiting.
            times.Add((TimeProvider.System.GetElapsedTime(start) - due).TotalMilliseconds);
            answers.Add(((int)answer.StatusCode, receipt?.Lines[0]));
        }));
        var took = TimeProvider.System.GetElapsedTime(start);
        var sorted = times.Order().ToList();
        double At(double share) => sorted[Math.Min(sorted.Count - 1, (int)(share * sorted.Count))];
        var booked = answers.Count(a => a.Line?.Code == "booked");
        var ranked = answers.Count(a => a.Line?.Code == "waiting" && a.Line.Text.Contains("rang", StringComparison.Ordinal));
        using var agent = server.Api(new Membership(Town.Slug, Membership.Staff, null, null, [Permissions.Requests]), handler);
        var list = (await agent.GetFromJsonAsync<WaitingListView>(Report.Invariant($"planning/waiting?date={Day:yyyy-MM-dd}")))!;
        var pool = list.Days.SelectMany(d => d.Pools).First(p => p.Label.EndsWith(Unit, StringComparison.Ordinal));
        report.Add($"opening day: {crowd.Count} parents for {places} places in {minute.TotalSeconds:0} s", "p95 <= 2 s, no 5xx", Report.Invariant(
            $"p50 {At(0.5):0} ms, p95 {At(0.95):0} ms, max {sorted[^1]:0} ms, all answered after {took.TotalSeconds:0.0} s; {booked} booked, {ranked} with a rank, {answers.Count(a => a.Status >= 500)} x 5xx"));
        report.Add("  places taken, of", $"{places}, no more", Report.Invariant($"{pool.Taken} of {pool.Capacity}, {list.Total} on the list"));
        crowd.ForEach(c => c.Api.Dispose());
        if (booked != places || pool.Taken != places || booked + ranked != crowd.Count)
        {
            throw new InvalidOperationException($"{booked} booked, {ranked} with a rank, counter {pool.Taken} of {places}.");
        }
    }
}
