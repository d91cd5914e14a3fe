using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Planning.Setup.NextYear;

/// <summary>One copy of enrolments to the next school year; each of them names it, so that they can be taken back together.</summary>
public sealed class YearCopy : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>"2026-2027".</summary>
    public required string FromYear { get; init; }

    public required string ToYear { get; init; }

    /// <summary>First day of the enrolments it made.</summary>
    public required DateOnly First { get; init; }

    /// <summary>Last day of them.</summary>
    public required DateOnly Last { get; init; }

    public required int Made { get; init; }

    public required DateTime At { get; init; }

    public required string By { get; init; }

    public DateTime? UndoneAt { get; set; }

    public string? UndoneBy { get; set; }

    public int Removed { get; set; }

    public long Version { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<YearCopy>(b =>
    {
        b.ToTable("YearCopies");
        b.HasKey(c => new { c.Tenant, c.Id });
        b.Property(c => c.Id).ValueGeneratedNever();
        b.Property(c => c.FromYear).HasMaxLength(16);
        b.Property(c => c.ToYear).HasMaxLength(16);
        b.Property(c => c.Version).IsConcurrencyToken();
    });
}
