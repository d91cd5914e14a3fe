using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Treasury;

/// <summary>A bordereau handed to the treasury: from then on its debts are the treasury's.</summary>
public sealed class TitleSlip : ITenantOwned
{
    public const string Series = "T";

    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public required string CashOffice { get; set; }

    public int Year { get; set; }

    /// <summary>IdBord: 1…n without gap for the office and year.</summary>
    public int Number { get; set; }

    public DateOnly Date { get; set; }

#pragma warning disable CA1720 // the word of the standard: ObjBord
    public required string Object { get; set; }
#pragma warning restore CA1720

    public int Count { get; set; }

    public long Cents { get; set; }

    public required string FileName { get; set; }

    /// <summary>The PES file as it was written.</summary>
    public required byte[] Content { get; set; }

    public DateTime At { get; set; }

    public required string By { get; set; }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<TitleSlip>(b =>
        {
            b.ToTable("TitleSlips");
            b.HasKey(s => new { s.Tenant, s.Id });
            b.Property(s => s.CashOffice).HasMaxLength(64);
            b.Property(s => s.FileName).HasMaxLength(100);
            b.Property(s => s.Content).HasMaxLength(-1);
            b.HasIndex(s => new { s.Tenant, s.CashOffice, s.Year, s.Number }).IsUnique();
        });
        model.Entity<TitlePiece>(b =>
        {
            b.ToTable("TitlePieces");
            b.HasKey(p => new { p.Tenant, p.InvoiceId });
            b.Property(p => p.CashOffice).HasMaxLength(64);
            b.Property(p => p.DebtNumber).HasMaxLength(15);
            b.Property(p => p.Version).IsConcurrencyToken();
            b.HasIndex(p => new { p.Tenant, p.CashOffice, p.DebtNumber }).IsUnique();
            b.HasIndex(p => new { p.Tenant, p.SlipId });
        });
        model.Entity<TreasuryReceipt>(b =>
        {
            b.ToTable("TreasuryReceipts");
            b.HasKey(r => new { r.Tenant, r.CashOffice, r.DebtNumber, r.Date, r.Cents, r.No });
            b.Property(r => r.CashOffice).HasMaxLength(64);
            b.Property(r => r.DebtNumber).HasMaxLength(15);
        });
    }
}

/// <summary>One invoice on a slip, and what the treasury said since.</summary>
public sealed class TitlePiece : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid InvoiceId { get; set; }

    public Guid SlipId { get; set; }

    public required string CashOffice { get; set; }

    public required string DebtNumber { get; set; }

    /// <summary>What was handed over.</summary>
    public long Cents { get; set; }

    public long PaidCents { get; set; }

    /// <summary>The day that paid all of it; null before.</summary>
    public DateOnly? PaidOn { get; set; }

    public long Version { get; set; } = 1;
}

/// <summary>One sum the treasury reports for a debt; its key is what it says, so the same report again adds nothing.</summary>
public sealed class TreasuryReceipt : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public required string CashOffice { get; set; }

    public required string DebtNumber { get; set; }

    public DateOnly Date { get; set; }

    public long Cents { get; set; }

    /// <summary>The nth such line of one report: two equal payments of one day are two.</summary>
    public int No { get; set; }

    public DateTime At { get; set; }

    public string By { get; set; } = "";
}
