using Microsoft.EntityFrameworkCore;
using Preau.Billing.Charges;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Known;

/// <summary>ServiceChanged → the names of units, also on lines not invoiced yet.</summary>
internal sealed class KeepUnitsInStep(BillingDb db, SettingsCache cache) : IEventHandler<ServiceChanged>
{
    public async Task HandleAsync(ServiceChanged @event, CancellationToken ct)
    {
        var service = await db.KnownServices.SingleOrDefaultAsync(s => s.Service == @event.Service, ct);
        if (service is null)
        {
            service = new KnownService { Service = @event.Service };
            db.KnownServices.Add(service);
        }
        else if (@event.Version <= service.Version)
        {
            return;
        }

        service.Version = @event.Version;
        await db.MeetAllFamiliesAsync(ct);
        var units = @event.Units.Select(u => u.Unit).ToList();
        await db.KnownUnits.Where(u => u.Service == @event.Service || units.Contains(u.Unit)).LoadAsync(ct);
        var known = db.KnownUnits.Local.Where(u => u.Service == @event.Service).ToList();
        db.KnownUnits.RemoveRange(known.Where(k => !units.Contains(k.Unit)));
        foreach (var unit in @event.Units)
        {
            var row = known.Find(k => k.Unit == unit.Unit);
            if (row is null)
            {
                row = new KnownUnit { Unit = unit.Unit, Service = @event.Service, Label = unit.Label, ServiceLabel = @event.Label, FacilityLabel = @event.FacilityLabel };
                db.KnownUnits.Add(row);
            }

            (row.Label, row.ServiceLabel, row.FacilityLabel) = (unit.Label, @event.Label, @event.FacilityLabel);
        }

        var settings = await BillingRules.InForceAsync(cache, db, ct);
        await Reprice.UnitsAsync(db, [.. units.Union(known.Select(k => k.Unit))], settings, new Pricing(settings, db.KnownUnits.Local), ct);
    }
}
