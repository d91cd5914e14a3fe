using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Requests;

/// <summary>POST /requests/{id}/decision: whole or in part; what is refused says why. The family gets a message, and a mail where it allows them.</summary>
internal static class DecideRequest
{
    public static async Task<Results<Ok<FamilyRequestView>, ProblemHttpResult>> Handle(
        Guid id, DecideFamilyRequest body, Caller caller, FamilyDb db, SettingsCache settings, Vault vault, TimeProvider clock, CancellationToken ct)
    {
        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var reason = body.Reason?.Trim();
        var problem = await db.WriteAsync(async token =>
        {
            var request = await db.Requests.Include(r => r.Lines).SingleOrDefaultAsync(r => r.Id == id, token);
            if (request is null || await db.LoadAsync(request.FamilyId, tracked: true, token) is not { } file)
            {
                return Problems.NotFound();
            }

            if (request.Status != RequestStatus.Pending)
            {
                return Problems.Conflict(
                    "request.decided", request.Status == RequestStatus.Cancelled
                        ? "La famille a annulé cette demande."
                        : $"Cette demande a déjà reçu une réponse de {request.DecidedBy}.");
            }

            var open = request.Lines.Where(l => l.Accepted is null).ToList();
            var accepted = open.Where(l => body.Accepted.Contains(l.Id)).ToList();
            if (body.Accepted.Distinct().Count() > accepted.Count)
            {
                return Problems.Invalid("line.unknown", "Une des lignes acceptées n’attend plus de réponse. Relisez la demande.");
            }

            if (open.Exists(l => l.Health) && !caller.May(Permissions.Health))
            {
                return Problems.Forbidden("health.forbidden", "Cette demande porte sur la santé : elle se décide avec le droit « Santé ».");
            }

            if (accepted.Count < open.Count && reason is not { Length: >= 3 })
            {
                return Problems.Invalid("reason.missing", "La famille doit savoir pourquoi : écrivez le motif en quelques mots.");
            }

            open.ForEach(l => l.Accepted = accepted.Contains(l));
            (request.DecidedBy, request.DecidedAt, request.Version) = (caller.Name, clock.UtcNow(), request.Version + 1);
            request.Reason = accepted.Count < open.Count ? reason : null;
            request.Conclude();
            if (accepted.Count > 0 && await new ApplyRequest(db, rules, vault, clock).DoAsync(file, request, accepted, caller.Name, token) is { } refused)
            {
                return refused;
            }

            db.Raise(new FamilyNotified(db.CurrentTenant, clock.UtcNow(), request.Id, request.FamilyId, "request",
                $"Demande {request.Number} : {Word(request.Status)}", Text(request), $"demandes/dossier/{request.Id}"));
            return (ProblemHttpResult?)null;
        }, ct);
        return problem is not null ? problem : TypedResults.Ok(await new RequestViews(db, rules, vault).OneAsync(id, RequestReader.Agent(caller), ct));
    }

    private static string Word(RequestStatus status) =>
        status switch { RequestStatus.Accepted => "acceptée", RequestStatus.PartlyAccepted => "acceptée en partie", _ => "refusée" };

    // Neither values nor health in a message: they stand on the page it leads to.
    private static string Text(FamilyRequest request)
    {
        var refused = request.Lines.Where(l => l.Accepted == false).Select(l => l.Label).Distinct().ToList();
        return $"Votre demande {request.Number} ({RequestForms.LabelOf(request.Form)}) est {Word(request.Status)}."
            + (refused.Count > 0 && request.Status == RequestStatus.PartlyAccepted ? $"\nRefusé : {string.Join(", ", refused)}." : "")
            + (request.Reason is { } why ? $"\nMotif : {why}" : "");
    }
}
