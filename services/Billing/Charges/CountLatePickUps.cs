using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Tariffs;
using Preau.Platform;

namespace Preau.Billing.Charges;

/// <summary>Late pick-ups of households counted anew. Call inside a unit of work that meets the others of the household (<see cref="KnownFamily.Stamp"/>).</summary>
internal static class CountLatePickUps
{
    /// <param name="dates">Days that changed: the school years they lie in are counted.</param>
    public static async Task OfFamilyAsync(BillingDb db, Guid family, IReadOnlyCollection<DateOnly> dates, SettingsInForce<BillingRules> settings, CancellationToken ct)
    {
        var (first, last) = (SchoolYear(dates.Min()), SchoolYear(dates.Max()).AddYears(1));
        await db.LatePickUps.Where(l => l.FamilyId == family && l.Date >= first && l.Date < last).LoadAsync(ct);
        // What this unit of work has added or moved counts, saved or not.
        await ApplyAsync(db, [.. db.LatePickUps.Local.Where(l => l.FamilyId == family && l.Date >= first && l.Date < last)], settings, ct);
    }

    /// <summary>New tariffs or names of these units: every household with a late pick-up there.</summary>
    public static async Task OfUnitsAsync(BillingDb db, IReadOnlyCollection<string> units, SettingsInForce<BillingRules> settings, CancellationToken ct)
    {
        var families = await db.LatePickUps.Where(l => units.Contains(l.Unit)).Select(l => l.FamilyId).Distinct().ToListAsync(ct);
        foreach (var family in (await db.LatePickUps.Where(l => families.Contains(l.FamilyId)).ToListAsync(ct)).GroupBy(l => l.FamilyId))
        {
            await ApplyAsync(db, [.. family], settings, ct);
        }
    }

    private static async Task ApplyAsync(BillingDb db, IReadOnlyCollection<LatePickUp> late, SettingsInForce<BillingRules> settings, CancellationToken ct)
    {
        var units = late.Select(l => l.Unit).Distinct().ToList();
        await db.KnownUnits.Where(u => units.Contains(u.Unit)).LoadAsync(ct);
        new Pricing(settings, db.KnownUnits.Local).Apply(late);
    }

    private static DateOnly SchoolYear(DateOnly date) => new(date.Month >= 9 ? date.Year : date.Year - 1, 9, 1);
}
