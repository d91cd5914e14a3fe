using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;

namespace Preau.Identity.Book;

/// <summary>A mailed link that lets its holder choose a new password once, within the hour. Only its hash is kept.</summary>
public sealed class PasswordLink
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    public Guid Id { get; set; } = Guid.CreateVersion7();

    public Guid AccountId { get; set; }

    public required string TokenHash { get; set; }

    public DateTime CreatedAt { get; set; }

    public DateTime ExpiresAt { get; set; }

    /// <summary>Set by the first use; also on the other links of the account.</summary>
    public DateTime? UsedAt { get; set; }

    public bool IsGoodAt(DateTime now) => UsedAt is null && now < ExpiresAt;

    /// <summary>A new link and the text that goes into its address.</summary>
    public static (PasswordLink Link, string Token) For(Account account, DateTime now, TimeSpan? lifetime = null)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        return (new PasswordLink { AccountId = account.Id, TokenHash = Hash(token), CreatedAt = now, ExpiresAt = now + (lifetime ?? Lifetime) }, token);
    }

    public static string Hash(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    internal static void Map(ModelBuilder model)
    {
        model.Entity<PasswordLink>(b =>
        {
            b.ToTable("PasswordLinks");
            b.Property(l => l.Id).ValueGeneratedNever();
            b.Property(l => l.TokenHash).HasMaxLength(64);
            b.Property(l => l.UsedAt).IsConcurrencyToken();
            b.HasIndex(l => l.TokenHash).IsUnique();
            b.HasIndex(l => new { l.AccountId, l.CreatedAt });
            b.HasOne<Account>().WithMany().HasForeignKey(l => l.AccountId);
        });
        model.Entity<PasswordRequest>(b =>
        {
            b.ToTable("PasswordRequests");
            b.Property(r => r.Id).ValueGeneratedNever();
            b.Property(r => r.Commune).HasMaxLength(64);
        });
    }
}

/// <summary>
/// Somebody asked for a link: written for known and unknown names alike, so that the answer and its time tell nothing.
/// The row is gone once it has been dealt with.
/// </summary>
public sealed class PasswordRequest
{
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>User name or e-mail address as typed, normalised.</summary>
    public required string Name { get; set; }

    /// <summary>Commune whose words the mail speaks; null for the platform.</summary>
    public string? Commune { get; set; }

    /// <summary>Unix milliseconds: not before; also the end of a worker's lease.</summary>
    public long NextAttemptAt { get; set; }

    public int Attempts { get; set; }
}
