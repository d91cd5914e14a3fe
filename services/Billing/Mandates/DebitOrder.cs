using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Mandates;

public enum DebitState
{
    /// <summary>The invoice told of it; it waits for its day.</summary>
    Announced,
    /// <summary>Written into a file for the bank: not payable otherwise.</summary>
    InFile,
    /// <summary>Its day has come and the money was posted.</summary>
    Collected,
    /// <summary>Refused by the bank, before or after: the debt is open again.</summary>
    Returned,
    /// <summary>Won't be debited: paid otherwise, mandate ended.</summary>
    Dropped,
}

/// <summary>One debit of one invoice, from the invoice that tells of it to the bank's answer.</summary>
public sealed class DebitOrder : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public Guid InvoiceId { get; set; }

    public Guid Payer { get; set; }

    public required string CashOffice { get; set; }

    public Guid MandateId { get; set; }

    /// <summary>The day that was told.</summary>
    public DateOnly On { get; set; }

    public DebitState State { get; set; }

    public Guid? FileId { get; set; }

    /// <summary>As written into the file; 0 before.</summary>
    public long Cents { get; set; }

    /// <summary>Name of it in the bank's files: the invoice's number. Unique.</summary>
    public required string EndToEnd { get; set; }

    public Guid? PaymentId { get; set; }

    /// <summary>The bank's code; null when only words came.</summary>
    public string? Code { get; set; }

    /// <summary>Why it came back or was dropped.</summary>
    public string? Words { get; set; }

    public DateOnly? ReturnedOn { get; set; }

    public long Version { get; set; } = 1;

    internal static void Map(ModelBuilder model) => model.Entity<DebitOrder>(b =>
    {
        b.ToTable("DebitOrders");
        b.HasKey(o => new { o.Tenant, o.Id });
        b.Property(o => o.CashOffice).HasMaxLength(64);
        b.Property(o => o.State).HasMaxLength(16);
        b.Property(o => o.EndToEnd).HasMaxLength(35);
        b.Property(o => o.Code).HasMaxLength(8);
        b.Property(o => o.Words).HasMaxLength(400);
        b.Property(o => o.Version).IsConcurrencyToken();
        b.HasIndex(o => new { o.Tenant, o.InvoiceId }).IsUnique();
        b.HasIndex(o => new { o.Tenant, o.EndToEnd }).IsUnique();
        b.HasIndex(o => new { o.Tenant, o.FileId });
        b.HasIndex(o => new { o.Tenant, o.CashOffice, o.State, o.On });
        b.HasIndex(o => new { o.Tenant, o.MandateId });
    });
}
