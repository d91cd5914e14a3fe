using Microsoft.EntityFrameworkCore;
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
        var families = db.ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Select(e => e.Entity switch { Enrolment enrolment => enrolment.FamilyId, ChildContract contract => contract.FamilyId, _ => (Guid?)null })
            .OfType<Guid>().Distinct().ToList();
        if (families.Count == 0)
        {
            return;
        }

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
