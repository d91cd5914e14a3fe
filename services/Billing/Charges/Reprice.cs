using Microsoft.EntityFrameworkCore;
using Preau.Billing.Tariffs;
using Preau.Platform;

namespace Preau.Billing.Charges;

/// <summary>New prices for lines not invoiced yet when names or tariffs of units changed. Call inside a unit of work.</summary>
internal static class Reprice
{
    /// <summary>
    /// Makes every pricing that is under way in this tenant run again after this unit of work: call before reading lines.
    /// </summary>
    public static Task MeetAllFamiliesAsync(this BillingDb db, CancellationToken ct) =>
        db.KnownFamilies.ExecuteUpdateAsync(s => s.SetProperty(f => f.Stamp, f => f.Stamp + 1), ct);

    public static async Task UnitsAsync(BillingDb db, IReadOnlyCollection<string> units, SettingsInForce<BillingRules> settings, Pricing pricing, CancellationToken ct)
    {
        await CountLatePickUps.OfUnitsAsync(db, units, settings, ct);
        var lines = await db.Charges.Where(c => units.Contains(c.Unit) && c.InvoiceId == null).ToListAsync(ct);
        if (lines.Count == 0)
        {
            return;
        }

        var facts = await FamilyFacts.LoadAllAsync(db, ct);
        lines.ForEach(l => pricing.Apply(l, facts.GetValueOrDefault(l.FamilyId)));
    }
}
