using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Enrolments;

/// <summary>GET /enrolments/queue: requests that wait, oldest first; with status "decided" the last month's answers, newest first.</summary>
internal static class GetEnrolmentQueue
{
    private const int PageSize = 25;

    public static async Task<Results<Ok<EnrolmentQueue>, ProblemHttpResult>> Handle(string? status, string? service, int? page, PlanningDb db,
        CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        if (status is not (null or "" or "waiting" or "decided"))
        {
            return Problems.Invalid("status.unknown", "Le statut est waiting ou decided.");
        }

        if (page is < 1 or > 100_000)
        {
            return Problems.Invalid("page.invalid", "Les pages commencent à 1.");
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        var now = clock.GetUtcNow();
        var monthAgo = now.UtcDateTime.AddDays(-31);
        var scope = caller.Scope.KeysOf(rules);
        var seen = scope is null ? db.EnrolmentRequests.AsNoTracking() : db.EnrolmentRequests.AsNoTracking().Where(r => scope.Contains(r.Service));
        var waiting = seen.Where(r => r.Status == RequestStatus.Pending);
        var found = status == "decided"
            ? seen.Where(r => r.Status != RequestStatus.Pending && r.DecidedAt >= monthAgo) : waiting;
        found = string.IsNullOrEmpty(service) ? found : found.Where(r => r.Service == service);
        var total = await found.CountAsync(ct);
        found = status == "decided" ? found.OrderByDescending(r => r.DecidedAt).ThenBy(r => r.Id) : found.OrderBy(r => r.At).ThenBy(r => r.Id);
        var shown = await found.Skip(((page ?? 1) - 1) * PageSize).Take(PageSize).Include(r => r.Pieces).ToListAsync(ct);
        var services = await waiting.Select(r => r.Service).Distinct().ToListAsync(ct);
        return TypedResults.Ok(new EnrolmentQueue(
            await EnrolmentViews.OfAsync(db, rules, shown, now, ct), page ?? 1, Math.Max(1, (total + PageSize - 1) / PageSize), total,
            await waiting.CountAsync(ct),
            [.. rules.Services.Values.Where(s => services.Contains(s.Key)).Select(s => new FilterOption(s.Key, s.Label))]));
    }
}
