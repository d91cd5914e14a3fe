using System.Net.Http.Json;
using Preau.Contracts.Api;

namespace Preau.Benchmarks;

/// <summary>The list of a day on which every child of the town is booked, as an agent's API call and as the page with what to do for each child.</summary>
internal static class DayList
{
    private const string Goal = "<= 50 ms for 800 children";
    private static readonly DateOnly Day = new(2027, 6, 10);

    public static async Task RunAsync(int families, BenchOptions options, Report report)
    {
        var town = new Town(families, options.Parents);
        await using var server = await Server.StartAsync(town);
        var children = await BookAllAsync(server, town);
        await server.SettleAsync();
        await MeasureAsync($"day list by API, {children} children", server, options, report);
    }

    private static async Task<int> BookAllAsync(Server server, Town town)
    {
        var children = 0;
        foreach (var part in town.Bookings().Chunk(250))
        {
            using var agent = await server.ApiAsync(Town.Agent, office: true);
            await Parallel.ForEachAsync(part, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (family, ct) =>
            {
                var ids = family.Cells.Select(c => c.Child).Distinct().ToList();
                using var answer = await agent.PostAsJsonAsync("planning/requests",
                    new SubmitRequest(Guid.NewGuid(), [.. ids.Select(c => new Intent(c, "midi", Day, IntentAction.Book))], Family: family.Family), ct);
                answer.EnsureSuccessStatusCode();
                Interlocked.Add(ref children, ids.Count);
            });
        }

        return children;
    }

    private static async Task MeasureAsync(string what, Server server, BenchOptions options, Report report)
    {
        using var agent = await server.ApiAsync(Town.Agent, office: true);
        var path = Report.Invariant($"planning/day?date={Day:yyyy-MM-dd}");
        var roll = Report.Invariant($"planning/roll?date={Day:yyyy-MM-dd}&service=periscolaire");
        for (var i = 0; i < options.WarmUp / 10; i++)
        {
            await agent.GetByteArrayAsync(path);
            await agent.GetByteArrayAsync(roll);
        }

        foreach (var (name, address) in new[] { (what, path), (what.Replace("day list", "roll call", StringComparison.Ordinal), roll) })
        {
            var times = new Times();
            var bytes = 0L;
            var before = server.Cpu();
            for (var i = 0; i < options.Rounds; i++)
            {
                bytes = (await times.OfAsync(() => agent.GetByteArrayAsync(address))).Length;
            }

            report.Add(name, Goal, Report.Invariant($"{times}, {(server.Cpu() - before).TotalMilliseconds / options.Rounds:0.0} ms CPU, {bytes / 1e3:0} kB"));
        }
    }
}
