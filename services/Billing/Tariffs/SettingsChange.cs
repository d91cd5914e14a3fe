using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Preau.Billing.Charges;
using Preau.Platform;

namespace Preau.Billing.Tariffs;

/// <summary>After a new version of the document: lines not invoiced yet whose tariff is another get their new price.</summary>
internal static class SettingsChange
{
    /// <summary>Call inside <see cref="TenantDb.WriteAsync{T}"/>, before the new version is added.</summary>
    public static async Task<BillingRules> BeforeAsync(BillingDb db, SettingsCache cache, CancellationToken ct)
    {
        await db.MeetAllFamiliesAsync(ct);
        return (await BillingRules.InForceAsync(cache, db, ct)).Rules;
    }

    public static async Task AfterAsync(BillingDb db, BillingRules old, long version, BillingRules rules, CancellationToken ct)
    {
        var priced = await db.Charges.AsNoTracking().Where(c => c.InvoiceId == null).Select(c => c.Unit).Union(db.LatePickUps.Select(l => l.Unit)).ToListAsync(ct);
        var changed = priced.Where(u => Text(old.TariffOf(u)) != Text(rules.TariffOf(u))).ToList();
        if (changed.Count > 0)
        {
            var settings = new SettingsInForce<BillingRules>(version, rules);
            await Reprice.UnitsAsync(db, changed, settings, await Pricing.LoadAsync(db, settings, changed, ct), ct);
        }
    }

    // A percentage changes with the tariff it is taken of.
    private static string Text(Tariff? tariff) =>
        JsonSerializer.Serialize(tariff, BillingRules.Json) + string.Concat((tariff?.Versions ?? []).Select(v => v.PercentOf?.Base).OfType<Tariff>().Select(t => JsonSerializer.Serialize(t, BillingRules.Json)));
}
