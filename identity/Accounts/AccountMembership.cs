using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Identity.Accounts;

/// <summary>What an account is in one commune: guardian of a family (<c>owner</c>) or agent (<c>staff</c>). One person can be both.</summary>
public sealed class AccountMembership
{
    public Guid AccountId { get; set; }

    /// <summary>Slug of the commune.</summary>
    public required string Commune { get; set; }

    /// <summary><see cref="Membership.Owner"/> or <see cref="Membership.Staff"/>.</summary>
    public required string Role { get; set; }

    /// <summary>The family's id, for an owner.</summary>
    public Guid? OwnerId { get; set; }

    /// <summary>The guardian's id, for an owner.</summary>
    public Guid? PersonId { get; set; }

    /// <summary>Comma-separated <see cref="Contracts.Permissions"/>, for staff.</summary>
    public string Permissions { get; set; } = "";

    public Membership ToMembership() => new(Commune, Role, OwnerId, PersonId, Permissions.Split(',', StringSplitOptions.RemoveEmptyEntries));

    internal static void Map(ModelBuilder model) => model.Entity<AccountMembership>(b =>
    {
        b.ToTable("Memberships");
        b.HasKey(m => new { m.AccountId, m.Commune, m.Role });
        b.Property(m => m.Commune).HasMaxLength(64);
        b.Property(m => m.Role).HasMaxLength(16);
        b.HasIndex(m => m.Commune);
        b.HasOne<Account>().WithMany(a => a.Memberships).HasForeignKey(m => m.AccountId);
    });
}
