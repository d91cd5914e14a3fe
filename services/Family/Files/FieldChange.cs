using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family.Files;

/// <summary>One field of a family file, before and after: who changed it, when, with which version of the file. Never changed.</summary>
public sealed class FieldChange : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid FamilyId { get; init; }

    public required long Version { get; init; }

    public required DateTime At { get; init; }

    public required string By { get; init; }

    /// <summary>Key of <see cref="FileFields"/>.</summary>
    public required string Field { get; init; }

    /// <summary>Guardian or child; empty for the household.</summary>
    public required Guid Of { get; init; }

    public string? Old { get; init; }

    public string? New { get; init; }

    /// <summary>The family's request that was accepted; null for an agent's own change.</summary>
    public Guid? RequestId { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<FieldChange>(b =>
    {
        b.ToTable("FieldChanges");
        b.HasKey(c => new { c.Tenant, c.Id });
        b.Property(c => c.Id).ValueGeneratedNever();
        b.HasIndex(c => new { c.Tenant, c.FamilyId, c.Version });
        b.Property(c => c.Field).HasMaxLength(60);
        b.Property(c => c.Old).HasMaxLength(300);
        b.Property(c => c.New).HasMaxLength(300);
    });
}
