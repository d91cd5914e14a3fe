using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family.Families;

/// <summary>Who changed what in a family file, and when: one row per version of the file, never changed.</summary>
public sealed class FamilyHistory : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid FamilyId { get; set; }

    public long Version { get; set; }

    public DateTime At { get; set; }

    public required string By { get; set; }

    public required string What { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<FamilyHistory>(b =>
    {
        b.ToTable("FamilyHistory");
        b.HasKey(h => new { h.Tenant, h.FamilyId, h.Version });
        b.Property(h => h.What).HasMaxLength(1000);
    });
}
