using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Family.Care;

/// <summary>Someone other than the guardians: who may collect a child, who is called, who must not be handed it. Kept by household.</summary>
public sealed class ChildContact : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid FamilyId { get; init; }

    public required Guid ChildId { get; init; }

    public required ContactKind Kind { get; init; }

    public required string Name { get; init; }

    public required string Relation { get; init; }

    public string? Phone { get; init; }

    public int Position { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<ChildContact>(b =>
    {
        b.ToTable("ChildContacts");
        b.HasKey(c => new { c.Tenant, c.Id });
        b.Property(c => c.Id).ValueGeneratedNever();
        b.HasIndex(c => new { c.Tenant, c.ChildId });
        b.HasIndex(c => new { c.Tenant, c.FamilyId });
        b.Property(c => c.Name).HasMaxLength(120);
        b.Property(c => c.Relation).HasMaxLength(60);
        b.Property(c => c.Phone).HasMaxLength(32);
    });
}
