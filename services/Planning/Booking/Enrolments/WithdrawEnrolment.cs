using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Booking.Requests;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Enrolments;

/// <summary>POST /enrolments/requests/{id}/cancel: the family takes its request back while nobody has answered.</summary>
internal static class WithdrawEnrolment
{
    public static async Task<Results<Ok<EnrolmentRequestView>, ProblemHttpResult>> Handle(Guid id, PlanningDb db, CurrentRules current, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var now = clock.GetUtcNow();
        var (view, problem) = await db.WriteAsync(async token =>
        {
            var request = await db.EnrolmentRequests.Include(r => r.Pieces).SingleOrDefaultAsync(r => r.Id == id, token);
            if (request is null || !GetRequest.MaySee(caller, request.FamilyId))
            {
                return (View: (EnrolmentRequestView?)null, Problem: (ProblemHttpResult?)Problems.NotFound());
            }

            if (request.Status is not (RequestStatus.Pending or RequestStatus.Cancelled))
            {
                return (null, Problems.Conflict("already-decided", "Cette demande a déjà sa réponse. Pour la changer, écrivez au service."));
            }

            if (request.Status == RequestStatus.Pending)
            {
                var byAgent = caller.Owner?.OwnerId != request.FamilyId;
                request.Status = RequestStatus.Cancelled;
                EnrolmentTrace.Note(db, request, now, new WhoAsks(request.FamilyId, byAgent).Sign(caller),
                    byAgent ? "Demande retirée par le service au nom de la famille." : "Demande retirée par la famille.");
                await db.SaveChangesAsync(token);
            }

            return ((await EnrolmentViews.OfAsync(db, rules, [request], now, token))[0], null);
        }, ct);
        return view is null ? problem! : TypedResults.Ok(view);
    }
}
