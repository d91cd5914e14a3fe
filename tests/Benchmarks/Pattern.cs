using System.Net.Http.Json;
using Preau.Contracts.Api;

namespace Preau.Benchmarks;

/// <summary>Three children, four days a week, from March to June: one request by pattern.</summary>
internal static class Pattern
{
    public static async Task MeasureAsync(Server server, Town town, Report report)
    {
        using var parent = await server.ApiAsync(Town.LargeParent);
        var times = new Times();
        var cells = 0;
        // The first two warm up.
        foreach (var (unit, i) in (new[] { "theatre", "echecs", "etude", "sport", "musique", "matin", "soir" }).Select((u, i) => (u, i)))
        {
            var pattern = new PatternRequest(Guid.NewGuid(), IntentAction.Book, new DateOnly(2027, 3, 29),
                [.. town.LargeChildren.Select(c => new PatternRow(c, unit, [1, 2, 4, 5]))], PatternEnd.Date, new DateOnly(2027, 6, 30));
            await server.SettleAsync();
            using var answer = i < 2 ? await PostAsync() : await times.OfAsync(PostAsync);
            answer.EnsureSuccessStatusCode();
            cells = (await answer.Content.ReadFromJsonAsync<Receipt>())!.Lines.Count(l => l.Outcome == LineOutcome.Booked);

            Task<HttpResponseMessage> PostAsync() => parent.PostAsJsonAsync("planning/requests/pattern", pattern);
        }

        report.Add(Report.Invariant($"{cells} cells by pattern in one request"), "140 in <= 150 ms", times.ToString());
    }
}
