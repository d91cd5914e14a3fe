using Microsoft.EntityFrameworkCore;

namespace Preau.Identity.Book;

/// <summary>What Identity keeps of a guardian of a commune: who may be let in, and where the invitation goes. Fed by <c>GuardianAccessChanged</c>.</summary>
public sealed class GuardianAccess
{
    public required string Commune { get; set; }

    public Guid GuardianId { get; set; }

    public Guid FamilyId { get; set; }

    public required string FirstName { get; set; }

    public required string LastName { get; set; }

    public string? Email { get; set; }

    public bool MayEnter { get; set; }

    public DateTime? InvitedAt { get; set; }

    public long Version { get; set; }

    /// <summary>Hash of the code printed on a letter; null when none is good.</summary>
    public string? CodeHash { get; set; }

    public DateTime? CodeExpiresAt { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<GuardianAccess>(b =>
    {
        b.ToTable("GuardianAccesses");
        b.HasKey(g => new { g.Commune, g.GuardianId });
        b.Property(g => g.Commune).HasMaxLength(64);
        b.Property(g => g.Email).HasMaxLength(320);
        b.Property(g => g.CodeHash).HasMaxLength(64);
        b.Property(g => g.Version).IsConcurrencyToken();
        b.HasIndex(g => g.CodeHash);
    });
}
