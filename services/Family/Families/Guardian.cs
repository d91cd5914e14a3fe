using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family.Families;

/// <summary>Someone with parental authority who lives in the household (F-41).</summary>
public sealed class Guardian : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public Guid FamilyId { get; set; }

    public required string Civility { get; set; }

    public required string FirstName { get; set; }

    public required string LastName { get; set; }

    /// <summary>Qualité: "Père", "Mère", "Tuteur"…</summary>
    public required string Role { get; set; }

    /// <summary>Situation: "Marié", "Séparé"…</summary>
    public string? MaritalStatus { get; set; }

    public string? Email { get; set; }

    public string? Mobile { get; set; }

    public bool EmailConsent { get; set; }

    public bool SmsConsent { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<Guardian>(b =>
    {
        b.ToTable("Guardians");
        b.HasKey(g => new { g.Tenant, g.Id });
        b.HasIndex(g => new { g.Tenant, g.FamilyId });
        b.Property(g => g.Civility).HasMaxLength(16);
        b.Property(g => g.Role).HasMaxLength(60);
        b.Property(g => g.MaritalStatus).HasMaxLength(60);
        b.Property(g => g.Mobile).HasMaxLength(32);
    });
}
