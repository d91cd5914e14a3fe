using Microsoft.EntityFrameworkCore;
using Preau.Billing.Charges;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Known;

/// <summary>
/// FamilyChanged → what Billing keeps of the family, and new prices for lines not invoiced yet: all of them when the residence or a child's rank or
/// packed lunch changed, else only from the first day on which the quotient is another.
/// </summary>
internal sealed class KeepFamilyInStep(BillingDb db, SettingsCache cache) : IEventHandler<FamilyChanged>
{
    public async Task HandleAsync(FamilyChanged @event, CancellationToken ct)
    {
        var family = await db.KnownFamilies.SingleOrDefaultAsync(f => f.FamilyId == @event.FamilyId, ct);
        if (family is null)
        {
            family = new KnownFamily { FamilyId = @event.FamilyId };
            db.KnownFamilies.Add(family);
        }
        else if (@event.Version <= family.Version)
        {
            return;
        }

        family.Stamp++;
        var from = family.Version == 0 || family.Resident != @event.Resident ? DateOnly.MinValue : (DateOnly?)null;
        (family.Version, family.Number, family.Name, family.Resident) = (@event.Version, @event.Number, @event.Name, @event.Resident);
        var children = await db.KnownChildren.Where(c => c.FamilyId == family.FamilyId).ToDictionaryAsync(c => c.ChildId, ct);
        if (KeepChildren(@event, children))
        {
            from = DateOnly.MinValue;
        }

        var quotients = await db.KnownQuotients.Where(q => q.FamilyId == family.FamilyId).ToListAsync(ct);
        from ??= FirstDifference(quotients, @event.Quotients);
        KeepQuotients(@event, quotients);
        if (from is { } day)
        {
            await RepriceAsync(family, children, quotients, day, ct);
        }
    }

    private bool KeepChildren(FamilyChanged @event, Dictionary<Guid, KnownChild> known)
    {
        var pricesChange = false;
        foreach (var child in @event.Children)
        {
            if (!known.TryGetValue(child.ChildId, out var row))
            {
                row = new KnownChild { FamilyId = @event.FamilyId, ChildId = child.ChildId };
                known.Add(child.ChildId, row);
                db.KnownChildren.Add(row);
            }

            pricesChange |= (row.Rank, row.PackedLunch) != (child.Rank, child.PackedLunch);
            (row.FirstName, row.LastName, row.Rank, row.PackedLunch) = (child.FirstName, child.LastName, child.Rank, child.PackedLunch);
        }

        return pricesChange;
    }

    private void KeepQuotients(FamilyChanged @event, List<KnownQuotient> known)
    {
        foreach (var gone in known.Where(k => !Array.Exists(@event.Quotients, q => q.From == k.From)).ToList())
        {
            known.Remove(gone);
            db.KnownQuotients.Remove(gone);
        }

        foreach (var quotient in @event.Quotients)
        {
            var row = known.Find(k => k.From == quotient.From);
            if (row is null)
            {
                row = new KnownQuotient { FamilyId = @event.FamilyId, From = quotient.From };
                known.Add(row);
                db.KnownQuotients.Add(row);
            }

            (row.Value, row.Until, row.Source) = (quotient.Value, quotient.Until, quotient.Source);
        }
    }

    /// <summary>First day on which the two lists give another value; null when none does.</summary>
    internal static DateOnly? FirstDifference(IReadOnlyCollection<KnownQuotient> old, IReadOnlyCollection<FamilyQuotient> now)
    {
        var edges = old.Select(q => q.From).Concat(now.Select(q => q.From))
            .Concat(old.Select(q => q.Until).Concat(now.Select(q => q.Until)).OfType<DateOnly>().Where(d => d < DateOnly.MaxValue).Select(d => d.AddDays(1)));
        foreach (var day in edges.Distinct().Order())
        {
            var before = old.FirstOrDefault(q => q.IsValidOn(day))?.Value;
            var after = now.FirstOrDefault(q => q.From <= day && (q.Until is null || day <= q.Until))?.Value;
            if (before != after)
            {
                return day;
            }
        }

        return null;
    }

    private async Task RepriceAsync(KnownFamily family, Dictionary<Guid, KnownChild> children, List<KnownQuotient> quotients, DateOnly from, CancellationToken ct)
    {
        var lines = await db.Charges.Where(c => c.FamilyId == family.FamilyId && c.Date >= from && c.InvoiceId == null).ToListAsync(ct);
        if (lines.Count == 0)
        {
            return;
        }

        var pricing = await Pricing.LoadAsync(db, await BillingRules.InForceAsync(cache, db, ct), [.. lines.Select(l => l.Unit).Distinct()], ct);
        var facts = new FamilyFacts(family, children, quotients);
        lines.ForEach(l => pricing.Apply(l, facts));
    }
}
