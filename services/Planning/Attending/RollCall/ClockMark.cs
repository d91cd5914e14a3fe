using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Planning.Attending.RollCall;

/// <summary>One touch of the roll. Rows are only added; the state of the cell is computed from the set of them (<see cref="Roll"/>).</summary>
public sealed class ClockMark : ITenantOwned
{
    public string Tenant { get; set; } = "";

    /// <summary>Chosen by the tablet.</summary>
    public required Guid Id { get; init; }

    public required Guid ChildId { get; init; }

    public required string Unit { get; init; }

    public required DateOnly Date { get; init; }

    public required MarkKind Kind { get; init; }

    /// <summary>When it was made, UTC, the tablet's clock set right by the server's.</summary>
    public required DateTime At { get; init; }

    /// <summary>The hour that counts, local, whole minutes.</summary>
    public required TimeOnly Time { get; init; }

    public Guid? Replaces { get; init; }

    /// <summary>With a departure: whom the child was handed to.</summary>
    public string? CollectedBy { get; init; }

    public required string By { get; init; }

    public required string Device { get; init; }

    public required DateTime ReceivedAt { get; init; }

    internal static void Map(ModelBuilder model) => model.Entity<ClockMark>(b =>
    {
        b.ToTable("ClockMarks");
        b.HasKey(m => new { m.Tenant, m.Id });
        b.HasIndex(m => new { m.Tenant, m.Date, m.Unit, m.ChildId });
        b.Property(m => m.Id).ValueGeneratedNever();
        b.Property(m => m.Unit).HasMaxLength(64);
        b.Property(m => m.Device).HasMaxLength(60);
        b.Property(m => m.CollectedBy).HasMaxLength(120);
    });
}
