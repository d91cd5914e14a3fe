using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family.Families;

/// <summary>A family quotient, valid on each day from <see cref="From"/> to <see cref="Until"/>, both included; never two on one day.</summary>
public sealed class Quotient : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid FamilyId { get; set; }

    public DateOnly From { get; set; }

    /// <summary>Null: until the next one.</summary>
    public DateOnly? Until { get; set; }

    /// <summary>Euros per month.</summary>
    public decimal Value { get; set; }

    public required string Source { get; set; }

    public bool IsValidOn(DateOnly day) => From <= day && (Until is null || day <= Until);

    internal static void Map(ModelBuilder model) => model.Entity<Quotient>(b =>
    {
        b.ToTable("Quotients");
        b.HasKey(q => new { q.Tenant, q.FamilyId, q.From });
        b.Property(q => q.Source).HasMaxLength(60);
    });
}
