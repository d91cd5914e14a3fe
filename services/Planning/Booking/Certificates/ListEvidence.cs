using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Booking.Requests;
using Preau.Planning.Changing;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Certificates;

/// <summary>GET /evidence: certificates of one family; GET /evidence/{id}: one; GET /evidence/queue: the agents' list.</summary>
internal static class ListEvidence
{
    private const int PageSize = 20;

    public static async Task<Results<Ok<EvidenceView[]>,
    ProblemHttpResult>> Handle(Guid? family, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        if (!WhoAsks.TryFind(caller, family, out var who, out var problem))
        {
            return problem!;
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        var since = rules.Today(clock.GetUtcNow()).AddYears(-1);
        var rows = db.Evidence.Where(e => e.FamilyId == who.Family && e.Last >= since && e.State != EvidenceState.Withdrawn);
        rows = (who.ByAgent ? EvidenceScope.Seen(db, rows, caller.Scope.UnitsOf(rules)) : rows)
            .OrderBy(e => e.State == EvidenceState.Awaited ? 0 : e.State == EvidenceState.Given ? 1 : 2).ThenBy(e => e.DueAt);
        return TypedResults.Ok(await EvidenceViews.OfAsync(db, rules, rows, clock.GetUtcNow(), ct));
    }

    public static async Task<Results<Ok<EvidenceView>, ProblemHttpResult>> One(Guid id, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock,
        CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var asked = db.Evidence.Where(e => e.Id == id);
        asked = caller.Owner is null ? EvidenceScope.Seen(db, asked, caller.Scope.UnitsOf(rules)) : asked;
        var found = await EvidenceViews.OfAsync(db, rules, asked, clock.GetUtcNow(), ct);
        return found is [var one] && GetRequest.MaySee(caller, one.FamilyId) ? TypedResults.Ok(one) : Problems.NotFound();
    }

    public static async Task<Results<Ok<EvidencePage>, ProblemHttpResult>> Queue(string? state, int? page, PlanningDb db, CurrentRules current,
        Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var asked = EvidenceState.Given;
        if (!string.IsNullOrEmpty(state) && (!Enum.TryParse(state, ignoreCase: true, out asked) || !Enum.IsDefined(asked)))
        {
            return Problems.Invalid("state.unknown", "Cet état n’existe pas.");
        }

        var rules = (await current.LoadAsync(ct)).Rules;
        var seen = EvidenceScope.Seen(db, db.Evidence, caller.Scope.UnitsOf(rules));
        var all = seen.Where(e => e.State == asked);
        var total = await all.CountAsync(ct);
        var pages = Math.Max(1, (total + PageSize - 1) / PageSize);
        var shown = Math.Clamp(page ?? 1, 1, pages);
        // What was decided last is what an agent looks for; what waits, the oldest.
        var rows = (asked is EvidenceState.Given or EvidenceState.Awaited
            ? all.OrderBy(e => e.DueAt).ThenBy(e => e.Id) : all.OrderByDescending(e => e.DecidedAt).ThenBy(e => e.Id)).Skip((shown - 1) * PageSize)
            .Take(PageSize);
        var counts = await seen.Where(e => e.State == EvidenceState.Given || e.State == EvidenceState.Awaited).GroupBy(e => e.State)
            .Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return TypedResults.Ok(new EvidencePage(await EvidenceViews.OfAsync(db, rules, rows, clock.GetUtcNow(), ct), shown, pages, total,
            counts.Find(c => c.Key == EvidenceState.Given)?.Count ?? 0, counts.Find(c => c.Key == EvidenceState.Awaited)?.Count ?? 0));
    }
}
