using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Planning.Book;

/// <summary>Places taken in a pool on a day. Changed by conditional updates only (<see cref="SeatBook"/>), never by counting cells.</summary>
public sealed class PoolDay : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required string Pool { get; init; }

    public required DateOnly Date { get; init; }

    public int Taken { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<PoolDay>(b =>
    {
        b.ToTable("PoolDays");
        b.HasKey(p => new { p.Tenant, p.Pool, p.Date });
        b.HasIndex(p => new { p.Tenant, p.Date });
        b.Property(p => p.Pool).HasMaxLength(64);
    });
}
