using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family.Families;

/// <summary>Someone with parental authority (F-41): of the household, or the other parent who lives elsewhere and has no file (F-42).</summary>
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

    public string? HomePhone { get; set; }

    public string? WorkPhone { get; set; }

    public string? BirthName { get; set; }

    public DateOnly? BirthDate { get; set; }

    public string? BirthPlace { get; set; }

    public string? Profession { get; set; }

    /// <summary>CSP, as INSEE words it.</summary>
    public string? OccupationCategory { get; set; }

    public string? Employer { get; set; }

    public string? EmployerAddress { get; set; }

    /// <summary>The other parent, in no household of the commune: own address below, no access to the file.</summary>
    public bool LivesElsewhere { get; set; }

    public string? Street { get; set; }

    public string? PostCode { get; set; }

    public string? City { get; set; }

    /// <summary>Parental authority withdrawn or limited by a court: no access, and on no list of who may collect.</summary>
    public bool Restricted { get; set; }

    /// <summary>When the commune last invited to open an account.</summary>
    public DateTime? InvitedAt { get; set; }

    /// <summary>Rises with each <c>GuardianAccessChanged</c>: a guardian may change files, whose versions differ.</summary>
    public long AccessVersion { get; set; }

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
        b.Property(g => g.HomePhone).HasMaxLength(32);
        b.Property(g => g.WorkPhone).HasMaxLength(32);
        b.Property(g => g.PostCode).HasMaxLength(16);
    });
}
