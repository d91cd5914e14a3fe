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
        var settings = await BillingRules.InForceAsync(cache, db, ct);
        var pricing = await Pricing.LoadAsync(db, settings, units, ct);
        var late = await db.LatePickUps.Where(l => children.Contains(l.ChildId) && units.Contains(l.Unit) && l.Date >= first && l.Date <= last).ToDictionaryAsync(l => (l.ChildId, l.Unit, l.Date), ct);
        var counted = new HashSet<(Guid Family, DateOnly Date)>();
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
                KeepLatePickUp(late.GetValueOrDefault(key), cell, @event.FamilyId, counted);
                var entry = db.Entry(line);
                if (entry.State is EntityState.Unchanged or EntityState.Modified)
                {
                    // All columns: the former payer's family may be re-pricing this row at the same moment.
                    entry.State = EntityState.Modified;
                }
            }
        }

        foreach (var family in counted.GroupBy(c => c.Family))
        {
            if (family.Key != @event.FamilyId && await db.KnownFamilies.SingleOrDefaultAsync(f => f.FamilyId == family.Key, ct) is { } former)
            {
                former.Stamp++;
            }

            await CountLatePickUps.OfFamilyAsync(db, family.Key, [.. family.Select(f => f.Date)], settings, ct);
        }
    }

    private void KeepLatePickUp(LatePickUp? known, SettledCell cell, Guid payer, HashSet<(Guid Family, DateOnly Date)> counted)
    {
        if (known is null && cell.LateMinutes is null)
        {
            return;
        }

        if (known is null)
        {
            known = new LatePickUp { ChildId = cell.ChildId, Unit = cell.Unit, Date = cell.Date, FamilyId = payer };
            db.LatePickUps.Add(known);
        }

        counted.Add((known.FamilyId, cell.Date));
        counted.Add((payer, cell.Date));
        (known.FamilyId, known.Minutes) = (payer, cell.LateMinutes);
    }
}
