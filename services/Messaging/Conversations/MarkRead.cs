using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Messaging.Threads;
using Preau.Platform;

namespace Preau.Messaging.Conversations;

/// <summary>
/// POST /threads/{id}/read?seen=: marks as read for the caller's side. <c>seen</c> is the number of messages the caller was shown:
/// one that came in between stays unread.
/// </summary>
internal static class MarkRead
{
    public static async Task<Results<NoContent, ProblemHttpResult>> Handle(Guid id, MessagingDb db, Mailbox mailbox, CancellationToken ct, int? seen = null)
    {
        var found = await db.WriteAsync(async token =>
        {
            if (await mailbox.Of(db.Threads).SingleOrDefaultAsync(t => t.Id == id, token) is not { } thread)
            {
                return false;
            }

            var other = mailbox.Side == Side.Family ? Side.Office : Side.Family;
            var left = seen is { } shown ? await db.Messages.CountAsync(m => m.ThreadId == id && m.Side == other && m.Number > shown, token) : 0;
            var now = mailbox.Side == Side.Family ? thread.FamilyUnread : thread.OfficeUnread;
            if (left < now)
            {
                thread.Version++;
                _ = mailbox.Side == Side.Family ? thread.FamilyUnread = left : thread.OfficeUnread = left;
            }

            return true;
        }, ct);
        return found ? TypedResults.NoContent() : Problems.NotFound();
    }
}
