using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Cells;
using Preau.Planning.Disruptions;
using Preau.Planning.Requests;
using Preau.Planning.Settings;

namespace Preau.Planning.Waiting;

/// <summary>
/// What follows by itself when places are freed or taken: offers that ran out end, the next in turn is booked or gets an offer, a day given up
/// late is no longer billed once its place is taken. Inside a write, after the places of the change are written.
/// </summary>
internal sealed class Turns(PlanningDb db, PlanningRules rules, DateTimeOffset now)
{
    // Lists are served from their head: few entries are looked at unless they need other places than the free ones.
    private const int Batch = 30;

    private readonly DateTime _utc = now.UtcDateTime;
    private readonly Dictionary<DateOnly, OpenDays> _open = [];

    public async Task FollowAsync(IReadOnlyCollection<(string Pool, DateOnly Date, bool Freed)> changed, CancellationToken ct)
    {
        await GiveAsync([.. changed.Where(c => c.Freed).Select(c => (rules.Queues[c.Pool], c.Date)).Distinct()], ct);
        await new LateExchange(db, rules, now).SettleAsync([.. changed.Select(c => c.Date).Distinct()], ct);
    }

    /// <summary>Serves these queues and days as far as there are free places.</summary>
    public async Task GiveAsync(IReadOnlyCollection<(string Queue, DateOnly Date)> turns, CancellationToken ct)
    {
        if (turns.Count == 0)
        {
            return;
        }

        var queues = turns.Select(t => t.Queue).Distinct().ToList();
        var days = Days.Of(turns.Select(t => t.Date));
        var waited = await db.WaitingPlaces.Where(w => queues.Contains(w.Queue) && w.Date >= days.First && w.Date <= days.Last && w.State != WaitingState.Wish && w.State != WaitingState.Suspended)
            .Select(w => new { w.Queue, w.Date }).Distinct().ToListAsync(ct);
        foreach (var turn in waited.Select(w => (w.Queue, w.Date)).Intersect(turns).OrderBy(t => t.Date).ThenBy(t => t.Queue, StringComparer.Ordinal))
        {
            await ServeAsync(turn.Queue, turn.Date, ct);
        }
    }

    private async Task ServeAsync(string queue, DateOnly date, CancellationToken ct)
    {
        List<string> pools = [.. rules.Queues.Where(q => q.Value == queue).Select(q => q.Key)];
        var seats = await SeatBook.ReadAsync(db, rules, pools, Days.Range(date, date), ct);
        var here = db.WaitingPlaces.Where(w => w.Queue == queue && w.Date == date);
        foreach (var late in await WaitingCase.ReadAsync(db, rules, await here.Where(w => w.State == WaitingState.Offered && w.OfferUntil <= _utc).ToListAsync(ct), ct))
        {
            await late.EndAsync("offer.expired", "La place proposée n’a pas été acceptée à temps : elle va à la famille suivante.", LineOutcome.Refused, Announce.ByRule, seats, now, ct);
        }

        var settlement = new Settlement();
        for (var skip = 0; pools.Exists(p => seats.Taken(p, date) < rules.Pools[p].Capacity); skip += Batch)
        {
            var next = await here.Where(w => w.State == WaitingState.Waiting).InTurn().Skip(skip).Take(Batch).ToListAsync(ct);
            foreach (var waiting in await WaitingCase.ReadAsync(db, rules, next, ct))
            {
                await GiveAsync(waiting, seats, settlement, Announce.ByRule, ct);
            }

            if (next.Count < Batch)
            {
                break;
            }
        }

        settlement.Raise(db, _utc);
        await seats.WriteAsync(db, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>Books or offers a place to this one; false when it can't have one.</summary>
    public async Task<bool> GiveAsync(WaitingCase waiting, SeatBook seats, Settlement settlement, string by, CancellationToken ct)
    {
        if (waiting.Unit?.Service.Day(waiting.Place.Date) is not { Info.IsOpen: true } day || now >= day.PlacesUntil || waiting.Pools.Count == 0
            || !(await OpenAsync(waiting.Place.Date, ct)).IsOpen(waiting.Unit.Service, waiting.Child, waiting.Place.Date))
        {
            return false;
        }

        settlement.Watch(waiting.Cell);
        if (!seats.TryTake(waiting.Cell, waiting.Pools))
        {
            return false;
        }

        if (day.Rule.WaitingList?.Offer is { } offer)
        {
            var until = now.AddHours(offer.Hours);
            waiting.Offer(until < day.PlacesUntil ? until : day.PlacesUntil, by, now);
        }
        else
        {
            await waiting.BookAsync("booked.waiting", "Une place s’est libérée : le jour est réservé.", by, now, ct);
        }

        return true;
    }

    private async Task<OpenDays> OpenAsync(DateOnly date, CancellationToken ct) =>
        _open.TryGetValue(date, out var known) ? known : _open[date] = await OpenDays.ReadAsync(db, date, date, ct);
}
