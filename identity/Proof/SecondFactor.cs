using Microsoft.EntityFrameworkCore;

namespace Preau.Identity.Proof;

/// <summary>The secret an account shares with an application of codes, sealed; in force once a first code has proved it.</summary>
public sealed class SecondFactor
{
    public Guid AccountId { get; set; }

    public required string Sealed { get; set; }

    public DateTime? ConfirmedAt { get; set; }

    /// <summary>Of the last code taken: none is taken twice.</summary>
    public long LastStep { get; set; }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<SecondFactor>(b =>
        {
            b.ToTable("SecondFactors");
            b.HasKey(f => f.AccountId);
            b.Property(f => f.AccountId).ValueGeneratedNever();
            b.Property(f => f.Sealed).HasMaxLength(1000);
            b.Property(f => f.LastStep).IsConcurrencyToken();
        });
        model.Entity<RecoveryCode>(b =>
        {
            b.ToTable("RecoveryCodes");
            b.HasKey(c => new { c.AccountId, c.CodeHash });
            b.Property(c => c.CodeHash).HasMaxLength(64);
            b.Property(c => c.UsedAt).IsConcurrencyToken();
        });
    }
}

/// <summary>For the day the telephone is lost: each lets in once.</summary>
public sealed class RecoveryCode
{
    public Guid AccountId { get; set; }

    public required string CodeHash { get; set; }

    public DateTime? UsedAt { get; set; }
}
