using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Messaging.Threads;
using Preau.Platform;

namespace Preau.Messaging.Conversations;

/// <summary>POST /threads/{id}/messages (F-110): the thread with the answer in it; the same key again adds nothing.</summary>
internal static class AnswerThread
{
    public static async Task<Results<Ok<ThreadView>, ProblemHttpResult>> Handle(
        Guid id, Reply request, MessagingDb db, Mailbox mailbox, Writing writing, CancellationToken ct)
    {
        var body = Writing.Clean(request.Body);
        if (body.Length == 0)
        {
            return Problems.Invalid("message.empty", "Le message est vide.");
        }

        var result = await db.WriteAsync<Results<Ok<MessageThread>, ProblemHttpResult>>(async token =>
        {
            if (await mailbox.Of(db.Threads).SingleOrDefaultAsync(t => t.Id == id, token) is not { } thread)
            {
                return Problems.NotFound();
            }

            if (await db.Messages.SingleOrDefaultAsync(m => m.FamilyId == thread.FamilyId && m.Key == request.Key, token) is { } before)
            {
                return before.ThreadId == id && before.Side == mailbox.Side && before.Body == body ? TypedResults.Ok(thread) : Writing.KeyReused();
            }

            await writing.AddAsync(thread, body, request.Key!.Value, token);
            return TypedResults.Ok(thread);
        }, ct);
        return result.Result is Ok<MessageThread> { Value: { } found }
            ? TypedResults.Ok(await GetThread.ViewAsync(found, db, mailbox.Side, ct))
            : (ProblemHttpResult)result.Result;
    }
}
