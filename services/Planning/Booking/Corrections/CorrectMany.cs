using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Corrections;

/// <summary>
/// POST /checks/correct/many: an agent sets many days right at once, booked ones that nobody saw or presences without a booking; those that changed
/// meanwhile are named and left. POST …/{batch}/undo: they are as before, but for those that changed since.
/// </summary>
internal static class CorrectMany
{
    public static async Task<Results<Ok<CorrectedCells>, ProblemHttpResult>> Handle(
        CorrectCells body, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        if (body.State is not (CellState.AbsentExcused or CellState.AbsentBilled or CellState.Present))
        {
            return Problems.Invalid("state.unknown", "Ces jours se corrigent en : présent, absent excusé ou absent facturé.");
        }

        // Generated validation doesn't look into the items of an array.
        if (!Array.TrueForAll(body.Cells, c => c is { Child: not null, Date: not null, Version: not null, Unit.Length: >= 1 and <= 64 }))
        {
            return Problems.Invalid("request.invalid", "Un jour est incomplet : enfant, unité, date et version.");
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        if (caller.Scope.RefuseUnits(rules, body.Cells.Select(c => c.Unit)) is { } notYours)
        {
            return notYours;
        }

        return TypedResults.Ok(await db.WriteAsync(async token =>
        {
            // The same batch sent twice is one.
            if (await db.Corrections.CountAsync(c => c.BatchId == body.Batch, token) is > 0 and var known)
            {
                return new CorrectedCells(body.Batch!.Value, known, []);
            }

            var (done, left) = (0, new List<CellOfDay>());
            foreach (var item in body.Cells)
            {
                var cell = await db.Cells.SingleOrDefaultAsync(c => c.ChildId == item.Child && c.Unit == item.Unit && c.Date == item.Date, token);
                if (cell is null || cell.Version != item.Version || !MayBecome(Legend.Of(cell, rules.Today(clock.GetUtcNow())), body.State.Value))
                {
                    left.Add(item);
                    continue;
                }

                var correction = await PostCorrection.ApplyAsync(db, rules, cell, body.State.Value, body.Reason, caller, clock, token);
                (correction.BatchId, correction.Version) = (body.Batch, cell.Version);
                done++;
            }

            return new CorrectedCells(body.Batch!.Value, done, [.. left]);
        }, ct));
    }

    // A presence without a booking is taken as booked; that nobody was there is said in the roll, whose marks know the hours.
    private static bool MayBecome(CellState? was, CellState state) =>
        was == CellState.Booked || (was == CellState.PresentUnbooked && state == CellState.Present);

    public static async Task<Results<Ok<CorrectedCells>, ProblemHttpResult>> Undo(
        Guid batch, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var units = await db.Corrections.Where(c => c.BatchId == batch).Select(c => c.Unit).Distinct().ToListAsync(ct);
        if (caller.Scope.RefuseUnits(rules, units) is { } notYours)
        {
            return notYours;
        }

        var undone = await db.WriteAsync(async token =>
        {
            var made = await db.Corrections.Where(c => c.BatchId == batch).ToListAsync(token);
            var (done, left) = (0, new List<CellOfDay>());
            foreach (var correction in made)
            {
                var cell = await db.Cells.SingleOrDefaultAsync(c =>
                    c.ChildId == correction.ChildId && c.Unit == correction.Unit && c.Date == correction.Date, token);
                if (cell?.Version != correction.Version)
                {
                    left.Add(new CellOfDay(correction.ChildId, correction.Unit, correction.Date, correction.Version));
                    continue;
                }

                await PostCorrection.ApplyAsync(db, rules, cell, correction.Was, "Correction annulée", caller, clock, token);
                done++;
            }

            return made.Count == 0 ? null : new CorrectedCells(batch, done, [.. left]);
        }, ct);
        return undone is null ? Problems.NotFound() : TypedResults.Ok(undone);
    }
}
