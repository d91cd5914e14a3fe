using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Planning.Booking.Corrections;

/// <summary>The trace of a cell that an agent set right.</summary>
public sealed class Correction : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ChildId { get; init; }

    public required string Unit { get; init; }

    public required DateOnly Date { get; init; }

    public required CellState Was { get; init; }

    public required CellState Is { get; init; }

    public required string Reason { get; init; }

    public required string By { get; init; }

    public required DateTime At { get; init; }

    /// <summary>Of those made together; null for one by itself.</summary>
    public Guid? BatchId { get; set; }

    /// <summary>Of the cell after it, with a batch: what changed since isn't undone.</summary>
    public long Version { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<Correction>(b =>
    {
        b.ToTable("Corrections");
        b.HasKey(c => new { c.Tenant, c.Id });
        b.Property(c => c.Id).ValueGeneratedNever();
        b.HasIndex(c => new { c.Tenant, c.ChildId, c.Unit, c.Date });
        b.HasIndex(c => new { c.Tenant, c.BatchId });
        b.Property(c => c.Unit).HasMaxLength(64);
        b.Property(c => c.Reason).HasMaxLength(500);
    });
}
