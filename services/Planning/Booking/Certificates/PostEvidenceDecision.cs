using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Certificates;

/// <summary>
/// POST /evidence/{id}/decision: an agent accepts a certificate, also one seen on paper, or refuses it with a reason. Decided again, the last word holds.
/// POST /evidence/decisions: the same for many; one that can't be decided any more is left out and counted.
/// </summary>
internal static class PostEvidenceDecision
{
    public static async Task<Results<Ok<EvidenceView>, ProblemHttpResult>> Handle(
        Guid id, DecideEvidence body, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        if (Refuse(body.Accept, body.Reason) is { } incomplete)
        {
            return incomplete;
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        var now = clock.GetUtcNow();
        var problem = await DecideAsync(id, body.Accept == true, body.Reason?.Trim(), db, rules, caller, now, ct);
        return problem is not null ? problem : TypedResults.Ok((await EvidenceViews.OfAsync(db, rules, db.Evidence.Where(e => e.Id == id), now, ct))[0]);
    }

    public static async Task<Results<Ok<EvidencesDecided>, ProblemHttpResult>> Many(
        DecideEvidences body, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        if (Refuse(body.Accept, body.Reason) is { } incomplete)
        {
            return incomplete;
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        var (ids, left) = (body.Ids.Distinct().ToList(), 0);
        foreach (var id in ids)
        {
            left += await DecideAsync(id, body.Accept == true, body.Reason?.Trim(), db, rules, caller, clock.GetUtcNow(), ct) is null ? 0 : 1;
            db.ChangeTracker.Clear();
        }

        return TypedResults.Ok(new EvidencesDecided(ids.Count - left, left));
    }

    private static ProblemHttpResult? Refuse(bool? accept, string? reason) => accept == false && reason?.Trim() is not { Length: >= 3 }
        ? Problems.Invalid("reason.missing", "Un refus a un motif de 3 à 500 caractères, envoyé à la famille.") : null;

    private static Task<ProblemHttpResult?> DecideAsync(
        Guid id, bool accept, string? reason, PlanningDb db, PlanningRules rules, Caller caller, DateTimeOffset now, CancellationToken ct) =>
        db.WriteAsync<ProblemHttpResult?>(async token =>
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

            if (evidence.State != (accept ? EvidenceState.Accepted : EvidenceState.Refused))
            {
                await new SettleEvidence(db, rules, now)
                    .DecideAsync(evidence, accept, accept ? null : reason, rules.Signature(caller.Name), token);
            }

            return null;
        }, ct);
}
