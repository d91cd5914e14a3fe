using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Booking.Enrolments;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Demo;

/// <summary>An enrolment a family asked for, its pieces handed in at the counter; decided a day later, or waiting.</summary>
/// <param name="DaysAgo">When it was asked.</param>
internal sealed record DemoEnrolmentRequest(
    Guid Family, string Author, Guid Child, string Service, int DaysAgo, DateOnly From, DateOnly Until, WeekdaySet Weekdays = default, string? Comment = null,
    DemoDecision? Decision = null)
{
    /// <summary>Inside a write: by the same code as a real one.</summary>
    public async Task AskAsync(PlanningDb db, SettingsInForce<PlanningRules> inForce, string slug, DateTimeOffset at, CancellationToken ct)
    {
        var rules = inForce.Rules;
        if (!rules.Services.TryGetValue(Service, out var service) || service.Enrolment is not { } asked)
        {
            throw new TenantFileException($"{slug}.json: planning.enrolmentRequests: there is no service \"{Service}\" that takes requests.");
        }

        var body = new AskEnrolment(Guid.CreateVersion7(), Child, Service, From, Until, [.. Weekdays.Listed().Select(EnrolmentRules.Number)], null,
            [.. asked.Pieces.Select(p => new GivenPiece(p.Key, AtCounter: true))], Comment);
        var request = ReadEnrolment.ToRequest(body, new WhoAsks(Family, ByAgent: false), Author, await RequestCounter.NextAsync(db, rules.Local(at).Year, ct),
            asked, db.CurrentTenant, at);
        request.Pieces.ForEach(p => p.ReceivedAt = at.UtcDateTime);
        db.EnrolmentRequests.Add(request);
        EnrolmentTrace.Note(db, request, at, Author, "Demande envoyée.");
        await db.SaveChangesAsync(ct);
        if (Decision is not { } decision)
        {
            return;
        }

        var child = await db.KnownChildren.AsNoTracking().SingleAsync(c => c.FamilyId == Family && c.ChildId == Child, ct);
        var (by, when) = (rules.Signature(decision.By), at.AddHours(13));
        if (decision.Accept)
        {
            await DecideOnEnrolment.AcceptAsync(db, inForce, request, child, by, when, onlyIfPlace: true, ct, tell: false);
        }
        else
        {
            DecideOnEnrolment.Refuse(db, rules, request, child.FirstName, decision.Reason!, by, when, tell: false);
        }

        await db.SaveChangesAsync(ct);
    }
}
