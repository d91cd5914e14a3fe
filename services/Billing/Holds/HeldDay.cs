using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Holds;

/// <summary>Where a held day stands. Kept as text.</summary>
public enum HeldState
{
    /// <summary>For its payment.</summary>
    Waiting,
    /// <summary>Paid; it stands here as long as others wait, so that its money isn't counted twice.</summary>
    Kept,
    /// <summary>Not paid in time; it stands here until the day, for a payment that comes late.</summary>
    GivenUp,
}

/// <summary>A booked day that is confirmed by paying. Who booked it, who pays it (as the custody rule says) and its version are the cell's to say.</summary>
public sealed class HeldDay : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid ChildId { get; set; }

    public required string Unit { get; set; }

    public DateOnly Date { get; set; }

    public required string CashOffice { get; set; }

    public DateTime At { get; set; }

    public DateTime Until { get; set; }

    public HeldState State { get; set; }

    /// <summary>Judged since it was booked, or since money came in last.</summary>
    public bool Judged { get; set; }

    /// <summary>The payer was asked for it.</summary>
    public bool Told { get; set; }

    /// <summary>A payment was under way when its time was over: it waits for it, once.</summary>
    public bool Extended { get; set; }

    /// <summary>When it was given up.</summary>
    public DateTime? Ended { get; set; }

    /// <summary>
    /// Call with each newer state of a cell, in the transaction that keeps it: so no order of events
    /// makes it another. A day that becomes booked waits for its payment; one that
    /// was booked goes on as it stands.
    /// </summary>
    /// <param name="was">It cost something before.</param>
    internal static async Task FollowAsync(BillingDb db, BillingRules rules, Cell cell, bool was, DateTime now, CancellationToken ct)
    {
        if (rules.HoldOf(cell.Unit) is not var (office, rule))
        {
            return;
        }

        var held = await db.HeldDays.FindAsync([db.CurrentTenant, cell.ChildId, cell.Unit, cell.Date], ct);
        if (cell.Outcome != CellOutcome.Booked)
        {
            if (held is not null and not { State: HeldState.GivenUp })
            {
                db.HeldDays.Remove(held);
            }
        }
        // Given up here and still booked there: it was changed when it was to go, and stayed. It waits anew.
        else if ((!was || held is { State: HeldState.GivenUp }) && cell.Date >= DateOnly.FromDateTime(now.ToLocal(rules.Zone)))
        {
            if (held is null)
            {
                held = new HeldDay { Tenant = db.CurrentTenant, ChildId = cell.ChildId, Unit = cell.Unit, Date = cell.Date, CashOffice = office };
                db.HeldDays.Add(held);
            }

            (held.CashOffice, held.At, held.Until, held.State, held.Ended) = (office, now, rule.EndOf(cell.Date, now, rules.Zone), HeldState.Waiting, null);
            held.Judged = held.Told = held.Extended = false;
        }
    }

    internal static void Map(ModelBuilder model) => model.Entity<HeldDay>(b =>
    {
        b.ToTable("HeldDays");
        b.HasKey(h => new { h.Tenant, h.ChildId, h.Unit, h.Date });
        b.Property(h => h.Unit).HasMaxLength(64);
        b.Property(h => h.CashOffice).HasMaxLength(64);
        b.Property(h => h.State).IsConcurrencyToken();
        b.Property(h => h.Until).IsConcurrencyToken();
    });
}
