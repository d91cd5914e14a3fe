using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Booking.Decisions;

/// <summary>GET /todo: how much waits for agents outside the queue, in counts alone.</summary>
internal static class GetTodo
{
    public static async Task<Ok<TodoView>> Handle(PlanningDb db, CurrentRules current, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var now = clock.GetUtcNow();
        var enrolments = await db.EnrolmentRequests.CountAsync(r => r.Status == RequestStatus.Pending, ct);
        var certificates = await db.Evidence.CountAsync(e => e.State == EvidenceState.Given, ct);
        var allocations = new List<TodoAllocation>();
        foreach (var (service, period) in rules.Services.Values.SelectMany(s =>
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

        return TypedResults.Ok(new TodoView(enrolments, certificates, [.. allocations]));
    }
}
