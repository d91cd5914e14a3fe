using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Preau.Identity.Book;

/// <summary>A person who can sign in. Belongs to no commune by itself: memberships tie it to them.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>« Jean Dupont »: shown, and kept in the trace of decisions.</summary>
    public required string DisplayName { get; set; }

    /// <summary>F-14: no token is issued before a password of one's own is chosen.</summary>
    public bool MustChangePassword { get; set; }

    /// <summary>Runs the platform: communes and accounts, no family's data.</summary>
    public bool IsOperator { get; set; }

    public DateTime? LastSignInAt { get; set; }

    /// <summary>User name, display name and e-mail in capitals without accents: found the same way on both databases.</summary>
    [MaxLength(700)]
    public string SearchText { get; set; } = "";

    public List<AccountMembership> Memberships { get; } = [];

    /// <summary>An account no one can use yet: it has no password.</summary>
    public static Account Create(string userName, string displayName, string? email, ILookupNormalizer normalizer) => new()
    {
        Id = Guid.CreateVersion7(),
        UserName = userName,
        NormalizedUserName = normalizer.NormalizeName(userName),
        DisplayName = displayName,
        Email = email,
        NormalizedEmail = normalizer.NormalizeEmail(email),
        SecurityStamp = Guid.NewGuid().ToString("N"),
        SearchText = Fold($"{userName} {displayName} {email}"),
    };

    /// <summary>A parent of this commune and nothing else: what the account opens is this commune's to decide.</summary>
    public bool IsOnly(string commune) => !IsOperator && Memberships.TrueForAll(m => m.Commune == commune && m.Role == Preau.Platform.Membership.Owner);

    public bool IsAgentOnly(string commune) => !IsOperator && Memberships.TrueForAll(m => m.Commune == commune);

    /// <summary>The address that signs in and gets the links.</summary>
    public void ChangeEmail(string? email, ILookupNormalizer normalizer, bool confirmed)
    {
        (Email, NormalizedEmail, EmailConfirmed) = (email, normalizer.NormalizeEmail(email), confirmed);
        SearchText = Fold($"{UserName} {DisplayName} {email}");
        ConcurrencyStamp = Guid.NewGuid().ToString("N");
    }

    public static string Fold(string text) =>
        string.Concat(text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark))
            .ToUpperInvariant();

    internal static void Map(ModelBuilder model) => model.Entity<Account>(b =>
    {
        b.ToTable("Accounts");
        b.Property(a => a.Id).ValueGeneratedNever();
        // Of user name, name and address, each at its longest.
        b.Property(a => a.SearchText).HasMaxLength(800);
        b.HasIndex(a => a.NormalizedUserName).IsUnique();
        // Not unique: two parents may share one mailbox.
        b.HasIndex(a => a.NormalizedEmail);
        b.Property(a => a.ConcurrencyStamp).IsConcurrencyToken();
        // Lock-out has rows of its own (SignInGuard): it must treat unknown names alike.
        b.Ignore(a => a.LockoutEnd).Ignore(a => a.LockoutEnabled).Ignore(a => a.AccessFailedCount);
        b.Ignore(a => a.PhoneNumber).Ignore(a => a.PhoneNumberConfirmed).Ignore(a => a.TwoFactorEnabled);
    });
}
