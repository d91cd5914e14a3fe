using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Family.Families;
using Preau.Platform;

namespace Preau.Family.Documents;

/// <summary>The lists of documents as the database finds them, a page at a time: ten thousand families cost what one page does.</summary>
internal sealed class DocumentQueries(FamilyDb db, FamilyRules rules, DateOnly today)
{
    private readonly List<string> _asked = [.. (rules.Documents ?? []).Select(d => d.Key)];

    /// <summary>Sent, and to be looked at.</summary>
    public IQueryable<FamilyDocument> Waiting() =>
        db.Documents.AsNoTracking()
            .Where(d => d.Status == DocumentStatus.Waiting && _asked.Contains(d.Key) && db.Families.Any(f => f.Id == d.FamilyId && f.ArchivedAt == null));

    /// <summary>Valid, and not for long; nothing newer is there or on its way. Of a child of two households once for each.</summary>
    public IQueryable<HeldDocument> Expiring()
    {
        // Of the child something that no key holds is asked: for keys alone SQLite walks every household for each document.
        var ever = DateOnly.MinValue;
        return from d in Ending()
               from c in db.Set<HouseholdChild>().Where(c => c.ChildId == d.ChildId && c.BirthDate > ever).DefaultIfEmpty()
               select new HeldDocument { Document = d, FamilyId = c == null ? d.FamilyId : c.FamilyId, Child = c };
    }

    private IQueryable<FamilyDocument> Ending()
    {
        var soon = today.AddDays(FileDocumentsView.SoonDays);
        return db.Documents.AsNoTracking().Where(d => d.Status == DocumentStatus.Accepted && d.Until >= today && d.Until <= soon && _asked.Contains(d.Key)
            && !db.Documents.Any(o => o.Key == d.Key && o.ChildId == d.ChildId && (d.ChildId != Guid.Empty || o.FamilyId == d.FamilyId)
                && (o.Status == DocumentStatus.Waiting || (o.Status == DocumentStatus.Accepted && (o.Until == null || o.Until > d.Until)))));
    }

    /// <summary>Obligatory ones of which nothing is valid or on its way, the soonest due first; of a child of two households once for each.</summary>
    public async Task<(List<StandingDocument> Shown, int Total)> MissingAsync(int skip, int take, CancellationToken ct)
    {
        List<StandingDocument> shown = [];
        var total = 0;
        foreach (var asked in (rules.Documents ?? []).Where(d => d.IsObligatory).OrderBy(d => d.Due ?? DateOnly.MaxValue))
        {
            var lacking = asked.PerChild ? Lacking(asked) : null;
            var homes = asked.PerChild ? null : LackingHomes(asked);
            var count = lacking is not null ? await lacking.CountAsync(ct) : await homes!.CountAsync(ct);
            var from = Math.Max(0, skip - total);
            var room = take - shown.Count;
            total += count;
            if (room <= 0 || from >= count)
            {
                continue;
            }

            List<(FamilyFile, HouseholdChild?)> rows = lacking is null
                ? (await homes!.OrderBy(f => f.SortKey).ThenBy(f => f.Id).Skip(from).Take(room).ToListAsync(ct)).ConvertAll(f => (f, (HouseholdChild?)null))
                : await ChildrenAsync(Lacking(asked, open: false), from, room, ct);
            shown.AddRange(await StandAsync(asked, rows, ct));
        }

        return (shown, total);
    }

    /// <summary>With whose they are; one that is asked no more, or of a child who left, is left out.</summary>
    public async Task<List<StandingDocument>> StandAsync(List<HeldDocument> held, CancellationToken ct)
    {
        var (families, children) = (held.Select(h => h.FamilyId).Distinct().ToList(),
            held.Where(h => h.Child is null).Select(h => h.Document.ChildId).Distinct().ToList());
        var known = await db.Families.AsNoTracking().Where(f => families.Contains(f.Id)).ToDictionaryAsync(f => f.Id, ct);
        var kids = children.Count == 0 ? new Dictionary<(Guid, Guid), HouseholdChild>()
            : await db.Set<HouseholdChild>().AsNoTracking().Where(c => families.Contains(c.FamilyId) && children.Contains(c.ChildId))
                .ToDictionaryAsync(c => (c.FamilyId, c.ChildId), ct);
        List<StandingDocument> stands = [];
        foreach (var (document, home, of) in held.Select(h => (h.Document, h.FamilyId, h.Child)))
        {
            var asked = rules.Documents!.First(d => d.Key == document.Key);
            var child = of ?? kids.GetValueOrDefault((home, document.ChildId));
            if (known.TryGetValue(home, out var family) && asked.PerChild == child is not null)
            {
                stands.Add(document.Status == DocumentStatus.Waiting
                    ? new StandingDocument(family, child, asked, DocumentNeed.Waiting, null, document)
                    : new StandingDocument(family, child, asked, DocumentNeed.Expiring, document, null));
            }
        }

        return stands;
    }

