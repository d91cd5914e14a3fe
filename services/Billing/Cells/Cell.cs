using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Cells;

/// <summary>
/// A cell (child, unit, day) as Planning last said it, without money. The row outlives a cancelled cell, so that an older event can't bring it back.
/// </summary>
public sealed class Cell : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid ChildId { get; set; }

    public required string Unit { get; set; }

    public DateOnly Date { get; set; }

    /// <summary>Who pays: who booked, or the household that has the child that day where the commune bills by custody.</summary>
    public Guid Payer { get; set; }

    /// <summary>The household Planning named; empty on rows older than this column, whose payer it is.</summary>
    public Guid Booker { get; set; }

    /// <summary>Highest version seen; versions of cells begin at 1.</summary>
    public long Version { get; set; }

    public CellOutcome Outcome { get; set; }

    public decimal? Hours { get; set; }

    public bool Late { get; set; }

    /// <summary>Of an absence told too late: the part of the day that is billed; null for all of it.</summary>
    public int? BilledPercent { get; set; }

    /// <summary>Picked up that many minutes after closing; null when in time.</summary>
    public int? LateMinutes { get; set; }

    /// <summary>Time really spent by the clock.</summary>
    public int? RealMinutes { get; set; }

    /// <summary>Hours told to CAF.</summary>
    public decimal? CafHours { get; set; }

    public string? RequestNumber { get; set; }

    /// <summary>Whether the outcome costs something.</summary>
    public bool IsCharged => Outcome is CellOutcome.Booked or CellOutcome.Present or CellOutcome.PresentUnbooked or CellOutcome.AbsentBilled;

    /// <summary>Takes the cell's state if it is newer than what was seen.</summary>
    /// <param name="booker">The household Planning names.</param>
    public bool Settle(SettledCell cell, Guid booker, Guid payer)
    {
        if (cell.Version <= Version)
        {
            return false;
        }

        (Version, Booker, Payer, Outcome, Hours, Late) = (cell.Version, booker, payer, cell.Outcome, cell.Hours, cell.Late);
        (RealMinutes, CafHours) = (cell.RealMinutes, cell.CafHours);
        (BilledPercent, LateMinutes, RequestNumber) = (cell.BilledPercent, cell.LateMinutes, cell.RequestNumber);
        return true;
    }

    internal static void Map(ModelBuilder model) => model.Entity<Cell>(b =>
    {
        b.ToTable("CellStates");
        b.HasKey(c => new { c.Tenant, c.ChildId, c.Unit, c.Date });
        b.Property(c => c.Unit).HasMaxLength(64);
        b.Property(c => c.RequestNumber).HasMaxLength(32);
        b.Property(c => c.Version).IsConcurrencyToken();
        b.Ignore(c => c.IsCharged);
        b.HasIndex(c => new { c.Tenant, c.Payer, c.Date });
        b.HasIndex(c => new { c.Tenant, c.Unit, c.Date });
    });
}
