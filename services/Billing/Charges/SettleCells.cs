using Microsoft.EntityFrameworkCore;
using Preau.Billing.Known;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Charges;

/// <summary>DaysSettled → charge lines: each cell's highest version wins, whatever the order and number of deliveries.</summary>
internal sealed class SettleCells(BillingDb db, SettingsCache cache) : IEventHandler<DaysSettled>
{
    public async Task HandleAsync(DaysSettled @event, CancellationToken ct)
    {
        if (@event.Cells.Length == 0)
        {
            return;
        }

        var payer = await db.KnownFamilies.SingleOrDefaultAsync(f => f.FamilyId == @event.FamilyId, ct);
        if (payer is null)
        {
            // A placeholder, so that FamilyChanged arriving at the same moment meets this event on one row.
            payer = new KnownFamily { FamilyId = @event.FamilyId };
            db.KnownFamilies.Add(payer);
        }

        payer.Stamp++;
        var children = @event.Cells.Select(c => c.ChildId).Distinct().ToList();
        var units = @event.Cells.Select(c => c.Unit).Distinct().ToList();
        var (first, last) = (@event.Cells.Min(c => c.Date), @event.Cells.Max(c => c.Date));
        var lines = await db.Charges.Where(c => children.Contains(c.ChildId) && units.Contains(c.Unit) && c.Date >= first && c.Date <= last)
            .ToDictionaryAsync(c => (c.ChildId, c.Unit, c.Date), ct);
        var facts = payer.Version > 0 ? await FamilyFacts.LoadAsync(db, payer, ct) : null;
        var pricing = await Pricing.LoadAsync(db, await BillingRules.InForceAsync(cache, db, ct), units, ct);
        foreach (var cell in @event.Cells)
        {
            var key = (cell.ChildId, cell.Unit, cell.Date);
            if (!lines.TryGetValue(key, out var line))
            {
                // Versions of cells begin at 1.
                line = new ChargeLine { ChildId = cell.ChildId, Unit = cell.Unit, Date = cell.Date };
                lines.Add(key, line);
                db.Charges.Add(line);
            }

            if (line.Settle(cell, @event.FamilyId))
            {
                pricing.Apply(line, facts);
                var entry = db.Entry(line);
                if (entry.State is EntityState.Unchanged or EntityState.Modified)
                {
                    // All columns: the former payer's family may be re-pricing this row at the same moment.
                    entry.State = EntityState.Modified;
                }
            }
        }
    }
}
