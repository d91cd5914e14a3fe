using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Booking.Requests;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Waiting;

/// <summary>
/// POST /offers/{id}/accept and /offers/{id}/decline: the held place is the child's, or goes to the next in turn. The same answer twice is one.
/// </summary>
internal static class AnswerOffer
{
    public static Task<Results<Ok<Receipt>, ProblemHttpResult>> Accept(Guid id, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock,
        CancellationToken ct) =>
        AnswerAsync(id, true, db, current, caller, clock, ct);

    public static Task<Results<Ok<Receipt>, ProblemHttpResult>> Decline(Guid id, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock,
        CancellationToken ct) =>
        AnswerAsync(id, false, db, current, caller, clock, ct);

    private static async Task<Results<Ok<Receipt>, ProblemHttpResult>> AnswerAsync(
        Guid id, bool accept, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var now = clock.GetUtcNow();
        var (receipt, problem) = await db.WriteAsync(async token =>
        {
            var request = await db.Requests.AsSplitQuery().Include(r => r.Lines).Include(r => r.History)
                .SingleOrDefaultAsync(r => r.Lines.Any(l => l.Id == id), token);
            if (request is null || !GetRequest.MaySee(caller, request.FamilyId))
            {
                return (Receipt: (Receipt?)null, Problem: (ProblemHttpResult?)Problems.NotFound());
            }

            var place = await db.WaitingPlaces.SingleOrDefaultAsync(w => w.Id == id, token);
            var line = request.Lines.Single(l => l.Id == id);
            if (caller.Owner?.OwnerId != request.FamilyId && caller.Scope.RefuseUnits(rules, [line.Unit]) is { } notYours)
            {
                return (null, notYours);
            }

            if (place is not { State: WaitingState.Offered } || place.OfferUntil <= now.UtcDateTime)
            {
                if (place is { State: WaitingState.Offered })
                {
                    var served = await new Turns(db, rules, now).GiveAsync([(place.Queue, place.Date)], token);
                    await new LateExchange(db, rules, now).SettleAsync([place.Date, .. served], token);
                }
                else if (line.Code == (accept ? "booked.offer" : "offer.declined"))
                {
                    return (Receipts.Of(request, rules, await ChildNames.OfAsync(db, request.FamilyId, token) ?? [], now), null);
                }

                return (null, Problems.Conflict("offer.over",
                    place is null or { State: WaitingState.Offered }
                    ? "Cette proposition est terminée : la place est allée à la famille suivante, ou vous y avez déjà répondu."
                    : "Aucune place n’est proposée pour l’instant."));
            }

            var waiting = (await WaitingCase.ReadAsync(db, rules, [place], token)).FirstOrDefault();
            if (waiting is null)
            {
                return (null, Problems.Conflict("offer.over", "Cette proposition est terminée."));
            }

            await EndAsync(db, rules, waiting, accept, caller, now, token);
            return (Receipts.Of(request, rules, await ChildNames.OfAsync(db, request.FamilyId, token) ?? [], now), null);
        }, ct);
        return receipt is null ? problem! : TypedResults.Ok(receipt);
    }

    private static async Task EndAsync(PlanningDb db, PlanningRules rules, WaitingCase waiting, bool accept, Caller caller, DateTimeOffset now,
        CancellationToken ct)
    {
        var book = await waiting.OpenAsync(now, ct);
        var days = waiting.Days;
        if (accept)
        {
            await waiting.BookAsync(book, "booked.offer", $"Place proposée et acceptée : {waiting.Booked}.", caller.Name, ct);
        }
        else
        {
            await waiting.EndAsync(book, "offer.declined", "Place proposée et laissée : elle va à la famille suivante.", LineOutcome.Cancelled, caller.Name,
                ct);
        }

        await book.CloseAsync(ct);
        if (accept)
        {
            // No count has changed, but what was held is now taken.
            await db.SaveChangesAsync(ct);
            await new Turns(db, rules, now).FollowBookedAsync(waiting, ct);
            await new LateExchange(db, rules, now).SettleAsync(days, ct);
        }
    }
}
