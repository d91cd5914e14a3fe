using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.TakenOver;

/// <summary>An invoice as it was kept before lines were. Only read, once, by <see cref="TakeOver"/>.</summary>
public sealed class OldInvoice : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    /// <summary>Number with the cash office's prefix, "AL-36" (F-98).</summary>
    public required string Number { get; set; }

    public required string CashOffice { get; set; }

    public Guid FamilyId { get; set; }

    public DateOnly Date { get; set; }

    public DateOnly DueDate { get; set; }

    public DateOnly PeriodFrom { get; set; }

    public DateOnly PeriodTo { get; set; }

    public decimal Amount { get; set; }

    /// <summary>Number of the ORMC or title with which the treasury took the debt over (F-105); null while it hasn't.</summary>
    public string? TitleNumber { get; set; }

    public DateOnly? TitleDate { get; set; }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<OldInvoice>(b =>
        {
            b.ToTable("Invoices");
            b.HasKey(i => new { i.Tenant, i.Id });
            b.Property(i => i.Number).HasMaxLength(32);
            b.Property(i => i.CashOffice).HasMaxLength(64);
            b.Property(i => i.TitleNumber).HasMaxLength(32);
            b.HasIndex(i => new { i.Tenant, i.Number }).IsUnique();
            b.HasIndex(i => new { i.Tenant, i.FamilyId, i.Date });
        });
        model.Entity<OldPayment>(b =>
        {
            b.ToTable("Payments");
            b.HasKey(p => new { p.Tenant, p.Id });
            b.Property(p => p.Number).HasMaxLength(32);
            b.Property(p => p.CashOffice).HasMaxLength(64);
            b.HasIndex(p => new { p.Tenant, p.Number }).IsUnique();
            b.HasIndex(p => new { p.Tenant, p.FamilyId, p.Date });
        });
        model.Entity<OldAllocation>(b =>
        {
            b.ToTable("Allocations");
            b.HasKey(a => new { a.Tenant, a.PaymentId, a.InvoiceId });
            b.HasIndex(a => new { a.Tenant, a.InvoiceId });
        });
    }
}

/// <summary>Money received from a family.</summary>
public sealed class OldPayment : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Id { get; set; }

    public required string Number { get; set; }

    public required string CashOffice { get; set; }

    public Guid FamilyId { get; set; }

    public DateOnly Date { get; set; }

    public decimal Amount { get; set; }

    public OldMethod Method { get; set; }
}

public enum OldMethod
{
    Cheque,
    Cash,
    Transfer,
    Card,
    DirectDebit,
    Voucher,
}

/// <summary>The part of a payment that settles an invoice.</summary>
public sealed class OldAllocation : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid PaymentId { get; set; }

    public Guid InvoiceId { get; set; }

    public decimal Amount { get; set; }
}
