using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Messaging.Families;
using Preau.Messaging.Threads;
using Preau.Platform;

namespace Preau.Messaging.Conversations;

/// <summary>GET /threads/{id}: its messages, oldest first. Reading it does not mark it as read.</summary>
internal static class GetThread
{
    public static async Task<Results<Ok<ThreadView>, ProblemHttpResult>> Handle(Guid id, MessagingDb db, Mailbox mailbox, CancellationToken ct) =>
        await mailbox.Of(db.Threads).AsNoTracking().SingleOrDefaultAsync(t => t.Id == id, ct) is { } thread
            ? TypedResults.Ok(await ViewAsync(thread, db, mailbox.Side, ct))
            : Problems.NotFound();

    internal static async Task<ThreadView> ViewAsync(MessageThread thread, MessagingDb db, Side side, CancellationToken ct)
    {
        var messages = await db.Messages.AsNoTracking().Where(m => m.ThreadId == thread.Id).OrderBy(m => m.At).ThenBy(m => m.Number).ToListAsync(ct);
        var names = await KnownFamily.NamesAsync(db, [thread.FamilyId], ct);
        return new ThreadView(
            thread.Id, thread.Subject, Word(thread.Kind), thread.FamilyId, names.GetValueOrDefault(thread.FamilyId, ""), CanReply: true,
            [.. messages.Select(m => new MessageView(m.Id, m.At, m.From, m.Side == side, m.Body, m.Path))]);
    }

    internal static string Word(ThreadKind kind) => kind == ThreadKind.Notice ? "notice" : "conversation";
}
