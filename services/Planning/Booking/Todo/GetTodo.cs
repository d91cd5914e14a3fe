using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Planning.Attending.RollCall;
using Preau.Planning.Book;
using Preau.Planning.Booking.Certificates;
using Preau.Planning.Booking.Corrections;
using Preau.Planning.Booking.Waiting;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Todo;

/// <summary>GET /todo: how much waits for agents outside the queue, in counts alone.</summary>
internal static class GetTodo
{
    public static async Task<Ok<TodoView>> Handle(PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var now = clock.GetUtcNow();
        var scope = caller.Scope.KeysOf(rules);
        var enrolments = await db.EnrolmentRequests.CountAsync(r => r.Status == RequestStatus.Pending && (scope == null || scope.Contains(r.Service)), ct);
        var certificates = await EvidenceScope.Seen(db, db.Evidence, caller.Scope.UnitsOf(rules)).CountAsync(e => e.State == EvidenceState.Given, ct);
        var allocations = new List<TodoAllocation>();
        foreach (var (service, period) in caller.Scope.Of(rules).SelectMany(s =>
            s.Periods.Where(p => p.Wishes is not null && now >= p.WishesUntil).Select(p => (s, p))).OrderBy(p => p.p.Document.First))
        {
            var (first, last) = (period.Document.First, period.Document.Last);
            var families = await db.WaitingPlaces.Where(w => w.Service == service.Key && w.State == WaitingState.Wish && w.Date >= first && w.Date <= last)
                .Select(w => w.FamilyId).Distinct().CountAsync(ct);
            if (families > 0 && last >= rules.Today(now))
            {
                allocations.Add(new TodoAllocation(service.Key, period.Key, $"{service.Label}, {period.Document.Label}", families));
            }
        }

        var checks = (await ListChecks.FindAsync(db, rules, caller.Scope, rules.Today(now), ct)).Count;
        var places = await GetWaitingList.OfferableAsync(db, rules, scope, now, ct);
        var today = rules.Today(now);
        var units = caller.May(Permissions.Attendance) ? caller.Scope.Of(rules).SelectMany(u => u.Units).Select(u => u.Key).ToList() : [];
        var (open, _) = await GetAnomalies.FindAsync(db, rules, units, today.AddDays(-14), today, today, ct);
        return TypedResults.Ok(new TodoView(enrolments, certificates, [.. allocations], checks, places, open.Count));
    }
}
