using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Month.Agenda;

/// <summary>A guardian makes, renews and ends private calendar addresses of the own household.</summary>
internal static class ManageFeeds
{
    private const int Most = 5;

    /// <summary>GET /feeds.</summary>
    public static async Task<Ok<FeedView[]>> List(PlanningDb db, CurrentRules current, Caller caller, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var feeds = await Mine(db, caller).AsNoTracking().OrderBy(f => f.CreatedAt).ToListAsync(ct);
        var views = new List<FeedView>();
        foreach (var feed in feeds)
        {
            views.Add(await ViewAsync(db, rules, feed, ct));
        }

        return TypedResults.Ok<FeedView[]>([.. views]);
    }

    /// <summary>POST /feeds.</summary>
    public static async Task<Results<Ok<FeedMade>, ProblemHttpResult>> Make(MakeFeed body, PlanningDb db, CurrentRules current, Caller caller,
        TimeProvider clock, CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var family = caller.Owner!.OwnerId!.Value;
        if (body.Child is { } child && !await db.KnownChildren.AnyAsync(c => c.FamilyId == family && c.ChildId == child, ct))
        {
            return Problems.NotFound();
        }

        var (token, hash) = AgendaFeed.NewToken();
        var made = await db.WriteAsync(async ct2 =>
        {
            if (await Mine(db, caller).CountAsync(ct2) >= Most)
            {
                return null;
            }

            var feed = new AgendaFeed
            {
                FamilyId = family,
                GuardianId = caller.Owner.PersonId ?? Guid.Empty,
                ChildId = body.Child,
                Deadlines = body.Deadlines!.Value,
                TokenHash = hash,
                CreatedAt = clock.UtcNow()
            };
            db.AgendaFeeds.Add(feed);
            return feed;
        }, ct);
        return made is null
            ? Problems.Conflict("feed.too-many", $"Vous avez déjà {Most} adresses d’agenda. Supprimez-en une d’abord.")
            : TypedResults.Ok(new FeedMade(await ViewAsync(db, rules, made, ct), PathOf(token)));
    }

    /// <summary>POST /feeds/{id}/renew: another secret; the former address no longer answers.</summary>
    public static async Task<Results<Ok<FeedMade>, ProblemHttpResult>> Renew(Guid id, PlanningDb db, CurrentRules current, Caller caller, TimeProvider clock,
        CancellationToken ct)
    {
        var rules = (await current.LoadAsync(ct)).Rules;
        var (token, hash) = AgendaFeed.NewToken();
        var feed = await db.WriteAsync(async ct2 =>
        {
            if (await Mine(db, caller).SingleOrDefaultAsync(f => f.Id == id, ct2) is not { } found)
            {
                return null;
            }

            (found.TokenHash, found.CreatedAt, found.ReadAt) = (hash, clock.UtcNow(), null);
            return found;
        }, ct);
        return feed is null ? Problems.NotFound() : TypedResults.Ok(new FeedMade(await ViewAsync(db, rules, feed, ct), PathOf(token)));
    }

    /// <summary>POST /feeds/{id}/revoke.</summary>
    public static async Task<Results<NoContent, ProblemHttpResult>> Revoke(Guid id, PlanningDb db, Caller caller, TimeProvider clock, CancellationToken ct)
    {
        var ended = await db.WriteAsync(async ct2 =>
        {
            var feed = await Mine(db, caller).SingleOrDefaultAsync(f => f.Id == id, ct2);
            feed?.RevokedAt = clock.UtcNow();
            return feed is not null;
        }, ct);
        return ended ? TypedResults.NoContent() : Problems.NotFound();
    }

    // Another guardian of the household has addresses of one's own.
    private static IQueryable<AgendaFeed> Mine(PlanningDb db, Caller caller)
    {
        var (family, person) = (caller.Owner!.OwnerId!.Value, caller.Owner.PersonId ?? Guid.Empty);
        return db.AgendaFeeds.Where(f => f.FamilyId == family && f.GuardianId == person && f.RevokedAt == null);
    }

    private static string PathOf(string token) => $"agenda/{token}.ics";

    private static async Task<FeedView> ViewAsync(PlanningDb db, PlanningRules rules, AgendaFeed feed, CancellationToken ct) => new(
        feed.Id, feed.ChildId,
        feed.ChildId is null ? null
        : await db.KnownChildren.Where(c => c.FamilyId == feed.FamilyId && c.ChildId == feed.ChildId).Select(c => c.FirstName).SingleOrDefaultAsync(ct),
        feed.Deadlines, rules.Local(feed.CreatedAt), feed.ReadAt is { } at ? rules.Local(at) : null);
}
