using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family.Files;

/// <summary>What agents tell one another about a family. The family reads it if it asks for its data: no judgement, no health.</summary>
public sealed class FamilyNote : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid FamilyId { get; set; }

    public required DateTime At { get; init; }

    public required string By { get; init; }

    public required string Text { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<FamilyNote>(b =>
    {
        b.ToTable("FamilyNotes");
        b.HasKey(n => new { n.Tenant, n.Id });
        b.Property(n => n.Id).ValueGeneratedNever();
        b.HasIndex(n => new { n.Tenant, n.FamilyId });
        b.Property(n => n.Text).HasMaxLength(500);
    });
}
