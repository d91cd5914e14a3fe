using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Changing;

/// <summary>
/// Requests that an agent holds because their day was full. A place that is freed is kept for the oldest of them, before whoever asks later;
/// the agent still decides. Among those on a waiting list the older request comes first too.
/// </summary>
internal sealed class HeldRequests(PlanningDb db, PlanningRules rules, DateTimeOffset now)
{
    /// <param name="before">Only requests older than whoever is first on the list of that day.</param>
    public async Task KeepAsync(IReadOnlyCollection<(string Pool, DateOnly Date)> freed, bool before, CancellationToken ct)
    {
        var pools = freed.Select(f => f.Pool).ToHashSet();
        var units = rules.Units.Values.Where(u => (u.WeekOf ?? u).Pools.Any(p => pools.Contains(p.Key))).Select(u => u.Key).ToList();
        var days = Days.Of(freed.Select(f => f.Date));
        // A week that holds the first of these days began in the six before.
        var begun = rules.HasWeeks ? days.First.AddDays(-6) : days.First;
        var cells = await db.Cells.Where(c => c.Booking == BookingState.Pending && c.Seats == "" && c.LineId != null && (c.Part == null || c.Part == c.Unit)
            && units.Contains(c.Unit) && c.Date >= begun && c.Date <= days.Last).ToListAsync(ct);
        if (cells.Count == 0)
        {
            return;
        }

        var lines = cells.ConvertAll(c => c.LineId!.Value);
        var requests = await db.Requests.AsSplitQuery().Include(r => r.Lines).Include(r => r.History).Where(r => r.Lines.Any(l => lines.Contains(l.Id)))
            .ToListAsync(ct);
        var held = requests.SelectMany(r => r.Lines.Select(l => (Request: r, Line: l, Turn: WaitingPlace.TurnOf(r.Number, l.Position))))
            .Where(h => lines.Contains(h.Line.Id) && h.Line is { Action: IntentAction.Book, Waits: true } && h.Line.Date >= rules.Today(now))
            .OrderBy(h => h.Turn).ToList();
        var heads = before ? await HeadsAsync(pools, days, ct) : [];
        var book = await CellsOfLines.ReadAsync(db, rules, held.ConvertAll(h => h.Line), now, ct);
        foreach (var (request, line, turn) in held)
        {
            if (book.Of(line) is not { } cell || cell.LineId != line.Id || heads.Exists(h => h.Date <= line.Date && h.Last >= line.Date && h.Turn < turn)
                || !book.NeedsPlace(line) || !book.TryTake(cell, line, BookingState.Pending))
            {
                continue;
            }

            const string Kept = "Une place s’est libérée : elle est gardée pour cette demande, que le service doit encore accepter.";
            book.Days.Change(cell, request, line, _ => { });
            line.Text = Kept;
            request.Note(now.UtcDateTime, Announce.ByRule, Kept, line.Id);
        }

        await book.Days.WriteAsync(ct);
        await db.SaveChangesAsync(ct);
    }

    private async Task<List<(DateOnly Date, DateOnly Last, long Turn)>> HeadsAsync(HashSet<string> pools, Days days, CancellationToken ct)
    {
        var queues = pools.Where(rules.Queues.ContainsKey).Select(p => rules.Queues[p]).Distinct().ToList();
        if (queues.Count == 0)
        {
            return [];
        }

        var heads = await db.WaitingPlaces.Where(w =>
            queues.Contains(w.Queue) && w.State == WaitingState.Waiting && w.Date <= days.Last && w.Last >= days.First)
            .GroupBy(w => new { w.Date, w.Last }).Select(g => new { g.Key.Date, g.Key.Last, Turn = g.Min(w => w.Turn) }).ToListAsync(ct);
        return heads.ConvertAll(h => (h.Date, h.Last, h.Turn));
    }
}
