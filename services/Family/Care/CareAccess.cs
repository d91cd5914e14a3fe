using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family.Care;

/// <summary>Who read the care of which children, and when: one row per call, never changed.</summary>
public sealed class CareAccess : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required DateTime At { get; init; }

    public required string AccountId { get; init; }

    public required string By { get; init; }

    public required int Count { get; init; }

    /// <summary>Ids of the children in 32 digits each, one after the other, in order.</summary>
    public required string Children { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<CareAccess>(b =>
    {
        b.ToTable("CareAccesses");
        b.HasKey(a => new { a.Tenant, a.Id });
        b.Property(a => a.Id).ValueGeneratedNever();
        b.HasIndex(a => new { a.Tenant, a.At });
        b.Property(a => a.Children).HasMaxLength(-1);
    });
}
