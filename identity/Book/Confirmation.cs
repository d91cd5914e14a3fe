using Microsoft.EntityFrameworkCore;

namespace Preau.Identity.Book;

public enum ConfirmationKind
{
    /// <summary>A commune opens its portal to an account that exists already.</summary>
    Join,

    /// <summary>A commune has noted another address for an account that others use too. Asked at the address in use.</summary>
    Address,

    /// <summary>Another address is to sign in. Asked at that address, so that only who reads its mails gets the account.</summary>
    AddressProof,
}

/// <summary>A mailed question that only the holder of an account may answer: an agent of one
/// commune must not reach what the account opens in another.</summary>
public sealed class Confirmation
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    public Guid Id { get; set; } = Guid.CreateVersion7();

    public ConfirmationKind Kind { get; set; }

    public required string TokenHash { get; set; }

    public Guid AccountId { get; set; }

    public required string Commune { get; set; }

    public Guid GuardianId { get; set; }

    public string? Email { get; set; }

    public DateTime ExpiresAt { get; set; }

    public DateTime? UsedAt { get; set; }

    public bool IsGoodAt(DateTime now) => UsedAt is null && now < ExpiresAt;

    internal static void Map(ModelBuilder model) => model.Entity<Confirmation>(b =>
    {
        b.ToTable("Confirmations");
        b.Property(c => c.Id).ValueGeneratedNever();
        b.Property(c => c.TokenHash).HasMaxLength(64);
        b.Property(c => c.Commune).HasMaxLength(64);
        b.Property(c => c.Email).HasMaxLength(320);
        b.Property(c => c.UsedAt).IsConcurrencyToken();
        b.HasIndex(c => c.TokenHash).IsUnique();
        b.HasIndex(c => c.ExpiresAt);
    });
}
