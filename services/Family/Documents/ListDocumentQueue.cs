using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Documents;

/// <summary>GET /documents/queue?state=&amp;page=: for agents, what was sent, what is missing, what ends soon.</summary>
internal static class ListDocumentQueue
{
    private const int PageSize = 20;

    public static async Task<Results<Ok<DocumentQueueView>, ProblemHttpResult>> Handle(
        FamilyDb db, SettingsCache settings, TimeProvider clock, CancellationToken ct, string? state = null, int page = 1)
    {
        if (state is not (null or "" or "waiting" or "missing" or "expiring"))
        {
            return Problems.Invalid("state.unknown", "La liste est l’une de waiting, missing, expiring.");
        }

        if (page is < 1 or > 100_000)
        {
            return Problems.Invalid("page.invalid", "La page demandée n’existe pas.");
        }

        var rules = await FamilyRules.InForceAsync(settings, db, ct);
        var queue = new DocumentQueries(db, rules, rules.Today(clock));
        var (waiting, expiring) = (queue.Waiting(), queue.Expiring());
        (List<StandingDocument> Shown, int Total)? missing = state == "missing" ? await queue.MissingAsync((page - 1) * PageSize, PageSize, ct) : null;
        var (waits, expires) = (await waiting.CountAsync(ct), await expiring.CountAsync(ct));
        var shown = missing?.Shown ?? await queue.StandAsync(
            await (state == "expiring" ? expiring.OrderBy(h => h.Document.Until).ThenBy(h => h.Document.Id).ThenBy(h => h.FamilyId)
                : waiting.OrderBy(d => d.At).ThenBy(d => d.Id).Select(d => new HeldDocument { Document = d, FamilyId = d.FamilyId }))
                .Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(ct),
                ct);
        var total = missing?.Total ?? (state == "expiring" ? expires : waits);
        return TypedResults.Ok(new DocumentQueueView([.. await ItemsAsync(db, rules, shown, rules.Today(clock), ct)], page,
            Math.Max(1, (total + PageSize - 1) / PageSize), total, waits, missing?.Total, expires));
    }

    private static async Task<IEnumerable<DocumentQueueItem>> ItemsAsync(
        FamilyDb db, FamilyRules rules, List<StandingDocument> shown, DateOnly today, CancellationToken ct)
    {
        var ids = shown.Select(s => (s.Waiting ?? s.Current)?.Id).OfType<Guid>().ToList();
        var files = (await db.DocumentFiles.AsNoTracking().Where(f => ids.Contains(f.DocumentId)).ToListAsync(ct)).ToLookup(f => f.DocumentId);
        var families = shown.Select(s => s.Family.Id).Distinct().ToList();
        var reminded = (await db.DocumentReminders.AsNoTracking().Where(r => families.Contains(r.FamilyId)).ToListAsync(ct))
            .ToLookup(r => (r.FamilyId, r.ChildId, r.Key));
        var book = new DocumentBook(rules, today);
        return shown.Select(s => Item(s, book, files, reminded, today));
    }

    /// <summary>Every document asked of every household, with where it stands; of a child of two
    /// households once for each. For the reminders alone: it reads all files.</summary>
    public static async Task<List<StandingDocument>> StandsAsync(FamilyDb db, FamilyRules rules, DateOnly today, CancellationToken ct)
    {
        if (rules.Documents is not { Length: > 0 })
        {
            return [];
        }

        var families = await db.Families.AsNoTracking().Include(f => f.Children).ToListAsync(ct);
        var sent = await db.Documents.AsNoTracking().Where(d => d.Status != DocumentStatus.Withdrawn).ToListAsync(ct);
        var (byChild, byFamily) = (sent.Where(d => d.ChildId != Guid.Empty).ToLookup(d => (d.ChildId, d.Key)),
            sent.Where(d => d.ChildId == Guid.Empty).ToLookup(d => (d.FamilyId, d.Key)));
        var book = new DocumentBook(rules, today);
        var stands = new List<StandingDocument>();
        foreach (var family in families)
        {
            foreach (var (asked, child) in book.Asked(family))
            {
                var of = child is null ? byFamily[(family.Id, asked.Key)] : byChild[(child.ChildId, asked.Key)];
                var (need, current, waiting) = book.Stand(asked, child?.ChildId, family.Id, of);
                // Shown with the household that sent it, and once.
                stands.Add(new StandingDocument(family, child, asked, need, current, waiting?.FamilyId == family.Id ? waiting : null));
            }
        }

        return stands;
    }

    private static DocumentQueueItem Item(
        StandingDocument s, DocumentBook book, ILookup<Guid, DocumentFile> files, ILookup<(Guid, Guid, string), DocumentReminder> reminded, DateOnly today)
    {
        var document = s.Waiting ?? (s.Current?.FamilyId == s.Family.Id ? s.Current : null);
        document?.Files.AddRange(files[document.Id]);
        return new DocumentQueueItem(
            s.Family.Id, s.Family.Name, s.Asked.Key, s.Asked.Label, s.Child?.ChildId, s.Child?.FirstName, s.Need, s.Asked.Due,
            document is null ? null : book.Sent(document, []),
            s.Asked.EndFrom(today, s.Waiting?.Until), s.Asked.AsksEnd, s.Asked.Health,
            reminded[(s.Family.Id, s.Child?.ChildId ?? Guid.Empty, s.Asked.Key)].Max(r => (DateTime?)r.At));
    }
}

internal sealed record StandingDocument(
    FamilyFile Family, HouseholdChild? Child, AskedDocument Asked, DocumentNeed Need, FamilyDocument? Current, FamilyDocument? Waiting);
