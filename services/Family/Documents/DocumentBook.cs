using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Documents;

/// <summary>What is asked of a household, what it handed in, and what that comes to today.</summary>
internal sealed class DocumentBook(FamilyRules rules, DateOnly today)
{
    public static async Task<FileDocumentsView?> ViewAsync(FamilyDb db, FamilyRules rules, TimeProvider clock, Guid familyId, CancellationToken ct)
    {
        if (await db.LoadAsync(familyId, tracked: false, ct) is not { } family)
        {
            return null;
        }

        var children = family.Children.Select(c => c.ChildId).ToList();
        var sent = await db.Documents.AsNoTracking().Include(d => d.Files)
            .Where(d => d.Status != DocumentStatus.Withdrawn && (d.FamilyId == familyId || children.Contains(d.ChildId))).ToListAsync(ct);
        var own = sent.Where(d => d.FamilyId == familyId).Select(d => d.Id).ToList();
        var sights = (await db.DocumentSights.AsNoTracking().Where(s => own.Contains(s.DocumentId)).OrderByDescending(s => s.At).ToListAsync(ct))
            .ToLookup(s => s.DocumentId);
        var book = new DocumentBook(rules, rules.Today(clock));
        AskedDocumentView[] views =
        [
            .. book.Asked(family).Select(a => book.View(a.Document, a.Child, family.Id, sent, sights)).OrderBy(v => Urgency(v))
                .ThenBy(v => v.Current?.Until ?? v.Due ?? DateOnly.MaxValue),
        ];
        return new FileDocumentsView(views, views.Count(v => v.Obligatory && IsLacking(v.Need)));
    }

    /// <summary>What the household itself has to send, the soonest first: obligatory and lacking, or its own and soon to end.</summary>
    public static async Task<DocumentDue[]> DueAsync(FamilyDb db, FamilyRules rules, DateOnly today, FamilyFile family, CancellationToken ct)
    {
        if (rules.Documents is not { Length: > 0 })
        {
            return [];
        }

        var children = family.Children.Select(c => c.ChildId).ToList();
        var sent = await db.Documents.AsNoTracking()
            .Where(d => d.Status != DocumentStatus.Withdrawn && (d.FamilyId == family.Id || children.Contains(d.ChildId))).ToListAsync(ct);
        var book = new DocumentBook(rules, today);
        return
        [
            .. from asked in book.Asked(family)
               let stand = book.Stand(asked.Document, asked.Child?.ChildId, family.Id, sent)
               let ends = stand.Need == DocumentNeed.Expiring && stand.Current!.FamilyId == family.Id
               where ends || (asked.Document.IsObligatory && IsLacking(stand.Need))
               let day = ends ? stand.Current!.Until : asked.Document.Due
               orderby day ?? DateOnly.MaxValue
               select new DocumentDue(asked.Document.Label, asked.Child?.FirstName, stand.Need, day, asked.Document.Consequence),
        ];
    }

    public IEnumerable<(AskedDocument Document, HouseholdChild? Child)> Asked(FamilyFile family) =>
        from document in rules.Documents ?? []
        from child in document.PerChild ? family.ByAge().Where(c => document.IsAskedOf(c, today)).Select(c => (HouseholdChild?)c) : [null]
        select (document, child);

    /// <summary>Where one document stands, of all that was sent for it by this and, for a child, the other household.</summary>
    public (DocumentNeed Need, FamilyDocument? Current,
        FamilyDocument? Waiting) Stand(AskedDocument asked, Guid? child, Guid family, IEnumerable<FamilyDocument> sent)
    {
        var mine = sent.Where(d => d.Key == asked.Key && d.ChildId == (child ?? Guid.Empty) && (child is not null || d.FamilyId == family))
            .OrderByDescending(d => d.DecidedAt ?? d.At).ToList();
        var waiting = mine.Find(d => d.Status == DocumentStatus.Waiting && d.FamilyId == family) ?? mine.Find(d => d.Status == DocumentStatus.Waiting);
        var valid = mine.Where(d => d.Status == DocumentStatus.Accepted && (d.Until is null || d.Until >= today)).MaxBy(d => d.Until ?? DateOnly.MaxValue);
        if (valid is not null)
        {
            var soon = valid.Until is { } until && until <= today.AddDays(FileDocumentsView.SoonDays);
            return (soon ? waiting is null ? DocumentNeed.Expiring : DocumentNeed.Waiting : DocumentNeed.Accepted, valid, waiting);
        }

        var last = mine.Find(d => d.Status != DocumentStatus.Waiting && d.FamilyId == family);
        return (waiting is not null
            ? DocumentNeed.Waiting
            : last?.Status switch
            {
                DocumentStatus.Refused => DocumentNeed.Refused,
                DocumentStatus.Accepted => DocumentNeed.Expired,
                _ => DocumentNeed.Missing
            },
            last, waiting);
    }

    public static bool IsLacking(DocumentNeed need) => need is DocumentNeed.Missing or DocumentNeed.Refused or DocumentNeed.Expired;

    public SentDocumentView Sent(FamilyDocument d, IEnumerable<DocumentSight> sights) => new(
        d.Id, d.Status, Local(d.At), d.By, d.Until, [.. d.Files.OrderBy(f => f.Id).Select(f => new DocumentFileView(f.Id, f.ContentType, f.Size))], d.DecidedBy,
        d.DecidedAt is { } at ? Local(at) : null, d.Reason, [.. sights.Select(s => new DocumentSightView(Local(s.At), s.By))]);

    private AskedDocumentView View(AskedDocument asked, HouseholdChild? child, Guid family, List<FamilyDocument> all, ILookup<Guid, DocumentSight> sights)
    {
        var (need, current, waiting) = Stand(asked, child?.ChildId, family, all);
        var elsewhere = (waiting ?? current) is { } counts && counts.FamilyId != family;
        return new AskedDocumentView(
            asked.Key, asked.Label, asked.Help, child?.ChildId, child?.FirstName, asked.IsObligatory, asked.Due, asked.AsksEnd, asked.Image, asked.Health, need,
            elsewhere, Own(current), Own(waiting), asked.Consequence);

        // What the other household handed in counts, and stays its own.
        SentDocumentView? Own(FamilyDocument? document) => document?.FamilyId == family ? Sent(document, sights[document.Id]) : null;
    }

    private DateTime Local(DateTime utc) => utc.ToLocal(TimeZoneInfo.FindSystemTimeZoneById(rules.TimeZone));

    private static int Urgency(AskedDocumentView v) => v.Need switch
    {
        DocumentNeed.Expired or DocumentNeed.Refused when v.Obligatory => 0,
        DocumentNeed.Missing when v.Obligatory => 1,
        DocumentNeed.Expiring => 2,
        DocumentNeed.Refused or DocumentNeed.Expired => 3,
        DocumentNeed.Waiting => 4,
        DocumentNeed.Missing => 5,
        _ => 6,
    };
}
