using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Planning.Book;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Enrolments;

/// <summary>POST /enrolments/requests/{id}/decide: an agent accepts, or refuses with a reason; the family is told.</summary>
internal static class DecideOnEnrolment
{
    public static async Task<Results<Ok<EnrolmentRequestView>, ProblemHttpResult>> Handle(
        Guid id, DecideEnrolment body, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var accept = body.Accept!.Value;
        var reason = string.IsNullOrWhiteSpace(body.Reason) ? null : body.Reason.Trim();
        if (!accept && reason is not { Length: >= 3 })
        {
            return Problems.Invalid("reason.missing", "Un refus a un motif de 3 à 500 caractères, envoyé à la famille.");
        }

        var inForce = await current.LoadAsync(ct);
        var by = inForce.Rules.Signature(caller.Name);
        var now = clock.GetUtcNow();
        var (view, problem) = await db.WriteAsync(async token =>
        {
            if (await db.EnrolmentRequests.Include(r => r.Pieces).SingleOrDefaultAsync(r => r.Id == id, token) is not { } request)
            {
                return (View: (EnrolmentRequestView?)null, Problem: (ProblemHttpResult?)Problems.NotFound());
            }

            if (caller.Scope.Refuse(inForce.Rules, request.Service) is { } notYours)
            {
                return (null, notYours);
            }

            if (request.Status != RequestStatus.Pending)
            {
                return (null, Problems.Conflict("already-decided",
                    request.DecidedBy is null ? "Cette demande n’attend plus de réponse." : $"Déjà décidée par {request.DecidedBy}."));
            }

            var child = await db.KnownChildren.AsNoTracking().SingleOrDefaultAsync(c => c.FamilyId == request.FamilyId && c.ChildId == request.ChildId, token);
            if (accept && (child is null || !inForce.Rules.Services.ContainsKey(request.Service)))
            {
                return (null, Problems.Conflict("enrolment.gone",
                    "L’enfant n’est plus dans ce dossier, ou le service n’existe plus : la demande ne peut qu’être refusée."));
            }

            if (accept && await AcceptAsync(db, inForce, request, child!, by, now, onlyIfPlace: true, token) is { } refused)
            {
                db.ChangeTracker.Clear();
                return (null, refused);
            }

            if (!accept)
            {
                Refuse(db, inForce.Rules, request, child?.FirstName ?? "", reason!, by, now);
            }

            await db.SaveChangesAsync(token);
            return ((await EnrolmentViews.OfAsync(db, inForce.Rules, [request], now, token))[0], null);
        }, ct);
        return view is null ? problem! : TypedResults.Ok(view);
    }

    /// <summary>Inside a write, the request saved. The reason when it can't be accepted now: then nothing has changed.</summary>
    /// <param name="tell">False for demonstration data: nobody is told.</param>
    public static async Task<ProblemHttpResult?> AcceptAsync(
        PlanningDb db, SettingsInForce<PlanningRules> inForce, EnrolmentRequest request, KnownChild child, string by, DateTimeOffset now, bool onlyIfPlace,
        CancellationToken ct, bool tell = true)
    {
        var rules = inForce.Rules;
        var service = rules.Services[request.Service];
        if (service.Enrolment?.Capacity is not null)
        {
            await EnrolmentGate.EnterAsync(db, service.Key, ct);
            if (onlyIfPlace && await EnrolmentRules.LeftAsync(db, service, request.From, request.Until, ct) == 0)
            {
                return Problems.Conflict("enrolment.full", $"« {service.Label} » n’a plus de place sur cette période : la demande attend toujours.");
            }
        }

        if (await Overlap.FindAsync(db, request.FamilyId, request.ChildId, service, request.From, request.Until, except: null, ct) is { } overlap)
        {
            return overlap;
        }

        var enrolment = new Enrolment
        {
            FamilyId = request.FamilyId,
            ChildId = request.ChildId,
            Service = request.Service,
            From = request.From,
            Until = request.Until,
            Weekdays = request.Weekdays,
            Unit = request.Unit,
            RequestNumber = request.Number,
        };
        db.Enrolments.Add(enrolment);
        await db.SaveChangesAsync(ct);
        (request.Status, request.DecidedBy, request.DecidedAt, request.EnrolmentId) = (RequestStatus.Accepted, by, now.UtcDateTime, enrolment.Id);
        request.BookedDays = await BookEnrolledDays.BookAsync(db, inForce, enrolment, by, now, ct);
        var booked = request.BookedDays > 0 ? $" {request.BookedDays} jours sont réservés." : "";
        EnrolmentTrace.Note(db, request, now, by, $"Acceptée.{booked}");
        if (!tell)
        {
            return null;
        }

        var period = FrenchDates.Range(request.From, request.Until, rules.Today(now));
        EnrolmentTrace.Tell(db, request.FamilyId, now, $"{child.FirstName} : inscription à « {service.Label} » acceptée",
            $"{child.FirstName} est inscrit{(child.Gender == "f" ? "e" : "")} à « {service.Label} » {period} (demande n° {request.Number}).{booked}{Next(service, request)}");
        return null;
    }

    private static string Next(Service service, EnrolmentRequest request) =>
        (service.Online ? "\nLes jours se réservent dans le planning."
            : "\nLes jours de ce service ne se réservent pas en ligne : pour un changement, écrivez au service.")
        + (request.Pieces.Exists(p => p is { Required: true, ReceivedAt: null })
            ? $"\nÀ remettre au guichet : {string.Join(", ", request.Pieces.Where(p => p is { Required: true, ReceivedAt: null }).Select(p => p.Label))}."
            : "");

    /// <param name="tell">False for demonstration data: nobody is told.</param>
    public static void Refuse(PlanningDb db, PlanningRules rules, EnrolmentRequest request, string child, string reason, string by, DateTimeOffset now,
        bool tell = true)
    {
        (request.Status, request.DecidedBy, request.DecidedAt, request.Reason) = (RequestStatus.Refused, by, now.UtcDateTime, reason);
        EnrolmentTrace.Note(db, request, now, by, $"Refusée : {reason}");
        if (!tell)
        {
            return;
        }

        var label = rules.Services.GetValueOrDefault(request.Service)?.Label ?? request.Service;
        EnrolmentTrace.Tell(db, request.FamilyId, now, $"{child} : inscription à « {label} » refusée",
            $"L’inscription {Grammar.De(child)} à « {label} » (demande n° {request.Number}) n’est pas acceptée.\n{reason}");
    }
}
