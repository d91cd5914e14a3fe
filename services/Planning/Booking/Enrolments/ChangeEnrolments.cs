using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Enrolments;

/// <summary>
/// Agents enrol a child without a request, and change or close an enrolment. Age and capacity are theirs to judge; one enrolment at a time isn't.
/// </summary>
internal static class ChangeEnrolments
{
    private static readonly DateOnly Earliest = new(2000, 1, 1);
    private static readonly DateOnly Latest = new(2100, 12, 31);

    /// <summary>POST /enrolments.</summary>
    public static async Task<Results<Created<EnrolmentView>, ProblemHttpResult>> Create(
        string tenant, CreateEnrolment body, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var inForce = await current.LoadAsync(ct);
        if (!inForce.Rules.Services.TryGetValue(body.Service, out var service))
        {
            return Problems.Invalid("service.unknown", "Ce service n’existe pas.");
        }

        if (caller.Scope.Refuse(inForce.Rules, service.Key) is { } notYours)
        {
            return notYours;
        }

        var now = clock.GetUtcNow();
        var (from, until) = (body.From!.Value, body.Until);
        if (Period(from, until) is { } wrong)
        {
            return wrong;
        }

        var last = until is { } end && end < from.AddDays(400) ? end : from.AddDays(400);
        if (body.Weekdays is not null && ReadEnrolment.CheckDays(service, body.Weekdays, body.Unit, from, last, asked: false) is { } days)
        {
            return days;
        }

        var by = inForce.Rules.Signature(caller.Name);
        var (view, problem) = await db.WriteAsync(async token =>
        {
            if (!await db.KnownChildren.AnyAsync(c => c.FamilyId == body.Family && c.ChildId == body.Child, token))
            {
                return (View: (EnrolmentView?)null, Problem: (ProblemHttpResult?)Problems.NotFound());
            }

            if (await Overlap.FindAsync(db, body.Family!.Value, body.Child!.Value, service, from, until, null, token) is { } overlap)
            {
                return (null, overlap);
            }

            var enrolment = new Enrolment
            {
                FamilyId = body.Family!.Value,
                ChildId = body.Child!.Value,
                Service = service.Key,
                From = from,
                Until = until,
                Weekdays = ReadEnrolment.Digits(body.Weekdays),
                Unit = body.Unit,
            };
            db.Enrolments.Add(enrolment);
            EnrolmentTrace.Note(db, enrolment, now, by,
                "Inscription faite par le service" + (string.IsNullOrWhiteSpace(body.Reason) ? "." : $" : {body.Reason.Trim()}"));
            await db.SaveChangesAsync(token);
            var booked = await BookEnrolledDays.BookAsync(db, inForce, enrolment, by, now, token);
            await TellAsync(db, inForce.Rules, enrolment, now, booked > 0 ? $" {booked} jours sont réservés." : "", token);
            return (await ViewAsync(db, inForce.Rules, enrolment, token), null);
        }, ct);
        return view is null ? problem! : TypedResults.Created($"/api/{tenant}/planning/enrolments?family={body.Family}", view);
    }

    /// <summary>PUT /enrolments/{id}.</summary>
    public static async Task<Results<Ok<EnrolmentView>, ProblemHttpResult>> Change(Guid id, ChangeEnrolment body, PlanningDb db, CurrentRules current,
        Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var inForce = await current.LoadAsync(ct);
        var (from, until) = (body.From!.Value, body.Until);
        if (Period(from, until) is { } wrong)
        {
            return wrong;
        }

        if (body.Reason.Trim().Length < 3)
        {
            return Problems.Invalid("reason.missing", "Dites pourquoi, en 3 à 500 caractères.");
        }

        var now = clock.GetUtcNow();
        var by = inForce.Rules.Signature(caller.Name);
        var (view, problem) = await db.WriteAsync(async token =>
        {
            await DayLock.HoldAsync(db, token);
            if (await db.Enrolments.SingleOrDefaultAsync(e => e.Id == id, token) is not { } enrolment)
            {
                return (View: (EnrolmentView?)null, Problem: (ProblemHttpResult?)Problems.NotFound());
            }

            if (caller.Scope.Refuse(inForce.Rules, enrolment.Service) is { } notYours)
            {
                return (null, notYours);
            }

            if (inForce.Rules.Services.TryGetValue(enrolment.Service, out var service)
                && await Overlap.FindAsync(db, enrolment.FamilyId, enrolment.ChildId, service, from, until, enrolment.Id, token) is { } overlap)
            {
                return (null, overlap);
            }

            var today = inForce.Rules.Today(now);
            var before = until is { } end && (enrolment.Until is null || end < enrolment.Until) ? "Fin avancée" : "Dates changées";
            (enrolment.From, enrolment.Until) = (from, until);
            await db.SaveChangesAsync(token);
            var cancelled = await BookEnrolledDays.CancelOutsideAsync(db, inForce, enrolment, by, now, token);
            var days = cancelled > 0 ? $" {cancelled} jours réservés sont annulés." : "";
            EnrolmentTrace.Note(db, enrolment, now, by, $"{before}, {Words(enrolment, today)} : {body.Reason.Trim().TrimEnd('.')}.{days}");
            await TellAsync(db, inForce.Rules, enrolment, now, days, token);
            return (await ViewAsync(db, inForce.Rules, enrolment, token), null);
        }, ct);
        return view is null ? problem! : TypedResults.Ok(view);
    }

    private static ProblemHttpResult? Period(DateOnly from, DateOnly? until) =>
        until < from || from < Earliest || from > Latest || until > Latest
            ? Problems.Invalid("enrolment.period", "La fin précède le début, ou l’année est hors limites.") : null;

    private static string Words(Enrolment e, DateOnly today) =>
        e.Until is { } until ? FrenchDates.Range(e.From, until, today) : $"à partir du {FrenchDates.DayOfMonth(e.From, today)}";

    private static async Task TellAsync(PlanningDb db, PlanningRules rules, Enrolment enrolment, DateTimeOffset now, string more, CancellationToken ct)
    {
        var child = await db.KnownChildren.AsNoTracking().SingleOrDefaultAsync(c => c.FamilyId == enrolment.FamilyId && c.ChildId == enrolment.ChildId, ct);
        var label = rules.Services.GetValueOrDefault(enrolment.Service)?.Label ?? enrolment.Service;
        EnrolmentTrace.Tell(db, enrolment.FamilyId, now, $"{child?.FirstName} : inscription à « {label} »",
            $"{child?.FirstName} est inscrit{(child?.Gender == "f" ? "e" : "")} à « {label} » {Words(enrolment, rules.Today(now))}.{more}");
    }

    private static async Task<EnrolmentView> ViewAsync(PlanningDb db, PlanningRules rules, Enrolment e, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        return (await ListEnrolments.OfAsync(db, rules, e.FamilyId, withHistory: true, ct))!.Single(v => v.EnrolmentId == e.Id);
    }
}
