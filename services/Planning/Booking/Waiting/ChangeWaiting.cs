using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Waiting;

/// <summary>What an agent does to one entry of a list. Both leave a trace on the request.</summary>
internal static class ChangeWaiting
{
    /// <summary>POST /waiting/{id}/offer: a free place goes to this child before its turn.</summary>
    public static Task<Results<NoContent, ProblemHttpResult>> Offer(Guid id, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock,
        CancellationToken ct) =>
        ChangeAsync(id, db, current, caller, clock, async (rules, waiting, book, token) =>
        {
            if (waiting.Place.State != WaitingState.Waiting)
            {
                return Problems.Conflict("offer.runs", "Une place est déjà proposée à cette famille.");
            }

            if (!await new Turns(db, rules, clock.GetUtcNow()).GiveAsync(waiting, book, rules.Signature(caller.Name), token))
            {
                db.ChangeTracker.Clear();
                return Problems.Conflict("full", waiting.Days.Count > 1
                    ? "Il n’y a pas de place libre chaque jour de la semaine, ou la limite pour proposer des places est passée."
                    : "Aucune place n’est libre ce jour-là, ou la limite pour proposer des places est passée.");
            }

            return null;
        }, ct);

    /// <summary>POST /waiting/{id}/remove: off the list; an offer that runs ends with it.</summary>
    public static Task<Results<NoContent, ProblemHttpResult>> Remove(Guid id, RemoveWaiting body, PlanningDb db, CurrentRules current, Caller caller,
        TimeProvider clock, CancellationToken ct) =>
        ChangeAsync(id, db, current, caller, clock, async (rules, waiting, book, token) =>
        {
            await waiting.EndAsync(book, "waiting.removed", $"Retiré de la liste d’attente : {body.Reason.Trim()}", LineOutcome.Refused,
                rules.Signature(caller.Name), token);
            return null;
        }, ct);

    private static async Task<Results<NoContent, ProblemHttpResult>> ChangeAsync(
        Guid id, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock,
        Func<PlanningRules, WaitingCase, DayBook, CancellationToken, Task<ProblemHttpResult?>> change, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var today = rules.Today(clock.GetUtcNow());
        var problem = await db.WriteAsync(async token =>
        {
            var place = await db.WaitingPlaces.SingleOrDefaultAsync(w =>
                w.Id == id && w.State != WaitingState.Wish && w.State != WaitingState.Suspended && w.Date >= today, token);
            if (place is null || (await WaitingCase.ReadAsync(db, rules, [place], token)).FirstOrDefault() is not { } waiting)
            {
                return Problems.NotFound();
            }

            if (caller.Scope.Refuse(rules, place.Service) is { } notYours)
            {
                return notYours;
            }

            var book = await waiting.OpenAsync(clock.GetUtcNow(), token);
            if (await change(rules, waiting, book, token) is { } refused)
            {
                return refused;
            }

            await book.CloseAsync(token);
            return (ProblemHttpResult?)null;
        }, ct);
        return problem is null ? TypedResults.NoContent() : problem;
    }
}
