using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Messaging.Families;

/// <summary>What Messaging keeps of a family: whose name to show and whom it may write to. Fed by <c>FamilyChanged</c>.</summary>
public sealed class KnownFamily : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid FamilyId { get; set; }

    public long Version { get; set; }

    public required string Name { get; set; }

    /// <summary>The file that took this one's people over: what is said to this one is said to them.</summary>
    public Guid? MergedInto { get; set; }

    public List<KnownGuardian> Guardians { get; } = [];

    /// <summary>Names of these families, as agents see them.</summary>
    public static Task<Dictionary<Guid, string>> NamesAsync(MessagingDb db, IEnumerable<Guid> families, CancellationToken ct)
    {
        var ids = families.Distinct().ToList();
        return db.Families.Where(f => ids.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, f => f.Name, ct);
    }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<KnownFamily>(b =>
        {
            b.ToTable("Families");
            b.HasKey(f => new { f.Tenant, f.FamilyId });
            b.Property(f => f.Version).IsConcurrencyToken();
            b.HasMany(f => f.Guardians).WithOne().HasForeignKey(g => new { g.Tenant, g.FamilyId }).OnDelete(DeleteBehavior.Cascade);
        });
        model.Entity<KnownGuardian>(b =>
        {
            b.ToTable("Guardians");
            b.HasKey(g => new { g.Tenant, g.FamilyId, g.GuardianId });
            b.Property(g => g.Email).HasMaxLength(320);
        });
    }
}

public sealed class KnownGuardian : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid FamilyId { get; set; }

    public Guid GuardianId { get; set; }

    public string? Email { get; set; }

    /// <summary>Autorisation courriel (F-41).</summary>
    public bool EmailConsent { get; set; }

    public bool MayBeMailed => EmailConsent && !string.IsNullOrWhiteSpace(Email);
}
