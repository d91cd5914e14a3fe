using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Changing;

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
    private readonly List<(Guid Child, string Unit, DateOnly Date)> _given = [];

    public async Task FollowAsync(IReadOnlyCollection<(string Pool, DateOnly Date, bool Freed)> changed, CancellationToken ct)
    {
        var freed = changed.Where(c => c.Freed && rules.Pools.ContainsKey(c.Pool)).Select(c => (c.Pool, c.Date)).Distinct().ToList();
        var held = new HeldRequests(db, rules, now);
        await held.KeepAsync(freed, before: true, ct);
        var served = await GiveAsync([.. freed.Where(f => rules.ListedPools.Contains(f.Pool)).Select(f => (rules.Queues[f.Pool], f.Date)).Distinct()], ct);
        await held.KeepAsync(freed, before: false, ct);
        await new LateExchange(db, rules, now)
            .SettleAsync([.. changed.Where(c => rules.ListedPools.Contains(c.Pool)).Select(c => c.Date).Concat(served).Distinct()], ct);
    }

    /// <summary>Serves these queues and days as far as there are free places.</summary>
    /// <returns>The days that were served: where weeks wait, all of theirs.</returns>
    public async Task<IReadOnlyCollection<DateOnly>> GiveAsync(IReadOnlyCollection<(string Queue, DateOnly Date)> turns, CancellationToken ct)
    {
        var served = new HashSet<DateOnly>();
        // Who has got a place may have waited for it to take another.
        for (var next = turns; next.Count > 0; next = await DependentsAsync(ct))
        {
            var queues = next.Select(t => t.Queue).Distinct().ToList();
            var days = Days.Of(next.Select(t => t.Date));
            // A week that holds the first of these days began in the six before.
            var begun = days.First.AddDays(-6);
            var waited = await db.WaitingPlaces.Where(w =>
                queues.Contains(w.Queue) && w.Date >= begun && w.Date <= days.Last && w.Last >= days.First && w.State != WaitingState.Wish
                && w.State != WaitingState.Suspended)
                .Select(w => new { w.Queue, w.Date, w.Last }).Distinct().ToListAsync(ct);
            foreach (var (queue, dates) in next.Where(t => waited.Exists(w => w.Queue == t.Queue && w.Date <= t.Date && w.Last >= t.Date))
                .Select(t => (t.Queue, First: rules.WeekQueues.Contains(t.Queue) ? Week.MondayOf(t.Date) : t.Date)).Distinct()
                .OrderBy(t => t.First).ThenBy(t => t.Queue, StringComparer.Ordinal)
                .Select(t => (t.Queue, rules.WeekQueues.Contains(t.Queue) ? Week.Around(t.First).ToList() : [t.First])).ToList())
            {
                await ServeAsync(queue, dates, ct);
                served.UnionWith(dates);
            }
        }

        return served;
    }

    /// <summary>A place that was offered is the child's: what it waits for besides may now be given.</summary>
    public async Task FollowBookedAsync(WaitingCase booked, CancellationToken ct)
    {
        _given.Add((booked.Place.ChildId, booked.Place.Unit, booked.Place.Date));
        await GiveAsync(await DependentsAsync(ct), ct);
    }

    // A week waits for places on several days: its queue is served for all of them at once.
    private async Task ServeAsync(string queue, List<DateOnly> dates, CancellationToken ct)
    {
        List<string> pools = [.. rules.Queues.Where(q => q.Value == queue).Select(q => q.Key)];
        var (first, last) = (dates[0], dates[^1]);
        // On its birthday a child may pass to another group of the same services.
        var around = rules.Units.Values.Where(u => u.Pools.Any(p => pools.Contains(p.Key))).SelectMany(u => u.Service.Units).SelectMany(u => u.Pools)
            .Select(p => p.Key);
        var seats = await SeatBook.ReadAsync(db, rules, [.. pools.Concat(around).Distinct()], Days.Range(first, last), ct);
        var book = new DayBook(db, rules, seats, now);
        var here = db.WaitingPlaces.Where(w => w.Queue == queue && w.Date >= first && w.Date <= last);
        foreach (var late in await WaitingCase.ReadAsync(db, rules,
            await here.Where(w => w.State == WaitingState.Offered && w.OfferUntil <= _utc).ToListAsync(ct), ct))
        {
            await late.EndAsync(book, "offer.expired", "La place proposée n’a pas été acceptée à temps : elle va à la famille suivante.", LineOutcome.Refused,
                Announce.ByRule, ct);
        }

        var free = dates.Where(IsFree).ToList();
        var waiting = here.Where(w => w.State == WaitingState.Waiting && (free.Contains(w.Date) || w.Last > w.Date)).InTurn();
        for (var skip = 0; dates.Exists(IsFree); skip += Batch)
        {
            var next = await waiting.Skip(skip).Take(Batch).ToListAsync(ct);
            foreach (var one in await WaitingCase.ReadAsync(db, rules, next, ct))
            {
                await GiveAsync(one, book, Announce.ByRule, ct);
            }

            if (next.Count < Batch)
            {
                break;
            }
        }

        await book.WriteAsync(ct);
        await db.SaveChangesAsync(ct);

        bool IsFree(DateOnly date) => pools.Exists(p => seats.Taken(p, date) < rules.Pools[p].Capacity);
    }

    /// <summary>Books or offers a place to this one; false when it can't have one.</summary>
    public async Task<bool> GiveAsync(WaitingCase waiting, DayBook book, string by, CancellationToken ct)
    {
        if (waiting.Unit?.Service.Day(waiting.Place.Date) is not { } day || now >= day.PlacesUntil || waiting.Days.Count == 0
            || !await MayComeAsync(waiting, ct))
        {
            return false;
        }

        var offer = day.Rule.WaitingList?.Offer;
        if (!waiting.TryTake(book, offer is null ? BookingState.Confirmed : BookingState.Offered))
        {
            return false;
        }

        if (offer is not null)
        {
            var until = now.AddHours(offer.Hours);
            waiting.Offer(book, until < day.PlacesUntil ? until : day.PlacesUntil, by);
        }
        else
        {
            await waiting.BookAsync(book, "booked.waiting", $"Une place s’est libérée : {waiting.Booked}.", by, ct);
            _given.Add((waiting.Place.ChildId, waiting.Place.Unit, waiting.Place.Date));
        }

        return true;
    }

    // Open on each of its days, with places there at all, and with what it requires booked.
    private async Task<bool> MayComeAsync(WaitingCase waiting, CancellationToken ct)
    {
        foreach (var date in waiting.Days)
        {
            if (waiting.PoolsOn(date).Count == 0 || !(await OpenAsync(date, ct)).IsOpen(waiting.Unit!.Service, waiting.Child, date))
            {
                return false;
            }
        }

        return await Required.FindMissingAsync(db, waiting.Unit!, waiting.Place.ChildId, waiting.Days, ct) is null;
    }

    // What the same child waits for that requires what it has just got.
    private async Task<IReadOnlyCollection<(string Queue, DateOnly Date)>> DependentsAsync(CancellationToken ct)
    {
        var next = new HashSet<(string Queue, DateOnly Date)>();
        foreach (var (child, unit, date) in _given.Where(g => rules.Units.Values.Any(u => u.Requires.Contains(g.Unit))))
        {
            var dependents = rules.Units.Values.Where(u => u.Requires.Contains(unit)).Select(u => u.Key).ToList();
            next.UnionWith((await db.WaitingPlaces.Where(w =>
                w.ChildId == child && w.State == WaitingState.Waiting && w.Date <= date && w.Last >= date && dependents.Contains(w.Unit))
                .Select(w => new { w.Queue, w.Date }).ToListAsync(ct)).Select(w => (w.Queue, w.Date)));
        }

        _given.Clear();
        return next;
    }

    private async Task<OpenDays> OpenAsync(DateOnly date, CancellationToken ct) =>
        _open.TryGetValue(date, out var known) ? known : _open[date] = await OpenDays.ReadAsync(db, date, date, ct);
}
