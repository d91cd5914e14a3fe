using Microsoft.EntityFrameworkCore;
using Preau.Contracts;

namespace Preau.Billing.Known;

/// <summary>Adds what a version of a family file says to the facts by day. Versions may come in any order, each counts.</summary>
internal static class KeepFacts
{
    /// <returns>The first day whose facts may be others now; null when none is.</returns>
    public static async Task<DateOnly?> AddAsync(BillingDb db, FamilyChanged @event, DateOnly day, CancellationToken ct)
    {
        var rows = await db.FactVersions.Where(f => f.FamilyId == @event.FamilyId).ToListAsync(ct);
        rows.Sort((a, b) => a.Version.CompareTo(b.Version));
        var before = rows.FindLast(r => r.Version <= @event.Version);
        if (before is not null && before.Last >= @event.Version)
        {
            return null;
        }

        var facts = HouseholdFacts.Of(@event).Write();
        var after = rows.Find(r => r.Version > @event.Version);
        if (before is not null && before.Facts == facts && before.Last + 1 == @event.Version)
        {
            before.Last = @event.Version;
            if (after is not null && after.Facts == facts && after.Version == before.Last + 1)
            {
                before.Last = after.Last;
                db.FactVersions.Remove(after);
            }

            return null;
        }

        db.FactVersions.Add(new FactVersion { FamilyId = @event.FamilyId, Version = @event.Version, Last = @event.Version, From = day, Facts = facts });
        return before is null ? DateOnly.MinValue : before.Facts == facts ? null : day;
    }
}
