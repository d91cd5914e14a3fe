using System.Net;
using System.Net.Http.Json;
using Preau.Contracts.Api;

namespace Preau.Benchmarks;

/// <summary>One new cell with every check, one request at a time: by the API, and by the parents' form.</summary>
internal static class Booking
{
    private const string Peer = "17-19 ms, no check";

    public static async Task MeasureAsync(Server server, Town town, BenchOptions options, Report report)
    {
        await ByApiAsync(server, options, report);
        await ByFormAsync(server, options, report);
        await ManyCellsAsync(server, town, report);
    }

    private static async Task ByApiAsync(Server server, BenchOptions options, Report report)
    {
        var parents = new List<(HttpClient Api, Queue<Intent> Cells)>();
        var each = ((2 * options.Bookings) + options.Parents - 1) / options.Parents;
        for (var i = 0; i < options.Parents; i++)
        {
            var api = await server.ApiAsync(Town.Parent(i));
            parents.Add((api, await FreeCells.OfAsync(api, each, Town.Month, "2027-03")));
        }

        for (var i = 0; i < options.Bookings; i++)
        {
            await PostAsync(parents[i % parents.Count]);
        }

        await server.SettleAsync();
        var times = new Times();
        var before = server.Cpu();
        for (var i = 0; i < options.Bookings; i++)
        {
            await times.OfAsync(() => PostAsync(parents[i % parents.Count]));
        }

        await server.SettleAsync();
        var cpu = (server.Cpu() - before).TotalMilliseconds / options.Bookings;
        report.Add("booking of one cell, API, every check", "<= 15 ms", Report.Invariant($"{times}; {cpu:0.0} ms CPU with its line and message"), Peer);
        parents.ForEach(p => p.Api.Dispose());
    }

    private static async Task<bool> PostAsync((HttpClient Api, Queue<Intent> Cells) parent)
    {
        using var answer = await parent.Api.PostAsJsonAsync("planning/requests", new SubmitRequest(Guid.NewGuid(), [parent.Cells.Dequeue()]));
        var receipt = await answer.Content.ReadFromJsonAsync<Receipt>();
        return answer.StatusCode == HttpStatusCode.Created && receipt!.Lines[0].Outcome == LineOutcome.Booked
            ? true : throw new InvalidOperationException($"Not booked: {(int)answer.StatusCode} {receipt?.Lines?[0].Text}");
    }

    private static async Task ByFormAsync(Server server, BenchOptions options, Report report)
    {
        using var api = await server.ApiAsync(Town.Parent(0));
        using var session = await BrowserSession.SignInAsync(server.Address, Town.Parent(0));
        var count = Math.Min(40, options.Bookings);
        var cells = await FreeCells.OfAsync(api, 2 * count, "2027-05", "2027-06");
        var times = new Times();
        for (var warm = 0; warm < 2; warm++)
        {
            times = new Times();
            for (var i = 0; i < count; i++)
            {
                var cell = cells.Dequeue();
                using var page = await session.Client.GetAsync(
                    Report.Invariant($"planning/verifier?c={cell.Child!.Value.ToString("N")[^4..]}.{cell.Unit}.{cell.Date!.Value:yyyyMMdd}"));
                var fields = await BrowserSession.FieldsAsync(page, "input[name=Key]");
                using var answer = await times.OfAsync(() => session.PostAsync(session.Still, page.RequestMessage!.RequestUri!, fields));
                if (answer.StatusCode != HttpStatusCode.Redirect)
                {
                    throw new InvalidOperationException($"The form answered {(int)answer.StatusCode}.");
                }
            }
        }

        report.Add("the same by the parents' form (POST)", "", times.ToString(), Peer);
    }

    private static async Task ManyCellsAsync(Server server, Town town, Report report)
    {
        using var parent = await server.ApiAsync(Town.LargeParent);
        var cells = town.HundredEighty();
        await server.SettleAsync();
        var times = new Times();
        using var answer = await times.OfAsync(() =>
            parent.PostAsJsonAsync("planning/requests",
                new SubmitRequest(Guid.NewGuid(), [.. cells.Select(c => new Intent(c.Child, c.Unit, c.Date, IntentAction.Book))])));
        var receipt = (await answer.Content.ReadFromJsonAsync<Receipt>())!;
        report.Add("180 cells in one request", "", Report.Invariant($"{times.At(0):0} ms, {receipt.Lines.Count(l => l.Outcome == LineOutcome.Booked)} booked"));
    }
}
