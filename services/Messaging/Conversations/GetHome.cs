using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Messaging.Publications;
using Preau.Messaging.Threads;
using Preau.Platform;

namespace Preau.Messaging.Conversations;

/// <summary>GET /home: what a family's first page shows of messages and publications, in one call.</summary>
internal static class GetHome
{
    private const int MostThreads = 2;

    public static async Task<Ok<MessagingHome>> Handle(MessagingDb db, Caller caller, MessagingRulesInForce inForce, CancellationToken ct)
    {
        var rules = await inForce.GetAsync(ct);
        var family = caller.Owner!.OwnerId!.Value;
        var unread = db.Threads.AsNoTracking().Where(t => t.FamilyId == family && !t.DeletedByFamily && t.FamilyUnread > 0);
        var count = await unread.SumAsync(t => t.FamilyUnread, ct);
        var threads = count == 0 ? [] : await unread.OrderByDescending(t => t.LastAt).ThenBy(t => t.Id).Take(MostThreads).ToListAsync(ct);
        return TypedResults.Ok(new MessagingHome(count, [.. threads.Select(t => ListThreads.Summary(t, Side.Family, ""))], GetPublications.ViewOf(rules)));
    }
}
