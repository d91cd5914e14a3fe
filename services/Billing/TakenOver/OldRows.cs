using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.TakenOver;

/// <summary>A priced cell as it was kept before truth and bill came apart. Only read, once, by <see cref="TakeOver"/>.</summary>
public sealed class OldCharge : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid ChildId { get; set; }

    public required string Unit { get; set; }

    public DateOnly Date { get; set; }

    public Guid FamilyId { get; set; }

    public long CellVersion { get; set; }

    public Contracts.CellOutcome Outcome { get; set; }

    public bool Charged { get; set; }

    public decimal? Hours { get; set; }

    public bool Late { get; set; }

    public int? BilledPercent { get; set; }

    public string? RequestNumber { get; set; }

    public decimal? Amount { get; set; }

    public string Label { get; set; } = "";

    public string? Missing { get; set; }

    public string Explanation { get; set; } = "";

    public string? CashOffice { get; set; }

    public long SettingsVersion { get; set; }

    public Guid? InvoiceId { get; set; }

    internal static void Map(ModelBuilder model)
    {
        model.Entity<OldCharge>(b =>
        {
            b.ToTable("ChargeLines");
            b.HasKey(c => new { c.Tenant, c.ChildId, c.Unit, c.Date });
            b.Property(c => c.Unit).HasMaxLength(64);
            b.Property(c => c.RequestNumber).HasMaxLength(32);
            b.Property(c => c.CashOffice).HasMaxLength(64);
            b.Property(c => c.Explanation).HasMaxLength(-1);
            b.Property(c => c.CellVersion).IsConcurrencyToken();
            b.HasIndex(c => new { c.Tenant, c.FamilyId, c.Date });
            b.HasIndex(c => new { c.Tenant, c.Unit, c.Date });
        });
        model.Entity<OldLatePickUp>(b =>
        {
            b.ToTable("LatePickUps");
            b.HasKey(l => new { l.Tenant, l.ChildId, l.Unit, l.Date });
            b.Property(l => l.Unit).HasMaxLength(64);
            b.Property(l => l.Label).HasMaxLength(400);
            b.Property(l => l.CashOffice).HasMaxLength(64);
            b.Property(l => l.Explanation).HasMaxLength(-1);
            b.HasIndex(l => new { l.Tenant, l.FamilyId, l.Date });
            b.HasIndex(l => new { l.Tenant, l.Unit });
        });
        OldInvoice.Map(model);
    }
}

/// <summary>A late pick-up as it was kept before.</summary>
public sealed class OldLatePickUp : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid ChildId { get; set; }

    public required string Unit { get; set; }

    public DateOnly Date { get; set; }

    public Guid FamilyId { get; set; }

    public int? Minutes { get; set; }

    public decimal? Amount { get; set; }

    public string Label { get; set; } = "";

    public string Explanation { get; set; } = "";

    public string? CashOffice { get; set; }

    public long SettingsVersion { get; set; }

    public Guid? InvoiceId { get; set; }
}
