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
        MessagingDb db, Mailbox mailbox, CancellationToken ct, int page = 1, string? box = null, string? kind = null, Guid? family = null, bool awaiting = false)
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
        var rows = await threads.AsNoTracking().OrderByDescending(t => t.LastAt).ThenBy(t => t.Id).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        var names = await KnownFamily.NamesAsync(db, rows.Select(t => t.FamilyId), ct);
        var unread = await mailbox.UnreadOf(db.Threads).SumAsync(ct);
        return TypedResults.Ok(new ThreadPage(
            [.. rows.Select(t => Summary(t, mailbox.Side, names.GetValueOrDefault(t.FamilyId, "")))], page, (total + PageSize - 1) / PageSize, total, unread));
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

    internal static ThreadSummary Summary(MessageThread t, Side side, string family) => new(
        t.Id, t.Subject, GetThread.Word(t.Kind), t.LastFrom, t.LastAt, t.LastExcerpt, (side == Side.Family ? t.FamilyUnread : t.OfficeUnread) > 0, family, t.AwaitsAnswer);
}
