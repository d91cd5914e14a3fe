using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Ledger;

/// <summary>
/// One side of a transfer: money of a payment that another payer uses from then on, because two files of a family became one, or two again. A transfer has two
/// legs that sum to nothing, each with its entry. Append only: what goes back is another transfer.
/// </summary>
public sealed class TransferLeg : ITenantOwned
{
    public string Tenant { get; set; } = "";

    /// <summary>Source of its entry.</summary>
    public Guid Id { get; set; }

    /// <summary>Of both legs.</summary>
    public Guid TransferId { get; set; }

    public Guid Payer { get; set; }

    /// <summary>The payer of the other leg.</summary>
    public Guid Other { get; set; }

    public Guid PaymentId { get; set; }

    public required string CashOffice { get; set; }

    /// <summary>What this payer may use more; less where negative.</summary>
    public long Cents { get; set; }

    public string? TicketBook { get; set; }

    public int Tickets { get; set; }

    /// <summary>First day that uses the tickets.</summary>
    public DateOnly Since { get; set; }

    /// <summary>The file that was merged, and its version that told it or took it back: they name the act and its author in the file's history.</summary>
    public Guid FileId { get; set; }

    public long FileVersion { get; set; }

    /// <summary>As the account says it.</summary>
    public required string Reason { get; set; }

    public DateOnly Date { get; set; }

    public DateTime At { get; set; }

    internal static void Map(ModelBuilder model) => model.Entity<TransferLeg>(b =>
    {
        b.ToTable("TransferLegs");
        b.HasKey(l => new { l.Tenant, l.Id });
        b.Property(l => l.CashOffice).HasMaxLength(64);
        b.Property(l => l.TicketBook).HasMaxLength(64);
        b.HasIndex(l => new { l.Tenant, l.TransferId, l.Payer }).IsUnique();
        b.HasIndex(l => new { l.Tenant, l.PaymentId, l.Payer });
        b.HasIndex(l => new { l.Tenant, l.Payer, l.CashOffice });
        b.HasIndex(l => new { l.Tenant, l.Other });
    });
}
