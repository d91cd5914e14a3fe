using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Ledger;

/// <summary>Money received from a payer. What became of it follows from allocations, refunds and its reversal.</summary>
public sealed class Payment : ITenantOwned
{
    public const string AtCounter = "counter";

    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public required string CashOffice { get; set; }

    public Guid Payer { get; set; }

    public DateOnly Date { get; set; }

    public long Cents { get; set; }

    /// <summary>Of <c>PayMethods</c>.</summary>
    public required string Method { get; set; }

    /// <summary>Of the receipt: "2027-10".</summary>
    public required string Number { get; set; }

    public string? Drawer { get; set; }

    public string? Bank { get; set; }

    /// <summary>Number of the cheque, of the transfer.</summary>
    public string? Reference { get; set; }

    public string? Note { get; set; }

    /// <summary>Key of the book it bought tickets of, and how many; null and 0 for any other money.</summary>
    public string? TicketBook { get; set; }

    public int Tickets { get; set; }

    /// <summary>The slip it was handed in with.</summary>
    public Guid? DepositId { get; set; }

    /// <summary>Who took it in ("counter", "payfip", "sepa", "takeover"), and its key there: one payment for each (I6).</summary>
    public required string Source { get; set; }

    public required string SourceRef { get; set; }

    public DateTime At { get; set; }

    public required string By { get; set; }

    public DateOnly? ReversedOn { get; set; }

    public string? ReversedBecause { get; set; }

    /// <summary>Rises with every change, for the event.</summary>
    public long Version { get; set; } = 1;

    internal static void Map(ModelBuilder model)
    {
        model.Entity<Payment>(b =>
        {
            b.ToTable("ReceivedPayments");
            b.HasKey(p => new { p.Tenant, p.Id });
            b.Property(p => p.Number).HasMaxLength(32);
            b.Property(p => p.CashOffice).HasMaxLength(64);
            b.Property(p => p.Method).HasMaxLength(20);
            b.Property(p => p.Source).HasMaxLength(20);
            b.Property(p => p.SourceRef).HasMaxLength(64);
            b.Property(p => p.Note).HasMaxLength(400);
            b.Property(p => p.TicketBook).HasMaxLength(64);
            b.Property(p => p.ReversedBecause).HasMaxLength(400);
            b.Property(p => p.Version).IsConcurrencyToken();
            b.HasIndex(p => new { p.Tenant, p.Source, p.SourceRef }).IsUnique();
            b.HasIndex(p => new { p.Tenant, p.CashOffice, p.Number }).IsUnique();
            b.HasIndex(p => new { p.Tenant, p.Payer, p.Date });
            b.HasIndex(p => new { p.Tenant, p.CashOffice, p.Date });
        });
        model.Entity<Allocation>(b =>
        {
            b.ToTable("PaidLines");
            b.HasKey(a => new { a.Tenant, a.Id });
            b.HasIndex(a => new { a.Tenant, a.InvoiceId, a.LineNo });
            b.HasIndex(a => new { a.Tenant, a.Source });
            b.HasIndex(a => new { a.Tenant, a.Payer, a.Date });
        });
        model.Entity<Refund>(b =>
        {
            b.ToTable("Refunds");
            b.HasKey(r => new { r.Tenant, r.Id });
            b.Property(r => r.CashOffice).HasMaxLength(64);
            b.Property(r => r.Reason).HasMaxLength(400);
            b.Property(r => r.TicketBook).HasMaxLength(64);
            b.Property(r => r.State).HasMaxLength(16).IsConcurrencyToken();
            b.HasIndex(r => new { r.Tenant, r.Source });
            b.HasIndex(r => new { r.Tenant, r.CashOffice, r.State });
        });
        AccountStamp.Map(model);
    }
}

/// <summary>The part of a payment, or of a credit note, that settles a line. Append only: taking back is a negative one.</summary>
public sealed class Allocation : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public Guid Payer { get; set; }

    /// <summary>The payment or the credit note it comes from.</summary>
    public Guid Source { get; set; }

    public Guid InvoiceId { get; set; }

    public int LineNo { get; set; }

    public long Cents { get; set; }

    public DateOnly Date { get; set; }
}

public enum RefundState
{
    Requested,
    Paid,
    Cancelled,
}

/// <summary>Part of an advance to be given back.</summary>
public sealed class Refund : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public required string CashOffice { get; set; }

    public Guid Payer { get; set; }

    /// <summary>The payment or the credit note whose advance it is.</summary>
    public Guid Source { get; set; }

    public long Cents { get; set; }

    public RefundState State { get; set; }

    public required string Reason { get; set; }

    /// <summary>Tickets whose value goes back with it.</summary>
    public string? TicketBook { get; set; }

    public int Tickets { get; set; }

    public DateTime At { get; set; }

    public required string By { get; set; }

    public DateOnly? PaidOn { get; set; }
}

/// <summary>
/// Changes with everything that decides on what is open of a payer's account: two that allocate at once can't both use the same open line. The later to
/// commit runs again.
/// </summary>
public sealed class AccountStamp : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Payer { get; set; }

    public required string CashOffice { get; set; }

    public long Stamp { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<AccountStamp>(b =>
    {
        b.ToTable("AccountStamps");
        b.HasKey(s => new { s.Tenant, s.Payer, s.CashOffice });
        b.Property(s => s.CashOffice).HasMaxLength(64);
        b.Property(s => s.Stamp).IsConcurrencyToken();
    });
}
