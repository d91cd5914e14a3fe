using System.Net.Http.Json;
using Preau.Contracts.Api;

namespace Preau.Benchmarks;

/// <summary>Books the town's January through the API, as an agent does for a family: one request per family with all its cells.</summary>
internal static class LoadBookings
{
    /// <returns>Cells booked, and the time until all of them were answered.</returns>
    public static async Task<(int Cells, TimeSpan Took)> RunAsync(Server server, Town town)
    {
        var start = TimeProvider.System.GetTimestamp();
        var cells = 0;
        // A token lives for minutes: a new sign-in for each part.
        foreach (var part in town.Bookings().Chunk(250))
        {
            using var agent = await server.ApiAsync(Town.Agent, office: true);
            await Parallel.ForEachAsync(part, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (family, ct) =>
            {
                var request = new SubmitRequest(Guid.NewGuid(), [.. family.Cells.Select(c => new Intent(c.Child, c.Unit, c.Date, IntentAction.Book))],
                    Family: family.Family);
                using var answer = await agent.PostAsJsonAsync("planning/requests", request, ct);
                var body = await answer.Content.ReadAsStringAsync(ct);
                var booked = body.Split("\"outcome\":\"Booked\"").Length - 1;
                if (!answer.IsSuccessStatusCode || booked != family.Cells.Length)
                {
                    throw new InvalidOperationException(
                        $"{booked} of {family.Cells.Length} cells booked: {(int)answer.StatusCode} {body[..Math.Min(600, body.Length)]}");
                }

                Interlocked.Add(ref cells, booked);
            });
        }

        return (cells, TimeProvider.System.GetElapsedTime(start));
    }

    /// <summary>Books half of what the large family has left in January, and waits until it is billed.</summary>
    public static async Task HalfOfTheMonthAsync(Server server, Town town)
    {
        using var agent = await server.ApiAsync(Town.Agent, office: true);
        foreach (var cells in town.HalfOfTheMonth())
        {
            var request = new SubmitRequest(Guid.NewGuid(), [.. cells.Select(c => new Intent(c.Child, c.Unit, c.Date, IntentAction.Book))], Family: town.Large);
            using var answer = await agent.PostAsJsonAsync("planning/requests", request);
            answer.EnsureSuccessStatusCode();
        }

        await server.SettleAsync();
    }
}
