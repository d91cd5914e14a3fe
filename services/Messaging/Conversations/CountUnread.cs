using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;

namespace Preau.Messaging.Conversations;

/// <summary>GET /unread: new messages of the caller's side (F-23).</summary>
internal static class CountUnread
{
    public static async Task<Ok<UnreadView>> Handle(MessagingDb db, Mailbox mailbox, CancellationToken ct) =>
        TypedResults.Ok(new UnreadView(await mailbox.UnreadOf(db.Threads).SumAsync(ct)));
}
