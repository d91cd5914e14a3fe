using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Disruptions;

/// <summary>
/// POST /disruptions/{id}/undo: every cell is again what it was, with its places; what changed since, or has lost its place, stays as it is and is said.
/// </summary>
internal static class UndoDisruption
{
    public static async Task<Results<Ok<DisruptionView>, ProblemHttpResult>> Handle(Guid id, PlanningDb db, CurrentRules current, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var now = clock.GetUtcNow();
        var asked = await db.Disruptions.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id, ct);
        if (asked is not null && PostDisruption.Covered(asked, rules, caller.Scope) is { } notYours)
        {
            return notYours;
        }

        var found = await db.WriteAsync(async token =>
        {
            await DayLock.HoldAsync(db, token);
            var disruption = await db.Disruptions.SingleOrDefaultAsync(d => d.Id == id, token);
            if (disruption is { UndoneAt: null })
            {
                await UndoAsync(db, rules, disruption, rules.Signature(caller.Name), now, token);
            }

            return disruption is not null;
        }, ct);
        db.ChangeTracker.Clear();
        return found ? TypedResults.Ok((await ListDisruptions.OfAsync(db, rules, id, ct))!) : Problems.NotFound();
    }

    private static async Task UndoAsync(PlanningDb db, PlanningRules rules, Disruption disruption, string by, DateTimeOffset now, CancellationToken ct)
    {
        disruption.UndoneBy = by;
        disruption.UndoneAt = now.UtcDateTime;
        disruption.Version++;
        var rows = await db.DisruptedCells.Where(c => c.DisruptionId == disruption.Id).ToListAsync(ct);
        var cells = await db.Cells.Where(c => c.Date >= disruption.First && c.Date <= disruption.Last && c.DisruptionId == disruption.Id)
            .ToDictionaryAsync(c => (c.ChildId, c.Unit, c.Date), ct);
        var pools = rows.SelectMany(r => Keys(r.Seats)).Concat(cells.Values.SelectMany(c => c.SeatKeys)).Distinct().Where(rules.Pools.ContainsKey).ToList();
        var seats = await SeatBook.ReadAsync(db, rules, pools, Days.Range(disruption.First, disruption.Last), ct);
        var book = new DayBook(db, rules, seats, now);
        var waiting = await PostDisruption.RequestsOfAsync(db, [.. rows.Where(r => r.WaitingLine is not null).Select(r => r.WaitingLine!.Value)], ct);
        var waits = await SuspendedWaits.ReadAsync(db, disruption, ct);
        var turns = new HashSet<(string Queue, DateOnly Date)>();
        foreach (var row in disruption.Effect == DisruptionEffect.Reduced ? [] : rows)
        {
            var cell = cells.GetValueOrDefault((row.ChildId, row.Unit, row.Date));
            row.Outcome = Restore(row, cell, rules, book);
            if (SuspendedWaits.IsWait(row.Before.Booking))
            {
                if (row is { Outcome: "restored", WaitingLine: { } place } && waiting.TryGetValue(place, out var listed)
                    && waits.Resume(cell!, listed, rules, by, book) is { } again)
                {
                    turns.Add((again.Queue, again.Date));
                }
                else
                {
                    waits.Drop(db, row);
                }
            }
            else if (row is { Outcome: "restored", WaitingLine: { } lineId } && waiting.TryGetValue(lineId, out var request))
            {
                WaitAgain(request.Lines.Find(l => l.Id == lineId)!, request, cell!, by, now);
            }
        }

        var families = rows.Where(r => r.Outcome == "restored" || disruption.Effect == DisruptionEffect.Reduced).ToLookup(r => r.FamilyId);
        var ids = families.Select(f => f.Key).ToList();
        var names = await db.KnownChildren.AsNoTracking().Where(c => ids.Contains(c.FamilyId))
            .ToDictionaryAsync(c => (c.FamilyId, c.ChildId), c => c.FirstName, ct);
        foreach (var family in families)
        {
            db.Raise(DisruptionWords.Notice(db, disruption, rules, family.Key,
                [.. family.Select(r => r.ChildId).Distinct().Select(c => names.GetValueOrDefault((family.Key, c), ""))], now, undone: true,
                booked: family.Any(r => !SuspendedWaits.IsWait(r.Before.Booking)), waited: family.Any(r => SuspendedWaits.IsWait(r.Before.Booking))));
        }

        await book.CloseAsync(ct);
        await db.SaveChangesAsync(ct);
        await new Turns(db, rules, now).GiveAsync(turns, ct);
    }

    private static string Restore(DisruptedCell row, Cell? cell, PlanningRules rules, DayBook book)
    {
        if (cell is null || cell.Version != row.CellVersion)
        {
            return "changed";
        }

        // An offer runs anew once it is its turn again: no place is held meanwhile.
        if (row.Seats.Length > 0 && !SuspendedWaits.IsWait(row.Before.Booking)
            && !book.Seats.TryTake(cell, [.. Keys(row.Seats).Where(rules.Pools.ContainsKey).Select(k => rules.Pools[k])]))
        {
            return "full";
        }

        book.Change(cell, c => c.EndDisruption(row.Before));
        return "restored";
    }

    private static void WaitAgain(RequestLine line, Request request, Cell cell, string by, DateTimeOffset now)
    {
        line.Accepted = null;
        line.Outcome = LineOutcome.Pending;
        line.Code = "pending.reopened";
        line.Text = "L’annonce est annulée : la demande attend de nouveau une réponse.";
        line.DecidedAt = null;
        line.CellVersion = cell.Version;
        request.Conclude();
        request.Note(now.UtcDateTime, by, "Annonce annulée : le jour attend de nouveau une réponse.", line.Id);
    }

    private static string[] Keys(string seats) => seats.Length == 0 ? [] : seats.Split(',');
}
