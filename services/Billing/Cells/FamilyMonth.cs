using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Cells;

/// <summary>
/// A payer's month, the unit in which prices are worked out: what a day costs may hang on the other days of the month. Marking is an addition, so that a
/// mark made while the month is being priced is never lost: who prices writes 0 only over the mark it read first.
/// </summary>
public sealed class FamilyMonth : ITenantOwned
{
    public string Tenant { get; set; } = "";

    public Guid Payer { get; set; }

    /// <summary>First day.</summary>
    public DateOnly Month { get; set; }

    /// <summary>0: priced. Else that many changes since.</summary>
    public long Stale { get; set; }

    public static DateOnly Of(DateOnly day) => new(day.Year, day.Month, 1);

    internal static void Map(ModelBuilder model) => model.Entity<FamilyMonth>(b =>
    {
        b.ToTable("FamilyMonths");
        b.HasKey(m => new { m.Tenant, m.Payer, m.Month });
        b.Property(m => m.Stale).IsConcurrencyToken();
        b.HasIndex(m => new { m.Tenant, m.Month }).HasFilter("[Stale] <> 0");
    });
}

/// <summary>Months whose prices are to be worked out again. One statement each, whatever the number of days.</summary>
internal static class StaleMonths
{
    /// <summary>All months of a payer from this day's on.</summary>
    public static Task MarkAsync(this BillingDb db, Guid payer, DateOnly from, CancellationToken ct)
    {
        var first = from == DateOnly.MinValue ? from : FamilyMonth.Of(from);
        return db.Months.Where(m => m.Payer == payer && m.Month >= first).ExecuteUpdateAsync(s => s.SetProperty(m => m.Stale, m => m.Stale + 1), ct);
    }

    /// <summary>All months of the commune from this day's on: other tariffs or names.</summary>
    public static Task MarkAllAsync(this BillingDb db, DateOnly from, CancellationToken ct)
    {
        var first = from == DateOnly.MinValue ? from : FamilyMonth.Of(from);
        return db.Months.Where(m => m.Month >= first).ExecuteUpdateAsync(s => s.SetProperty(m => m.Stale, m => m.Stale + 1), ct);
    }

    /// <summary>One month of a payer, made when there is none yet. Call inside a unit of work.</summary>
    public static async Task MarkMonthAsync(this BillingDb db, Guid payer, DateOnly day, CancellationToken ct)
    {
        var month = FamilyMonth.Of(day);
        var row = db.Months.Local.FirstOrDefault(m => m.Payer == payer && m.Month == month) ?? await db.Months.FirstOrDefaultAsync(m => m.Payer == payer
            && m.Month == month, ct);
        if (row is null)
        {
            row = new FamilyMonth { Payer = payer, Month = month };
            db.Months.Add(row);
        }

        row.Stale++;
    }
}
