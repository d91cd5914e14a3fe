using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Book;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Decisions;

/// <summary>GET /queue: what waits for an agent, oldest first; with <c>status=decided</c> what agents decided in the last month, newest first.</summary>
internal static class GetQueue
{
    private const int PageSize = 25;

    public static async Task<Results<Ok<QueuePage>, ProblemHttpResult>> Handle(
        string? type, string? service, int? age, string? q, string? status, int? page, PlanningDb db, CurrentRules current, TimeProvider clock,
        Caller caller, CancellationToken ct)
    {
        if (Find(type, age, status, page) is { } wrong)
        {
            return wrong;
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        var now = clock.GetUtcNow();
        var all = Seen(db, rules, caller.Scope);
        var waiting = all.Where(r => r.Status == RequestStatus.Pending);
        var monthAgo = now.UtcDateTime.AddDays(-31);
        var requests = status == "decided"
            ? all.Where(r => r.Status != RequestStatus.Pending && r.DecidedAt >= monthAgo && !r.Automatic)
            : waiting;
        requests = requests.OfType(type);
        requests = string.IsNullOrEmpty(service) ? requests : requests.Where(r => r.Lines.Any(l => l.Service == service));
        if (age is { } days)
        {
            var until = now.UtcDateTime.AddDays(-days);
            requests = requests.Where(r => r.At <= until);
        }

        if (!string.IsNullOrWhiteSpace(q))
        {
            var text = KeepFamilyInStep.SearchText([q.Trim()]);
            requests = requests.Where(r => r.Number.Contains(text) || db.KnownFamilies.Any(f => f.FamilyId == r.FamilyId && f.Search.Contains(text)));
        }

        var total = await requests.CountAsync(ct);
        requests = status == "decided" ? requests.OrderByDescending(r => r.DecidedAt).ThenBy(r => r.Id) : requests.OrderBy(r => r.At).ThenBy(r => r.Id);
        var shown = await requests.Skip(((page ?? 1) - 1) * PageSize).Take(PageSize).AsSplitQuery().Include(r => r.Lines).Include(r => r.History)
            .ToListAsync(ct);
        var services = await waiting.SelectMany(r => r.Lines).Where(l => l.Accepted == null).Select(l => l.Service).Distinct().ToListAsync(ct);
        return TypedResults.Ok(new QueuePage(
            await QueueItems.OfAsync(db, rules, shown, now, ct), page ?? 1, Math.Max(1, (total + PageSize - 1) / PageSize), total,
            await CountAsync(all, rules, now, ct),
            [.. rules.Services.Values.Where(s => services.Contains(s.Key)).Select(s => new FilterOption(s.Key, s.Label))]));
    }

    /// <summary>GET /queue/counts: the figures alone, for what every page of the agents shows.</summary>
    public static async Task<Ok<QueueCounts>> Counts(PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        return TypedResults.Ok(await CountAsync(Seen(db, rules, caller.Scope), rules, clock.GetUtcNow(), ct));
    }

    private static ProblemHttpResult? Find(string? type, int? age, string? status, int? page) =>
        !RequestTypes.IsKnown(type) ? Problems.Invalid("type.unknown", RequestTypes.Unknown)
        : status is not (null or "" or "waiting" or "decided") ? Problems.Invalid("status.unknown", "Le statut est waiting ou decided.")
        : age is < 0 or > 3650 ? Problems.Invalid("age.invalid", "L’ancienneté est un nombre de jours.")
        : page is < 1 or > 100_000 ? Problems.Invalid("page.invalid", "Les pages commencent à 1.")
        : null;

    // An agent of some services sees the requests that touch one of them.
    private static IQueryable<Request> Seen(PlanningDb db, PlanningRules rules, Scope scope)
    {
        var mine = scope.Of(rules).Select(s => s.Key).ToList();
        return scope.IsAll ? db.Requests.AsNoTracking() : db.Requests.AsNoTracking().Where(r => r.Lines.Any(l => mine.Contains(l.Service)));
    }

    private static async Task<QueueCounts> CountAsync(IQueryable<Request> all, PlanningRules rules, DateTimeOffset now, CancellationToken ct)
    {
        var today = rules.Today(now);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7)).ToDateTime(TimeOnly.MinValue);
        var mondayUtc = TimeZoneInfo.ConvertTimeToUtc(monday, rules.Zone);
        var waiting = await all.Where(r => r.Status == RequestStatus.Pending).GroupBy(_ => 1)
            .Select(g => new { All = g.Count(), Late = g.Count(r => r.Late), Oldest = g.Min(r => r.At) }).SingleOrDefaultAsync(ct);
        var automatic = await all.CountAsync(r => r.Automatic && r.At >= mondayUtc, ct);
        return new QueueCounts(waiting?.All ?? 0, waiting?.Late ?? 0, automatic, waiting is null ? 0 : QueueItems.AgeDays(waiting.Oldest, rules, now));
    }
}
