using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Booking.Requests;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Enrolments;

/// <summary>Pieces of a request: noted as handed in, or read. An agent who opens a file leaves a trace the family sees.</summary>
internal static class EnrolmentPieces
{
    /// <summary>POST /enrolments/requests/{id}/pieces/{piece}/received.</summary>
    public static async Task<Results<Ok<EnrolmentRequestView>, ProblemHttpResult>> Receive(
        Guid id, string piece, ReceivePiece body, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var now = clock.GetUtcNow();
        var view = await db.WriteAsync(async token =>
        {
            var request = await db.EnrolmentRequests.Include(r => r.Pieces).SingleOrDefaultAsync(r => r.Id == id, token);
            if (request?.Pieces.Find(p => p.Key == piece && p.FileName is null) is not { } found
                || caller.Scope.KeysOf(rules)?.Contains(request.Service) == false)
            {
                return null;
            }

            if (body.Received!.Value != found.ReceivedAt is not null)
            {
                found.ReceivedAt = body.Received.Value ? now.UtcDateTime : null;
                EnrolmentTrace.Note(db, request, now, rules.Signature(caller.Name),
                    body.Received.Value ? $"« {found.Label} » reçue au guichet." : $"« {found.Label} » : la réception est annulée.");
                await db.SaveChangesAsync(token);
            }

            return (await EnrolmentViews.OfAsync(db, rules, [request], now, token))[0];
        }, ct);
        return view is null ? Problems.NotFound() : TypedResults.Ok(view);
    }

    /// <summary>GET /enrolments/requests/{id}/pieces/{piece}/file.</summary>
    public static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Read(
        Guid id, string piece, PlanningDb db, CurrentRules current, Caller caller, Vault vault, TimeProvider clock, HttpContext http,
        CancellationToken ct)
    {
        var request = await db.EnrolmentRequests.Include(r => r.Pieces).SingleOrDefaultAsync(r => r.Id == id, ct);
        if (request is null || !GetRequest.MaySee(caller, request.FamilyId) || request.Pieces.Find(p => p.Key == piece) is not { FileName: { } name } found)
        {
            return Problems.NotFound();
        }

        var file = await db.EnrolmentFiles.AsNoTracking().SingleAsync(f => f.RequestId == id && f.Piece == piece, ct);
        if (caller.Owner?.OwnerId != request.FamilyId)
        {
            var rules = (await current.LoadAsync(ct)).Rules;
            if (caller.Scope.Refuse(rules, request.Service) is { } notYours)
            {
                return notYours;
            }

            db.EnrolmentEvents.Add(new EnrolmentEvent
            {
                RequestId = id,
                At = clock.UtcNow(),
                By = rules.Signature(caller.Name),
                Text = $"« {found.Label} » ouverte."
            });
            await db.SaveChangesAsync(ct);
        }

        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        return TypedResults.File(vault.Open(file.Sealed, db.CurrentTenant, id), file.ContentType, name);
    }
}
