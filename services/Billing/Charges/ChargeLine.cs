using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Charges;

/// <summary>
/// What one cell (child, unit, day) costs its payer. The row outlives a cancelled cell as a tombstone, so that an older event can't bring it back.
/// Once invoiced, the cell's state still follows Planning but the price doesn't: the difference is a correction on the next invoice.
/// </summary>
public sealed class ChargeLine : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid ChildId { get; set; }

    public required string Unit { get; set; }

    public DateOnly Date { get; set; }

    /// <summary>Who pays.</summary>
    public Guid FamilyId { get; set; }

    /// <summary>Highest version of the cell seen.</summary>
    public long CellVersion { get; set; }

    public CellOutcome Outcome { get; set; }

    /// <summary>Whether the outcome costs something; false is a tombstone.</summary>
    public bool Charged { get; set; }

    public decimal? Hours { get; set; }

    public bool Late { get; set; }

    /// <summary>Of an absence told too late: the part of the day that is billed; null for all of it.</summary>
    public int? BilledPercent { get; set; }

    public string? RequestNumber { get; set; }

    /// <summary>Null while the family, the child or a tariff isn't known.</summary>
    public decimal? Amount { get; set; }

    public string Label { get; set; } = "";

    /// <summary>Visible label when something needed was missing.</summary>
    public string? Missing { get; set; }

    /// <summary>Why this price, as JSON.</summary>
    public string Explanation { get; set; } = "";

    public string? CashOffice { get; set; }

    /// <summary>Version of the commune's tariffs the price was made with.</summary>
    public long SettingsVersion { get; set; }

    public Guid? InvoiceId { get; set; }

    /// <summary>Takes the cell's state if it is newer than what was seen.</summary>
    public bool Settle(SettledCell cell, Guid payer)
    {
        if (cell.Version <= CellVersion)
        {
            return false;
        }

        (CellVersion, FamilyId, Outcome, Hours, Late, BilledPercent, RequestNumber) = (cell.Version, payer, cell.Outcome, cell.Hours, cell.Late, cell.BilledPercent, cell.RequestNumber);
        Charged = cell.Outcome is CellOutcome.Booked or CellOutcome.Present or CellOutcome.PresentUnbooked or CellOutcome.AbsentBilled;
        return true;
    }

    internal static void Map(ModelBuilder model) => model.Entity<ChargeLine>(b =>
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
}
