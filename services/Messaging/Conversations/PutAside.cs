using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Messaging.Conversations;

/// <summary>POST /threads/{id}/delete and …/restore (F-111): the family puts a thread aside; nothing is lost and the office keeps it.</summary>
internal static class PutAside
{
    public static Task<Results<NoContent, ProblemHttpResult>> Delete(Guid id, MessagingDb db, Caller caller, CancellationToken ct) =>
        SetAsync(id, true, db, caller, ct);

    public static Task<Results<NoContent, ProblemHttpResult>> Restore(Guid id, MessagingDb db, Caller caller, CancellationToken ct) =>
        SetAsync(id, false, db, caller, ct);

    private static async Task<Results<NoContent, ProblemHttpResult>> SetAsync(Guid id, bool deleted, MessagingDb db, Caller caller, CancellationToken ct)
    {
        var family = caller.Owner!.OwnerId;
        var found = await db.WriteAsync(async token =>
        {
            if (await db.Threads.SingleOrDefaultAsync(t => t.Id == id && t.FamilyId == family, token) is not { } thread)
            {
                return false;
            }

            thread.DeletedByFamily = deleted;
            thread.Version++;
            return true;
        }, ct);
        return found ? TypedResults.NoContent() : Problems.NotFound();
    }
}
