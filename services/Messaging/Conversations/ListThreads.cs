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

        switch (kind)
        {
            case null or "":
                break;
            case "notice":
                threads = threads.Where(t => t.Kind == ThreadKind.Notice);
                break;
            case "conversation":
                threads = threads.Where(t => t.Kind == ThreadKind.Conversation);
                break;
            default:
                return Problems.Invalid("kind.unknown", "« kind » vaut notice ou conversation.");
        }

        if (mailbox.Side == Side.Family)
        {
            switch (box)
            {
                case null or "":
                    threads = threads.Where(t => !t.DeletedByFamily);
                    break;
                case "received":
                    threads = threads.Where(t => !t.DeletedByFamily && t.OfficeWrote);
                    break;
                case "sent":
                    threads = threads.Where(t => !t.DeletedByFamily && t.FamilyWrote);
                    break;
                case "deleted":
                    threads = threads.Where(t => t.DeletedByFamily);
                    break;
                default:
                    return Problems.Invalid("box.unknown", "« box » vaut received, sent ou deleted.");
            }
        }

        var total = await threads.CountAsync(ct);
        var sentBox = box == "sent" && mailbox.Side == Side.Family;
        var written = db.Messages.Where(m => m.Side == Side.Family);
        var ordered = sentBox
            ? threads.OrderByDescending(t => written.Where(m => m.ThreadId == t.Id).Max(m => m.At))
            : threads.OrderByDescending(t => t.LastAt);
        var rows = await ordered.ThenBy(t => t.Id).Skip((page - 1) * PageSize).Take(PageSize).AsNoTracking().ToListAsync(ct);
        var names = await KnownFamily.NamesAsync(db, rows.Select(t => t.FamilyId), ct);
        var unread = await mailbox.UnreadOf(db.Threads).SumAsync(ct);
        var summaries = rows.Select(t => Summary(t, mailbox.Side, names.GetValueOrDefault(t.FamilyId, ""))).ToArray();
        if (sentBox)
        {
            // What was sent, not what was answered to it.
            var ids = rows.Select(t => t.Id).ToList();
            var sent = await written.Where(m => ids.Contains(m.ThreadId)).Where(m => m.Number == written.Where(o => o.ThreadId == m.ThreadId).Max(o => o.Number))
                .AsNoTracking().ToDictionaryAsync(m => m.ThreadId, ct);
            summaries = [.. summaries.Select(s => sent.TryGetValue(s.ThreadId, out var m) ? s with { From = m.From, LastAt = m.At, Excerpt = MessageThread.Excerpt(m.Body) } : s)];
        }

        return TypedResults.Ok(new ThreadPage(summaries, page, (total + PageSize - 1) / PageSize, total, unread));
    }

    internal static ThreadSummary Summary(MessageThread t, Side side, string family) => new(
        t.Id, t.Subject, GetThread.Word(t.Kind), t.LastFrom, t.LastAt, t.LastExcerpt, (side == Side.Family ? t.FamilyUnread : t.OfficeUnread) > 0, family, t.AwaitsAnswer);
}
