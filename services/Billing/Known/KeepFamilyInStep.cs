using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Billing.Tariffs;
using Preau.Contracts;
using Preau.Platform;

namespace Preau.Billing.Known;

/// <summary>
/// FamilyChanged → what Billing keeps of the family, its facts from the day of the event on, and the months that have other prices by them: from that
/// day, or from the first day on which the quotient is another.
/// </summary>
internal sealed class KeepFamilyInStep(BillingDb db, SettingsCache cache) : IEventHandler<FamilyChanged>
{
    private readonly List<(Guid Child, bool IsNew)> _moved = [];

    public async Task HandleAsync(FamilyChanged @event, CancellationToken ct)
    {
        var family = await db.KnownFamilies.SingleOrDefaultAsync(f => f.FamilyId == @event.FamilyId, ct);
        if (family is null)
        {
            family = new KnownFamily { FamilyId = @event.FamilyId };
            db.KnownFamilies.Add(family);
        }

        family.Stamp++;
        var zone = (await BillingRules.InForceAsync(cache, db, ct)).Rules.Zone;
        var from = await KeepFacts.AddAsync(db, @event, DateOnly.FromDateTime(@event.At.ToLocal(zone)), ct);
        if (@event.Version > family.Version)
        {
            var quotients = await KeepAsync(family, @event, zone, ct);
            await MovePayersAsync(@event, ct);
            from = from is null || quotients < from ? quotients : from;
        }

        if (from is { } day)
        {
            await db.MarkAsync(@event.FamilyId, day, ct);
        }
    }

    // A new custody counts from the day it was told; what was before keeps its payer. One told with the child itself counts from ever.
    private async Task MovePayersAsync(FamilyChanged @event, CancellationToken ct)
    {
        var rules = (await BillingRules.InForceAsync(cache, db, ct)).Rules;
        if (rules.Payer == PayerRule.Custody && _moved.Count > 0)
        {
            await db.SaveChangesAsync(ct);
            foreach (var (child, first) in _moved)
            {
                await CustodyPayers.MoveAsync(db, rules, child, first ? DateOnly.MinValue : DateOnly.FromDateTime(@event.At.ToLocal(rules.Zone)), ct);
            }
        }
    }

    /// <returns>The first day on which prices may be others by the quotients, or by a child that is new here.</returns>
    private async Task<DateOnly?> KeepAsync(KnownFamily family, FamilyChanged @event, TimeZoneInfo zone, CancellationToken ct)
    {
        var isNew = family.Version == 0;
        (family.Version, family.Number, family.Name, family.Resident) = (@event.Version, @event.Number, @event.Name, @event.Resident);
        family.HasMail = @event.Guardians.Any(g => g.Email is not null && g.EmailConsent);
        (family.Street, family.PostCode, family.City) = (@event.Address?.Street, @event.Address?.PostCode, @event.Address?.City ?? @event.City);
        if (family.MergedInto != @event.MergedInto)
        {
            // What third parties pay for its children is priced where they are now.
            await db.MarkAsync((@event.MergedInto ?? family.MergedInto)!.Value, DateOnly.FromDateTime(@event.At.ToLocal(zone)), ct);
            (family.MergedInto, family.MergeVersion, family.MergeAt) = (@event.MergedInto, @event.Version, @event.At);
        }

        var known = await db.KnownChildren.Where(c => c.FamilyId == family.FamilyId).ToDictionaryAsync(c => c.ChildId, ct);
        foreach (var child in @event.Children)
        {
            if (!known.TryGetValue(child.ChildId, out var row))
            {
                row = new KnownChild { FamilyId = @event.FamilyId, ChildId = child.ChildId };
                db.KnownChildren.Add(row);
                isNew = true;
            }

            (row.FirstName, row.LastName, row.Rank, row.PackedLunch) = (child.FirstName, child.LastName, child.Rank, child.PackedLunch);
            (row.BirthDate, row.School, row.Grade) = (child.BirthDate, child.School, child.Grade);
            (row.CameFrom, row.CameAs) = (child.Origin?.FamilyId, child.Origin?.ChildId);
            var custody = CustodyPayers.Write(child.Custody);
            if (row.Custody != custody)
            {
                row.Custody = custody;
                _moved.Add((child.ChildId, db.Entry(row).State == EntityState.Added));
            }
        }

        var quotients = await db.KnownQuotients.Where(q => q.FamilyId == family.FamilyId).ToListAsync(ct);
        var from = isNew ? DateOnly.MinValue : FirstDifference(quotients, @event.Quotients);
        KeepQuotients(@event, quotients);
        return from;
    }

    private void KeepQuotients(FamilyChanged @event, List<KnownQuotient> known)
    {
        db.KnownQuotients.RemoveRange(known.Where(k => !Array.Exists(@event.Quotients, q => q.From == k.From)));
        foreach (var quotient in @event.Quotients)
        {
            var row = known.Find(k => k.From == quotient.From);
            if (row is null)
            {
                row = new KnownQuotient { FamilyId = @event.FamilyId, From = quotient.From };
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
            var before = KnownQuotient.On(old, day)?.Value;
            var after = now.FirstOrDefault(q => q.From <= day && (q.Until is null || day <= q.Until))?.Value;
            if (before != after)
            {
                return day;
            }
        }

        return null;
    }
}
