using Microsoft.EntityFrameworkCore;
using Preau.Planning.Cells;
using Preau.Planning.Disruptions;
using Preau.Planning.Rules;
using Preau.Planning.Settings;
using Preau.Planning.Waiting;

namespace Preau.Planning.Allocation;

/// <summary>The wishes of one service and period with all that ranks them, read as they are now.</summary>
internal static class ReadWishesOfPeriod
{
    public static async Task<List<RankedWish>> RankAsync(PlanningDb db, PlanningRules rules, Service service, Period period, long seed, CancellationToken ct)
    {
        var (first, last) = (period.Document.First, period.Document.Last);
        var places = await db.WaitingPlaces.AsNoTracking().Where(w => w.Service == service.Key && w.State == WaitingState.Wish && w.Date >= first && w.Date <= last).ToListAsync(ct);
        if (places.Count == 0)
        {
            return [];
        }

        var wishing = db.WaitingPlaces.Where(w => w.Service == service.Key && w.State == WaitingState.Wish && w.Date >= first && w.Date <= last).Select(w => w.FamilyId);
        var families = await db.KnownFamilies.AsNoTracking().Where(f => wishing.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, ct);
        var children = await db.KnownChildren.AsNoTracking().Where(c => wishing.Contains(c.FamilyId)).ToDictionaryAsync(c => (c.FamilyId, c.ChildId), ct);
        var units = service.Units.ConvertAll(u => u.Key);
        // A brother or sister who wishes or is placed counts the same.
        var standing = await db.Cells.AsNoTracking().Where(c => units.Contains(c.Unit) && c.Date >= first && c.Date <= last && c.Booking != BookingState.None && c.Booking != BookingState.Refused)
            .Select(c => new { c.FamilyId, c.ChildId, c.Date }).Distinct().ToListAsync(ct);
        var together = standing.ToLookup(c => (c.FamilyId, c.Date), c => c.ChildId);
        List<string> pools = [.. service.Units.SelectMany(u => u.Pools).Select(p => p.Key).Distinct()];
        var seats = await SeatBook.ReadAsync(db, rules, pools, Days.Range(first, last), ct);
        var open = await OpenDays.ReadAsync(db, first, last, ct);
        var wishes = new List<WishToRank>(places.Count);
        foreach (var place in places)
        {
            if (families.GetValueOrDefault(place.FamilyId) is { } family && children.GetValueOrDefault((place.FamilyId, place.ChildId)) is { } child && rules.Units.TryGetValue(place.Unit, out var unit)
                && open.IsOpen(service, child, place.Date))
            {
                var points = Points.Of(period.Wishes!.Criteria, family, together[(place.FamilyId, place.Date)].Any(c => c != place.ChildId));
                wishes.Add(new WishToRank(place.Id, place.FamilyId, place.ChildId, place.Unit, place.Date, [.. (unit.PoolsAt(child.AgeOn(place.Date)) ?? []).Select(p => p.Key)], points.Total, points.Text, place.Turn));
            }
        }

        var free = pools.SelectMany(p => places.Select(w => w.Date).Distinct().Select(d => (Pool: p, Date: d))).ToDictionary(p => p, p => Math.Max(0, rules.Pools[p.Pool].Capacity - seats.Taken(p.Pool, p.Date)));
        return Rank.Of(wishes, free, period.Wishes!, seed);
    }
}
