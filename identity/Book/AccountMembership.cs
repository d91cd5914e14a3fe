using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Identity.Book;

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

    /// <summary>Where the permissions hold (<see cref="Scope"/>); empty for everywhere.</summary>
    public string ScopeText { get; set; } = "";

    /// <summary>What an agent does: « Animatrice ».</summary>
    public string? Title { get; set; }

    public DateTime? InvitedAt { get; set; }

    /// <summary>An agent who can't enter any more; kept, since the name stands on what was decided.</summary>
    public DateTime? EndedAt { get; set; }

    public Membership ToMembership() => new(Commune, Role, OwnerId, PersonId, Permissions.Split(',', StringSplitOptions.RemoveEmptyEntries), ScopeText);

    internal static void Map(ModelBuilder model) => model.Entity<AccountMembership>(b =>
    {
        b.ToTable("Memberships");
        b.HasKey(m => new { m.AccountId, m.Commune, m.Role });
        b.Property(m => m.Commune).HasMaxLength(64);
        b.Property(m => m.Role).HasMaxLength(16);
        b.Property(m => m.ScopeText).HasMaxLength(2000);
        b.HasIndex(m => m.Commune);
        b.HasOne<Account>().WithMany(a => a.Memberships).HasForeignKey(m => m.AccountId);
    });
}
