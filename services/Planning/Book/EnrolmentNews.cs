using Microsoft.EntityFrameworkCore;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Book;

/// <summary>
/// How often enrolments and contracts of a household changed, and which of these states was told: <see cref="TellEnrolments"/> tells the rest.
/// </summary>
public sealed class EnrolmentNews : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid FamilyId { get; set; }

    /// <summary>Rises with each change; version of the event.</summary>
    public long Version { get; set; }

    public long Told { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<EnrolmentNews>(b =>
    {
        b.ToTable("EnrolmentNews");
        b.HasKey(n => new { n.Tenant, n.FamilyId });
        b.Property(n => n.Version).IsConcurrencyToken();
    });

    /// <summary>Counts what the unit of work changes; call before it is saved.</summary>
    internal static async Task NoteAsync(PlanningDb db, CancellationToken ct)
    {
        var changed = db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        var enrolments = changed.Select(e => e.Entity).OfType<Enrolment>().ToList();
        var families = enrolments.Select(e => e.FamilyId).Concat(changed.Select(e => e.Entity).OfType<ChildContract>().Select(c => c.FamilyId)).ToHashSet();
        families.UnionWith(await OtherHomesAsync(db, [.. enrolments.Select(e => e.ChildId).Distinct()], ct));
        families.UnionWith(await NewHomesAsync(db, [.. changed.Where(e => e.State != EntityState.Modified).Select(e => e.Entity).OfType<KnownChild>()], ct));
        if (families.Count > 0)
        {
            await CountAsync(db, [.. families], ct);
        }
    }

    /// <summary>Services that belong to another facility by a version of the rules: who is enrolled there is told again. Inside a unit of work.</summary>
    internal static async Task NoteMovedAsync(PlanningDb db, PlanningRules rules, long version, CancellationToken ct)
    {
        var before = await db.Settings.AsNoTracking().Where(s => s.Section == CurrentRules.Section && s.Version < version)
            .OrderByDescending(s => s.Version).Select(s => s.Document).FirstOrDefaultAsync(ct);
        var was = before is null ? null : ReadRules.Parse(before).Services;
        var moved = was is null ? [] : rules.Services.Values.Where(s => was.TryGetValue(s.Key, out var old) && old.Facility.Key != s.Facility.Key)
            .Select(s => s.Key).ToList();
        if (moved.Count > 0)
        {
            await CountAsync(db, await db.KnownChildren.Where(c => db.Enrolments.Any(e => e.ChildId == c.ChildId && moved.Contains(e.Service)))
                .Select(c => c.FamilyId).Distinct().ToListAsync(ct), ct);
        }
    }

    // An agent who reaches the child reaches each of its files.
    private static async Task<IEnumerable<Guid>> OtherHomesAsync(PlanningDb db, List<Guid> children, CancellationToken ct) => children.Count == 0 ? []
        : (await db.KnownChildren.Where(c => children.Contains(c.ChildId)).Select(c => c.FamilyId).Distinct().ToListAsync(ct))
            .Concat(db.KnownChildren.Local.Where(c => children.Contains(c.ChildId)).Select(c => c.FamilyId));

    private static async Task<IEnumerable<Guid>> NewHomesAsync(PlanningDb db, List<KnownChild> children, CancellationToken ct)
    {
        var ids = children.Select(c => c.ChildId).Distinct().ToList();
        var enrolled = ids.Count == 0 ? [] : (await db.Enrolments.Where(e => ids.Contains(e.ChildId)).Select(e => e.ChildId).Distinct().ToListAsync(ct))
            .Concat(db.Enrolments.Local.Select(e => e.ChildId)).ToHashSet();
        return children.Where(c => enrolled.Contains(c.ChildId)).Select(c => c.FamilyId);
    }

    private static async Task CountAsync(PlanningDb db, List<Guid> families, CancellationToken ct)
    {
        var known = await db.EnrolmentNews.Where(n => families.Contains(n.FamilyId)).ToDictionaryAsync(n => n.FamilyId, ct);
        foreach (var family in families)
        {
            var news = known.GetValueOrDefault(family) ?? db.EnrolmentNews.Local.FirstOrDefault(n => n.FamilyId == family);
            if (news is null)
            {
                news = new EnrolmentNews { FamilyId = family };
                db.EnrolmentNews.Add(news);
            }

            news.Version++;
        }
    }
}
