using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Known;

/// <summary>ServiceChanged → the names of units, also on days not billed yet.</summary>
internal sealed class KeepUnitsInStep(BillingDb db) : IEventHandler<ServiceChanged>
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
        var units = @event.Units.Select(u => u.Unit).ToList();
        var known = await db.KnownUnits.Where(u => u.Service == @event.Service).ToListAsync(ct);
        var gone = known.Where(k => !units.Contains(k.Unit)).ToList();
        db.KnownUnits.RemoveRange(gone);
        var renamed = gone.Count > 0;
        foreach (var unit in @event.Units)
        {
            var row = known.Find(k => k.Unit == unit.Unit);
            if (row is null)
            {
                row = new KnownUnit { Unit = unit.Unit, Service = @event.Service, Label = "", ServiceLabel = "", FacilityLabel = "" };
                db.KnownUnits.Add(row);
            }

            renamed |= (row.Label, row.ServiceLabel) != (unit.Label, @event.Label);
            (row.Label, row.ServiceLabel, row.FacilityLabel, row.LateSurcharge) = (unit.Label, @event.Label, @event.FacilityLabel, unit.LateSurcharge);
        }

        if (renamed)
        {
            await db.MarkAllAsync(DateOnly.MinValue, ct);
        }
    }
}