    /// <param name="open">Leaves out those whose family left; false where the families are looked at anyway.</param>
    private IQueryable<HouseholdChild> Lacking(AskedDocument asked, bool open = true)
    {
        // Ages in whole years: born after the eve of the day before the birthday that would be one too many.
        DateOnly? youngest = asked.FromAge is { } from ? today.AddYears(-from) : null, oldest = asked.ToAge is { } to ? today.AddYears(-to - 1) : null;
        var schools = asked.Schools?.ToList();
        // Those who left are few: a list of them costs less than a look at the file of each child. Few bring their own meal: as a value, an index finds them.
        var (children, brings) = (db.Set<HouseholdChild>().AsNoTracking(), true);
        if (db.IsLimited)
        {
            var (self, reached) = (db.Reach.Self, Reached());
            children = children.BeyondReach().Where(c => c.FamilyId == self || reached.Contains(c.FamilyId));
        }

        children = !open ? children
            : children.Where(c => !db.Families.Where(f => f.ArchivedAt != null || f.MergedInto != null).Select(f => f.Id).Contains(c.FamilyId));
        children = youngest is null ? children : children.Where(c => c.BirthDate <= youngest);
        children = oldest is null ? children : children.Where(c => c.BirthDate > oldest);
        children = schools is null ? children : children.Where(c => c.School != null && schools.Contains(c.School));
        children = asked.PackedLunchOnly ? children.Where(c => c.PackedLunch == brings) : children;
        return children.Where(c => !db.Documents.Any(d => d.ChildId == c.ChildId && d.Key == asked.Key
            && (d.Status == DocumentStatus.Waiting || (d.Status == DocumentStatus.Accepted && (d.Until == null || d.Until >= today)))));
    }

    /// <summary>By name of the family; keys first, so that what is sorted is narrow.</summary>
    private async Task<List<(FamilyFile, HouseholdChild?)>> ChildrenAsync(IQueryable<HouseholdChild> lacking, int skip, int take, CancellationToken ct)
    {
        // From the families in their order, so that a page ends with its last row: joined as an
        // outer one that COALESCE makes an inner one again, as SQLite would
        // else begin with every child of the commune and sort them all.
        var keys = await (from f in db.Families
                          where f.ArchivedAt == null && f.MergedInto == null
                          from c in lacking.Where(c => c.FamilyId == f.Id).DefaultIfEmpty()
                          where ((Guid?)c!.ChildId ?? Guid.Empty) != Guid.Empty
                          orderby f.SortKey, f.Id, c!.ChildId
                          select new { FamilyId = f.Id, c!.ChildId }).Skip(skip).Take(take).ToListAsync(ct);
        var (families, ids) = (keys.Select(k => k.FamilyId).Distinct().ToList(), keys.ConvertAll(k => k.ChildId));
        var files = await db.Families.AsNoTracking().Where(f => families.Contains(f.Id)).ToDictionaryAsync(f => f.Id, ct);
        var children = await db.Set<HouseholdChild>().AsNoTracking().Where(c => families.Contains(c.FamilyId) && ids.Contains(c.ChildId))
            .ToDictionaryAsync(c => (c.FamilyId, c.ChildId), ct);
        return [.. keys.Select(k => (files[k.FamilyId], (HouseholdChild?)children[(k.FamilyId, k.ChildId)]))];
    }

    private IQueryable<FamilyFile> LackingHomes(AskedDocument asked)
    {
        var homes = db.Families.AsNoTracking();
        if (db.IsLimited)
        {
            var (self, reached) = (db.Reach.Self, Reached());
            homes = homes.BeyondReach().Where(f => f.Id == self || reached.Contains(f.Id));
        }

        return homes.Where(f => f.ArchivedAt == null && f.MergedInto == null
            && !db.Documents.Where(d =>
                d.ChildId == Guid.Empty && d.Key == asked.Key
                    && (d.Status == DocumentStatus.Waiting || (d.Status == DocumentStatus.Accepted && (d.Until == null || d.Until >= today))))
                .Select(d => d.FamilyId).Contains(f.Id));
    }

    /// <summary>
    /// Whom an agent of some services reaches, as a list that is searched once: the filter of each table would ask for every row, and of a child's
    /// documents would leave out what its other household handed in.
    /// </summary>
    private IQueryable<Guid> Reached()
    {
        var (parts, groups) = (db.Reach.Parts, db.Reach.Groups);
        var (ofParts, ofGroups) = (db.Set<OwnerPart>().Where(p => parts.Contains(p.Part)), db.Set<OwnerPart>().Where(p => groups.Contains(p.Group)));
        // One index each: with "or" between them the database would read every row of the table.
        return (groups.Count == 0 ? ofParts : parts.Count == 0 ? ofGroups : ofParts.Concat(ofGroups)).Select(p => p.OwnerId);
    }

    /// <summary>Where those of this page stand, with what was refused or has ended.</summary>
    private async Task<IEnumerable<StandingDocument>> StandAsync(
        AskedDocument asked, List<(FamilyFile Family, HouseholdChild? Child)> lacking, CancellationToken ct)
    {
        var (families, children) = (lacking.Select(l => l.Family.Id).ToList(), lacking.Select(l => l.Child?.ChildId ?? Guid.Empty).Distinct().ToList());
        var sent = await db.Documents.AsNoTracking()
            .Where(d => d.Key == asked.Key && d.Status != DocumentStatus.Withdrawn && families.Contains(d.FamilyId) && children.Contains(d.ChildId))
            .ToListAsync(ct);
        var book = new DocumentBook(rules, today);
        return lacking.Select(l =>
        {
            var (need, current, _) = book.Stand(asked, l.Child?.ChildId, l.Family.Id, sent);
            return new StandingDocument(l.Family, l.Child, asked, need, current, null);
        });
    }
}

/// <summary>A document, and a household that it counts for.</summary>
internal sealed class HeldDocument
{
    public required FamilyDocument Document { get; init; }

    public required Guid FamilyId { get; init; }

    /// <summary>Where it came with the document.</summary>
    public HouseholdChild? Child { get; init; }
}
