using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Mandates;

/// <summary>
/// A payer's authority to debit an account (SEPA core). Signed on the portal or on paper;
/// never changed but for its end and its last debit. The account number is
/// sealed and opened only when a file for the bank is written.
/// </summary>
public sealed class Mandate : ITenantOwned
{
    /// <summary>A mandate ends when this many months pass without a debit (facts §3).</summary>
    public const int MonthsUnused = 36;

    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public Guid Payer { get; set; }

    public required string CashOffice { get; set; }

    /// <summary>RUM: "AL-1001001818331-2", unique with the creditor.</summary>
    public required string Rum { get; set; }

    /// <summary>Who holds the account.</summary>
    public required string Holder { get; set; }

    /// <summary>IBAN, sealed for this row.</summary>
    public required byte[] Account { get; set; }

    /// <summary>"FR76 •••• •••• 189".</summary>
    public required string Mask { get; set; }

    public DateOnly SignedOn { get; set; }

    /// <summary>What was read and agreed to, by which account and when, or where the paper is: JSON of <see cref="MandateTrail"/>.</summary>
    public string Trail { get; set; } = "{}";

    public DateTime At { get; set; }

    public required string By { get; set; }

    public DateOnly? LastDebit { get; set; }

    public DateTime? EndedAt { get; set; }

    public string? EndedBy { get; set; }

    public string? EndedBecause { get; set; }

    public long Version { get; set; } = 1;

    /// <summary>The day from which it is lapsed when nothing is debited before.</summary>
    public DateOnly LapsesOn => (LastDebit ?? SignedOn).AddMonths(MonthsUnused);

    public bool IsGood(DateOnly on) => EndedAt is null && LapsesOn > on;

    public void End(string by, string because, DateTime at)
    {
        (EndedAt, EndedBy, EndedBecause) = (at, by, because);
        Version++;
    }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<Mandate>(b =>
        {
            b.ToTable("Mandates");
            b.HasKey(m => new { m.Tenant, m.Id });
            b.Property(m => m.CashOffice).HasMaxLength(64);
            b.Property(m => m.Rum).HasMaxLength(35);
            b.Property(m => m.Holder).HasMaxLength(70);
            b.Property(m => m.Account).HasMaxLength(128);
            b.Property(m => m.Mask).HasMaxLength(40);
            b.Property(m => m.Trail).HasMaxLength(-1);
            b.Property(m => m.EndedBecause).HasMaxLength(400);
            b.Property(m => m.Version).IsConcurrencyToken();
            b.Ignore(m => m.LapsesOn);
            b.HasIndex(m => new { m.Tenant, m.CashOffice, m.Rum }).IsUnique();
            b.HasIndex(m => new { m.Tenant, m.Payer, m.CashOffice }).IsUnique().HasFilter("[EndedAt] IS NULL");
        });
        DebitOrder.Map(model);
    }
}

/// <param name="Channel">"portal" or "paper".</param>
/// <param name="Account">Whose sign-in agreed; null on paper.</param>
/// <param name="Text">The mandate as it was read.</param>
internal sealed record MandateTrail(string Channel, string Text, string? Account, string By, DateTime At, string? Note = null);
