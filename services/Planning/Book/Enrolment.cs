using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Planning.Book;

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

    /// <summary>Days of the week it was asked for, 1 Monday … 7 Sunday as digits; empty for all.</summary>
    public string Weekdays { get; init; } = "";

    /// <summary>Unit its days of the week book.</summary>
    public string? Unit { get; init; }

    /// <summary>The request it came from.</summary>
    public string? RequestNumber { get; init; }

    /// <summary>The copy to this school year that made it.</summary>
    public Guid? CopyId { get; init; }

    public bool Covers(DateOnly date) => From <= date && (Until is null || date <= Until);

    internal static void Map(ModelBuilder model) => model.Entity<Enrolment>(b =>
    {
        b.ToTable("Enrolments");
        b.HasKey(e => new { e.Tenant, e.Id });
        b.Property(e => e.Id).ValueGeneratedNever();
        b.HasIndex(e => new { e.Tenant, e.FamilyId, e.ChildId, e.Service, e.From }).IsUnique();
        b.Property(e => e.Service).HasMaxLength(64);
        b.Property(e => e.Weekdays).HasMaxLength(7);
        b.Property(e => e.Unit).HasMaxLength(64);
        b.Property(e => e.RequestNumber).HasMaxLength(32);
        // How many children are enrolled in a service.
        b.HasIndex(e => new { e.Tenant, e.Service, e.From });
    });
}
