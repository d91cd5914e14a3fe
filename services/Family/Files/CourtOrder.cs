using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family.Files;

/// <summary>A court's decision about a child: said on every list, in both households (domain §3.8). What it decides, in one sentence, never why.</summary>
public sealed class CourtOrder : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ChildId { get; init; }

    /// <summary>The household whose file it was handed in for.</summary>
    public required Guid FamilyId { get; set; }

    public required DateOnly Date { get; init; }

    /// <summary>Last day, null while it holds.</summary>
    public DateOnly? Until { get; set; }

    public required string What { get; init; }

    public required DateTime At { get; init; }

    public required string By { get; init; }

    public bool HoldsOn(DateOnly day) => Date <= day && (Until is null || day <= Until);

    internal static void Map(ModelBuilder model) => model.Entity<CourtOrder>(b =>
    {
        b.ToTable("CourtOrders");
        b.HasKey(o => new { o.Tenant, o.Id });
        b.Property(o => o.Id).ValueGeneratedNever();
        b.HasIndex(o => new { o.Tenant, o.ChildId });
    });
}
