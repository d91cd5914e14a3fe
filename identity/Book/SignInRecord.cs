using Microsoft.EntityFrameworkCore;

namespace Preau.Identity.Book;

public enum AccessResult
{
    SignedIn,
    WrongPassword,
    Locked,
    PasswordChanged,
    LinkSent,
    PasswordReset,
    Unlocked,
    SignedOut,
    WrongCode,
}

/// <summary>Trace of access: which account, when, what came of it. No name, no address, no password; kept for a year (CNIL: six months to a year).</summary>
public sealed class SignInRecord
{
    public static readonly TimeSpan Keep = TimeSpan.FromDays(365);

    public Guid Id { get; set; } = Guid.CreateVersion7();

    public Guid AccountId { get; set; }

    public DateTime At { get; set; }

    public AccessResult Result { get; set; }

    /// <summary>Commune whose page was used; null for the neutral form.</summary>
    public string? Commune { get; set; }

    /// <summary>The operator who did it, when it was not the account itself.</summary>
    public Guid? By { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<SignInRecord>(b =>
    {
        b.ToTable("SignInRecords");
        b.Property(r => r.Id).ValueGeneratedNever();
        b.Property(r => r.Commune).HasMaxLength(64);
        b.HasIndex(r => new { r.AccountId, r.At });
        b.HasIndex(r => r.At);
    });
}
