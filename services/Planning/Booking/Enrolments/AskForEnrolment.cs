using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Enrolments;

/// <summary>POST /enrolments/requests: a family asks, an agent or the rule of the service answers; the same key gives the same receipt.</summary>
internal static class AskForEnrolment
{
    public static async Task<Results<Created<EnrolmentRequestView>, Ok<EnrolmentRequestView>, ProblemHttpResult>> Handle(
        string tenant, AskEnrolment body, PlanningDb db, CurrentRules current, Caller caller, Vault vault, TimeProvider clock, CancellationToken ct)
    {
        if (!WhoAsks.TryFind(caller, body.Family, out var who, out var problem))
        {
            return problem!;
        }

        if (Exceptions.Check(who, body.OverrideReason) is { } notAllowed)
        {
            return notAllowed;
        }

        var inForce = await current.LoadAsync(ct);
        if (!inForce.Rules.Services.TryGetValue(body.Service, out var service) || service.Enrolment is not { } asked)
        {
            return Problems.Invalid("service.unknown", "On ne peut pas demander d’inscription à ce service ici.");
        }

        var now = clock.GetUtcNow();
        if (ReadEnrolment.Check(body, service, inForce.Rules.Today(now)) is { } wrong)
        {
            return wrong;
        }

        var (view, isNew, refused) = await db.WriteAsync(async token =>
        {
            var family = await db.KnownFamilies.AsNoTracking().SingleOrDefaultAsync(f => f.FamilyId == who.Family, token);
            var child = await db.KnownChildren.AsNoTracking().SingleOrDefaultAsync(c => c.FamilyId == who.Family && c.ChildId == body.Child, token);
            if (family is null || child is null)
            {
                return (View: (EnrolmentRequestView?)null, IsNew: false, Refused: (ProblemHttpResult?)Problems.NotFound());
            }

            if (await db.EnrolmentRequests.AsNoTracking().Include(r => r.Pieces)
                .SingleOrDefaultAsync(r => r.FamilyId == who.Family && r.Key == body.Key, token) is { } known)
            {
                return ((await EnrolmentViews.OfAsync(db, inForce.Rules, [known], now, token))[0], false, null);
            }

            var enrolments = await db.Enrolments.AsNoTracking().Where(e => e.FamilyId == who.Family && e.ChildId == body.Child).ToListAsync(token);
            var waiting = await db.EnrolmentRequests.AsNoTracking()
                .Where(r => r.FamilyId == who.Family && r.ChildId == body.Child && r.Status == RequestStatus.Pending).ToListAsync(token);
            if (EnrolmentRules.Obstacle(service, family, child, body.From!.Value, body.Until!.Value, enrolments, waiting,
                byException: body.OverrideReason is not null) is { } obstacle)
            {
                return (null, false, Problems.Conflict("enrolment." + obstacle.Code, obstacle.Text));
            }

            var request = await WriteAsync(db, inForce, asked, body, who, caller, vault, child, now, token);
            return ((await EnrolmentViews.OfAsync(db, inForce.Rules, [request], now, token))[0], true, null);
        }, ct);
        return refused is not null ? refused
            : isNew ? TypedResults.Created($"/api/{tenant}/planning/enrolments/requests/{view!.Id}", view)
            : TypedResults.Ok(view);
    }

    private static async Task<EnrolmentRequest> WriteAsync(
        PlanningDb db, SettingsInForce<PlanningRules> inForce, EnrolmentDocument asked, AskEnrolment body, WhoAsks who, Caller caller, Vault vault,
        KnownChild child, DateTimeOffset now, CancellationToken ct)
    {
        var number = await RequestCounter.NextAsync(db, inForce.Rules.Local(now).Year, ct);
        var request = ReadEnrolment.ToRequest(body, who, who.Sign(caller), number, asked, db.CurrentTenant, now);
        db.EnrolmentRequests.Add(request);
        db.EnrolmentFiles.AddRange(ReadEnrolment.Files(body, request, vault));
        EnrolmentTrace.Note(db, request, now, request.Author, who.ByAgent ? "Demande saisie par le service au nom de la famille." : "Demande envoyée.");
        if (body.OverrideReason is { } reason)
        {
            EnrolmentTrace.Note(db, request, now, request.Author, $"Par exception : {reason.Trim()}");
        }

        await db.SaveChangesAsync(ct);
        if (asked.Decision == Validation.Automatic && request.Pieces.TrueForAll(p => !p.Required || p.ReceivedAt is not null))
        {
            await DecideOnEnrolment.AcceptAsync(db, inForce, request, child, Announce.ByRule, now, onlyIfPlace: true, ct);
            await db.SaveChangesAsync(ct);
        }

        return request;
    }
}
