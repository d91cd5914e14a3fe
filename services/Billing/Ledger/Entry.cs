using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Ledger;

public enum EntryKind
{
    Invoice,
    Credit,
    Payment,
    /// <summary>A payment taken back: bounced, mistaken.</summary>
    Reversal,
    Refund,
    /// <summary>The debt is the treasury's from here on (F-105).</summary>
    Title,
    WriteOff,
    /// <summary>Money from another payer, or to it: two of them sum to nothing.</summary>
    Transfer,
}

/// <summary>One movement of a payer's account with a cash office. Append only; the balance is their sum and nothing else (I5).</summary>
public sealed class Entry : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public Guid Payer { get; set; }

    public required string CashOffice { get; set; }

    public DateOnly Date { get; set; }

    public EntryKind Kind { get; set; }

    /// <summary>Debit positive, credit negative.</summary>
    public long Cents { get; set; }

    /// <summary>As printed: of the invoice, the receipt, the title.</summary>
    public required string Number { get; set; }

    /// <summary>The invoice, payment or refund it comes from; one of a kind each.</summary>
    public Guid Source { get; set; }

    /// <summary>Means of payment, title number: what the description needs.</summary>
    public string? Detail { get; set; }

    public DateTime At { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<Entry>(b =>
    {
        b.ToTable("Entries");
        b.HasKey(e => new { e.Tenant, e.Id });
        b.Property(e => e.CashOffice).HasMaxLength(64);
        b.Property(e => e.Number).HasMaxLength(32);
        b.Property(e => e.Kind).HasMaxLength(16);
        b.HasIndex(e => new { e.Tenant, e.Kind, e.Source }).IsUnique();
        b.HasIndex(e => new { e.Tenant, e.Payer, e.CashOffice, e.Date });
        b.HasIndex(e => new { e.Tenant, e.CashOffice, e.Date });
    });
}
