using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Holds;
using Preau.Billing.Known;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Truth;

/// <summary>
/// DaysSettled → the cells' states, each cell's highest version, whatever the order and number of deliveries; the months they touch are marked in the
/// same transaction, the prices follow.
/// </summary>
internal sealed class SettleCells(BillingDb db, SettingsCache cache, TimeProvider clock) : IEventHandler<DaysSettled>
{
    public async Task HandleAsync(DaysSettled @event, CancellationToken ct)
    {
        if (@event.Cells.Length == 0)
        {
            return;
        }

        var children = @event.Cells.Select(c => c.ChildId).Distinct().ToList();
        var units = @event.Cells.Select(c => c.Unit).Distinct().ToList();
        var (from, until) = (@event.Cells.Min(c => c.Date), @event.Cells.Max(c => c.Date));
        var known = await db.Cells.Where(c => children.Contains(c.ChildId) && units.Contains(c.Unit) && c.Date >= from && c.Date <= until)
            .ToDictionaryAsync(c => (c.ChildId, c.Unit, c.Date), ct);
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        var payers = await CustodyPayers.LoadAsync(db, rules, children, ct);
        var months = new HashSet<(Guid Payer, DateOnly Month)>();
        var late = new Dictionary<Guid, DateOnly>();
        foreach (var cell in @event.Cells)
        {
            var key = (cell.ChildId, cell.Unit, cell.Date);
            if (!known.TryGetValue(key, out var state))
            {
                var first = payers.Of(cell.ChildId, cell.Unit, cell.Date, @event.FamilyId);
                state = new Cell { ChildId = cell.ChildId, Unit = cell.Unit, Date = cell.Date, Payer = first };
                known.Add(key, state);
                db.Cells.Add(state);
            }

            var (former, lateBefore, charged) = (state.Payer, state.LateMinutes, state.IsCharged);
            var payer = payers.Of(cell.ChildId, cell.Unit, cell.Date, @event.FamilyId);
            if (!state.Settle(cell, @event.FamilyId, payer))
            {
                continue;
            }

            await HeldDay.FollowAsync(db, rules, state, charged, clock.UtcNow(), ct);

            foreach (var concerned in new[] { former, payer })
            {
                months.Add((concerned, FamilyMonth.Of(cell.Date)));
                if ((lateBefore ?? cell.LateMinutes) is not null && (!late.TryGetValue(concerned, out var day) || cell.Date < day))
                {
                    late[concerned] = cell.Date;
                }
            }
        }

        // One late pick-up more or less changes those after it.
        foreach (var (payer, day) in late)
        {
            await db.MarkAsync(payer, day, ct);
        }

        await MarkAsync(months, ct);
    }

    private async Task MarkAsync(HashSet<(Guid Payer, DateOnly Month)> months, CancellationToken ct)
    {
        var payers = months.Select(m => m.Payer).Distinct().ToList();
        var merged = db.KnownFamilies.AsNoTracking().Where(f => f.MergedInto != null && payers.Contains(f.FamilyId));
        foreach (var file in await merged.Select(f => new { f.FamilyId, f.MergedInto }).ToListAsync(ct))
        {
            // A third party's ceiling is used up in both.
            months.UnionWith([.. months.Where(m => m.Payer == file.FamilyId).Select(m => (file.MergedInto!.Value, m.Month))]);
        }

        foreach (var (payer, month) in months)
        {
            await db.MarkMonthAsync(payer, month, ct);
        }
    }
}
