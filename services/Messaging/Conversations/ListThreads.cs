using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Messaging.Families;
using Preau.Messaging.Threads;
using Preau.Platform;

namespace Preau.Messaging.Conversations;

/// <summary>
/// GET /threads?page=&amp;box=&amp;kind=&amp;family=&amp;awaiting=: newest first. <c>box</c> (families): received, sent, deleted; without it all but deleted.
/// <c>kind</c>: notice or conversation. <c>family</c>, <c>awaiting</c>: for agents.
/// </summary>
internal static class ListThreads
{
    private const int PageSize = 20;
    private const int LastPage = 100_000;

    public static async Task<Results<Ok<ThreadPage>, ProblemHttpResult>> Handle(
        MessagingDb db, Mailbox mailbox, CancellationToken ct, int page = 1, string? box = null, string? kind = null, Guid? family = null,
        bool awaiting = false)
    {
        if (page is < 1 or > LastPage)
        {
            return Problems.Invalid("page.unknown", $"La page {page} n’existe pas : la première est la page 1.");
        }

        if (mailbox.Family is { } own && family is { } asked && asked != own)
        {
            return Problems.NotFound();
        }

        var threads = mailbox.Of(db.Threads);
        if (family is { } one)
        {
            threads = threads.Where(t => t.FamilyId == one);
        }

        if (awaiting)
        {
            threads = threads.Where(t => t.LastSide == Side.Family);
        }

        if (OfKind(threads, kind) is not { } ofKind)
        {
            return Problems.Invalid("kind.unknown", "« kind » vaut notice ou conversation.");
        }

        threads = ofKind;
        if (mailbox.Side == Side.Family)
        {
            if (InBox(threads, box) is not { } inBox)
            {
                return Problems.Invalid("box.unknown", "« box » vaut received, sent ou deleted.");
            }

            threads = inBox;
        }

        var total = await threads.CountAsync(ct);
        var rows = await Ordered(threads, Sent(db, box, mailbox)).ThenBy(t => t.Id).Skip((page - 1) * PageSize).Take(PageSize).AsNoTracking().ToListAsync(ct);
        var names = await KnownFamily.NamesAsync(db, rows.Select(t => t.FamilyId), ct);
        var unread = await mailbox.UnreadOf(db.Threads).SumAsync(ct);
        ThreadSummary[] items = [.. rows.Select(t => Summary(t, mailbox.Side, names.GetValueOrDefault(t.FamilyId, "")))];
        return TypedResults.Ok(new ThreadPage(await AsSentAsync(Sent(db, box, mailbox), items, ct), page, (total + PageSize - 1) / PageSize, total, unread));
    }

    private static IQueryable<MessageThread>? OfKind(IQueryable<MessageThread> threads, string? kind) => kind switch
    {
        null or "" => threads,
        "notice" => threads.Where(t => t.Kind == ThreadKind.Notice),
        "conversation" => threads.Where(t => t.Kind == ThreadKind.Conversation),
        _ => null,
    };

    private static IQueryable<MessageThread>? InBox(IQueryable<MessageThread> threads, string? box) => box switch
    {
        null or "" => threads.Where(t => !t.DeletedByFamily),
        "received" => threads.Where(t => !t.DeletedByFamily && t.OfficeWrote),
        "sent" => threads.Where(t => !t.DeletedByFamily && t.FamilyWrote),
        "deleted" => threads.Where(t => t.DeletedByFamily),
        _ => null,
    };

    // What the family wrote, in its box of what it sent; null in the others.
    private static IQueryable<Message>? Sent(MessagingDb db, string? box, Mailbox mailbox) =>
        box == "sent" && mailbox.Side == Side.Family ? db.Messages.Where(m => m.Side == Side.Family) : null;

    // What was sent, not what was answered to it.
    private static async Task<ThreadSummary[]> AsSentAsync(IQueryable<Message>? written, ThreadSummary[] threads, CancellationToken ct)
    {
        if (written is null)
        {
            return threads;
        }

        var ids = threads.Select(t => t.ThreadId).ToList();
        var sent = await written.Where(m => ids.Contains(m.ThreadId) && m.Number == written.Where(o => o.ThreadId == m.ThreadId).Max(o => o.Number))
            .AsNoTracking().ToDictionaryAsync(m => m.ThreadId, ct);
        return
        [
            .. threads.Select(t => sent.TryGetValue(t.ThreadId, out var m)
                ? t with { From = m.From, LastAt = m.At, Excerpt = MessageThread.Excerpt(m.Body) } : t),
        ];
    }

    private static IOrderedQueryable<MessageThread> Ordered(IQueryable<MessageThread> threads, IQueryable<Message>? sent) => sent is null
        ? threads.OrderByDescending(t => t.LastAt)
        : threads.OrderByDescending(t => sent.Where(m => m.ThreadId == t.Id).Max(m => m.At));

    internal static ThreadSummary Summary(MessageThread t, Side side, string family) => new(
        t.Id, t.Subject, GetThread.Word(t.Kind), t.LastFrom, t.LastAt, t.LastExcerpt, (side == Side.Family ? t.FamilyUnread : t.OfficeUnread) > 0, family,
        t.AwaitsAnswer);
}
