using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Messaging.Threads;
using Preau.Platform;

namespace Preau.Messaging.Conversations;

/// <summary>POST /threads (F-108, F-112): 201 with the thread; the same key again gives the same thread.</summary>
internal static class BeginThread
{
    public static async Task<Results<Created<ThreadView>, ProblemHttpResult>> Handle(
        StartThread request, MessagingDb db, Mailbox mailbox, Writing writing, Tenant tenant, CancellationToken ct)
    {
        if (mailbox.Family is { } own && request.Family is { } asked && asked != own)
        {
            return Problems.NotFound();
        }

        if ((mailbox.Family ?? request.Family) is not { } family)
        {
            return Problems.Invalid("family.missing", "Indiquez la famille à qui vous écrivez.");
        }

        var (subject, body) = (Writing.Clean(request.Subject), Writing.Clean(request.Body));
        if (subject.Length < 2 || body.Length < 2)
        {
            return Problems.Invalid("message.empty", "Le titre et le message comptent au moins deux caractères.");
        }

        var result = await db.WriteAsync<Results<Ok<MessageThread>, ProblemHttpResult>>(async token =>
        {
            if (await db.Messages.SingleOrDefaultAsync(m => m.FamilyId == family && m.Key == request.Key, token) is { } before)
            {
                var same = before.Side == mailbox.Side && before.Number == 1 && before.Body == body;
                return same ? TypedResults.Ok(await db.Threads.SingleAsync(t => t.Id == before.ThreadId, token)) : Writing.KeyReused();
            }

            if (mailbox.Side == Side.Office && !await db.Families.AnyAsync(f => f.FamilyId == family, token))
            {
                return Problems.NotFound();
            }

            var thread = new MessageThread { FamilyId = family, Subject = subject.ReplaceLineEndings(" "), Kind = ThreadKind.Conversation };
            db.Threads.Add(thread);
            await writing.AddAsync(thread, body, request.Key!.Value, token);
            return TypedResults.Ok(thread);
        }, ct);
        return result.Result switch
        {
            Ok<MessageThread> { Value: { } thread } =>
                TypedResults.Created($"/api/{tenant.Slug}/messaging/threads/{thread.Id}", await GetThread.ViewAsync(thread, db, mailbox.Side, ct)),
            _ => (ProblemHttpResult)result.Result,
        };
    }
}
