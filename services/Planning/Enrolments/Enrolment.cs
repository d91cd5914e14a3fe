using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Planning.Enrolments;

/// <summary>A child is enrolled to a service by one household, which pays for the days it books. The two households of a child each have their own.</summary>
public sealed class Enrolment : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid ChildId { get; init; }

    /// <summary>The payer.</summary>
    public required Guid FamilyId { get; init; }

    public required string Service { get; init; }

    public required DateOnly From { get; set; }

    /// <summary>Last day, inclusive; null when open.</summary>
    public DateOnly? Until { get; set; }

    public bool Covers(DateOnly date) => From <= date && (Until is null || date <= Until);

    internal static void Map(ModelBuilder model) => model.Entity<Enrolment>(b =>
    {
        b.ToTable("Enrolments");
        b.HasKey(e => new { e.Tenant, e.Id });
        b.Property(e => e.Id).ValueGeneratedNever();
        b.HasIndex(e => new { e.Tenant, e.FamilyId, e.ChildId, e.Service, e.From }).IsUnique();
        b.Property(e => e.Service).HasMaxLength(64);
    });
}
