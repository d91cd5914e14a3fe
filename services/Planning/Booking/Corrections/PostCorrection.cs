using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Corrections;

/// <summary>POST /checks/correct: an agent sets a cell right. Places and the bill follow; who, when, what it was and why are kept.</summary>
internal static class PostCorrection
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(CorrectCell body, PlanningDb db, CurrentRules current, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        if (body.State is not (CellState.Free or CellState.Booked or CellState.AbsentExcused or CellState.AbsentBilled or CellState.Present))
        {
            return Problems.Invalid("state.unknown", "Un jour se corrige en : rien, réservé, absent excusé, absent facturé ou présent.");
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        var problem = await db.WriteAsync<ProblemHttpResult?>(async token =>
        {
            if (await db.Cells.SingleOrDefaultAsync(c => c.ChildId == body.Child && c.Unit == body.Unit && c.Date == body.Date, token) is not { } cell)
            {
                return Problems.NotFound();
            }

            if (caller.Scope.RefuseUnits(rules, [cell.Unit]) is { } notYours)
            {
                return notYours;
            }

            if (cell.Version != body.Version)
            {
                return Problems.Conflict("cell.changed", "Ce jour a changé depuis. Rechargez la liste.");
            }

            await ApplyAsync(db, rules, cell, body.State.Value, body.Reason, caller, clock, token);
            return null;
        }, ct);
        return problem is not null ? problem : TypedResults.NoContent();
    }

    /// <summary>Call inside a unit of work: sets the cell right and keeps who did, when, what it was and why.</summary>
    internal static async Task<Correction> ApplyAsync(
        PlanningDb db, PlanningRules rules, Cell cell, CellState state, string reason, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var seats = await SeatBook.ReadAsync(db, rules, cell.SeatKeys, Days.Range(cell.Date, cell.Date), ct);
        var correction = new Correction
        {
            ChildId = cell.ChildId,
            Unit = cell.Unit,
            Date = cell.Date,
            Was = Legend.Of(cell, rules.Today(clock.GetUtcNow())) ?? CellState.Free,
            Is = state,
            Reason = reason.Trim(),
            By = rules.Signature(caller.Name),
            At = clock.UtcNow(),
        };
        db.Corrections.Add(correction);
        var book = new DayBook(db, rules, seats, clock.GetUtcNow());
        book.Change(cell, c => c.Correct(state));
        await book.CloseAsync(ct);
        return correction;
    }
}
