using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Certificates;

/// <summary>
/// POST /evidence/{id}/decision: an agent accepts a certificate, also one seen on paper, or refuses it with a reason. Decided again, the last word holds.
/// </summary>
internal static class PostEvidenceDecision
{
    public static async Task<Results<Ok<EvidenceView>, ProblemHttpResult>> Handle(
        Guid id, DecideEvidence body, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var reason = body.Reason?.Trim();
        if (body.Accept == false && reason is not { Length: >= 3 })
        {
            return Problems.Invalid("reason.missing", "Un refus a un motif de 3 à 500 caractères, envoyé à la famille.");
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        var now = clock.GetUtcNow();
        var problem = await db.WriteAsync(async token =>
        {
            var evidence = await db.Evidence.SingleOrDefaultAsync(e => e.Id == id, token);
            if (evidence is null)
            {
                return Problems.NotFound();
            }

            if (await EvidenceScope.RefuseAsync(db, rules, caller.Scope, id, token) is { } notYours)
            {
                return notYours;
            }

            if (evidence.State == EvidenceState.Withdrawn)
            {
                return Problems.Conflict("evidence.settled", "La famille a repris cette absence : il n’y a plus rien à décider.");
            }

            if (evidence.State != (body.Accept == true ? EvidenceState.Accepted : EvidenceState.Refused))
            {
                await new SettleEvidence(db, rules, now)
                    .DecideAsync(evidence, body.Accept!.Value, body.Accept == true ? null : reason, rules.Signature(caller.Name), token);
            }

            return null;
        }, ct);
        return problem is not null ? problem : TypedResults.Ok((await EvidenceViews.OfAsync(db, rules, db.Evidence.Where(e => e.Id == id), now, ct))[0]);
    }
}
