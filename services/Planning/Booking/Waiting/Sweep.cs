using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Booking.Waiting;

/// <summary>Looks after the lists of one commune: offers that ran out, places that became free by a rule or a capacity, lists that are over.</summary>
public sealed class Sweep(PlanningDb db, CurrentRules current, TimeProvider clock, ILogger<Sweep> log)
{
    private const int ClosedAtOnce = 100;

    /// <summary>Ends offers whose time is over and gives their places on.</summary>
    public async Task EndOffersAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var due = await db.WaitingPlaces.Where(w => w.State == WaitingState.Offered && w.OfferUntil <= now.UtcDateTime).Select(w => new { w.Queue, w.Date })
            .Distinct().ToListAsync(ct);
        await ServeAsync([.. due.Select(d => (d.Queue, d.Date))], now, ct);
    }

    /// <summary>Serves every list, and closes those for which it is too late.</summary>
    public async Task ServeAllAsync(CancellationToken ct)
    {
        if (await current.FindAsync(ct) is not { } inForce)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var waiting = await db.WaitingPlaces.Where(w => w.State == WaitingState.Waiting).Select(w => new { w.Queue, w.Unit, w.Date }).Distinct()
            .ToListAsync(ct);
        var over = waiting.Where(w => !inForce.Rules.Units.TryGetValue(w.Unit, out var unit) || unit.Service.Day(w.Date).PlacesUntil <= now).ToList();
        await EachRow.DoAsync(db, over.ConvertAll(l => new OverList(l.Unit, l.Date)), log, async list =>
        {
            while (await CloseAsync(inForce.Rules, list.Unit, list.Date, now, ct) == ClosedAtOnce)
            {
                db.ChangeTracker.Clear();
            }
        }, ct);
        await ServeAsync([.. waiting.Except(over).Select(w => (w.Queue, w.Date)).Distinct()], now, ct);
    }

    // A day at a time: short transactions leave the families their turn.
    private async Task ServeAsync(List<(string Queue, DateOnly Date)> turns, DateTimeOffset now, CancellationToken ct)
    {
        if (turns.Count == 0 || await current.FindAsync(ct) is not { } inForce)
        {
            return;
        }

        var days = turns.GroupBy(t => t.Date).Select(d => new ListedDay(d.Key, [.. d])).ToList();
        await EachRow.DoAsync(db, days, log, day => db.WriteAsync(async token =>
        {
            var served = await new Turns(db, inForce.Rules, now).GiveAsync(day.Turns, token);
            await new LateExchange(db, inForce.Rules, now).SettleAsync([day.Date, .. served], token);
        }, ct), ct);
    }

    private sealed record OverList(string Unit, DateOnly Date);

    private sealed record ListedDay(DateOnly Date, (string Queue, DateOnly Date)[] Turns);

    private Task<int> CloseAsync(PlanningRules rules, string unit, DateOnly date, DateTimeOffset now, CancellationToken ct) => db.WriteAsync(async token =>
    {
        var places = await db.WaitingPlaces.Where(w => w.State == WaitingState.Waiting && w.Unit == unit && w.Date == date).OrderBy(w => w.Turn)
            .Take(ClosedAtOnce).ToListAsync(token);
        var cases = await WaitingCase.ReadAsync(db, rules, places, token);
        var book = new DayBook(db, rules, await SeatBook.ReadAsync(db, rules, [], Days.Range(date, date), token), now);
        foreach (var waiting in cases)
        {
            await waiting.EndAsync(book, "waiting.over", "Aucune place ne s’est libérée à temps : la liste d’attente de ce jour est close.",
                LineOutcome.Refused, Announce.ByRule, token);
        }

        await book.WriteAsync(token);

        return places.Count;
    }, ct);
}
