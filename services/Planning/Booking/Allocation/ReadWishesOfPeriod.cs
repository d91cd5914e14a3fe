using Microsoft.EntityFrameworkCore;
using Preau.Planning.Book;
using Preau.Planning.Changing;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Booking.Allocation;

/// <summary>The wishes of one service and period with all that ranks them, read as they are now.</summary>
internal static class ReadWishesOfPeriod
{
    public static async Task<List<RankedWish>> RankAsync(PlanningDb db, PlanningRules rules, Service service, Period period, long seed, CancellationToken ct)
    {
        var (first, last) = (period.Document.First, period.Document.Last);
        var places = await db.WaitingPlaces.AsNoTracking()
            .Where(w => w.Service == service.Key && w.State == WaitingState.Wish && w.Date >= first && w.Date <= last).ToListAsync(ct);
        if (places.Count == 0)
        {
            return [];
        }

        // The last week of a period may end after it.
        var end = places.Max(w => w.Last);
        var wishing = db.WaitingPlaces.Where(w => w.Service == service.Key && w.State == WaitingState.Wish && w.Date >= first && w.Date <= last)
            .Select(w => w.FamilyId);
        var families = await db.KnownFamilies.AsNoTracking().Where(f => wishing.Contains(f.FamilyId)).ToDictionaryAsync(f => f.FamilyId, ct);
        var children = await db.KnownChildren.AsNoTracking().Where(c => wishing.Contains(c.FamilyId)).ToDictionaryAsync(c => (c.FamilyId, c.ChildId), ct);
        var units = service.Units.Select(u => u.Key).Concat(service.Units.SelectMany(u => u.Requires)).Distinct().ToList();
        var standing = await db.Cells.AsNoTracking()
            .Where(c => units.Contains(c.Unit) && c.Date >= first && c.Date <= end && c.Booking != BookingState.None && c.Booking != BookingState.Refused)
            .ToListAsync(ct);
        // A brother or sister who wishes or is placed counts the same, with each day of a week.
        var together = standing.Where(c => rules.Units[c.Unit].Service == service)
            .SelectMany(c => rules.Units[c.Unit].DaysOn(c.Date).Select(d => (c.FamilyId, c.ChildId, Date: d))).Distinct()
            .ToLookup(c => (c.FamilyId, c.Date), c => c.ChildId);
        var met = standing.Where(Required.IsMet).Select(c => (c.ChildId, c.Unit, c.Date)).ToHashSet();
        List<string> pools = [.. service.Units.SelectMany(u => u.Pools).Select(p => p.Key).Distinct()];
        var seats = await SeatBook.ReadAsync(db, rules, pools, Days.Range(first, end), ct);
        var open = await OpenDays.ReadAsync(db, first, end, ct);
        var wishes = new List<WishToRank>(places.Count);
        // By the cells they are for: what another wish may require.
        var wished = places.Where(p => rules.Units.ContainsKey(p.Unit)).SelectMany(p => CellsOf(rules.Units[p.Unit], p))
            .ToLookup(c => (c.Child, c.Unit, c.Date), c => c.Wish);
        foreach (var place in places)
        {
            if (families.GetValueOrDefault(place.FamilyId) is not { } family || children.GetValueOrDefault((place.FamilyId, place.ChildId)) is not { } child
                || !rules.Units.TryGetValue(place.Unit, out var unit))
            {
                continue;
            }

            var days = unit.BeginsOn(place.Date) ? unit.DaysOn(place.Date) : [place.Date];
            var closed = !unit.BeginsOn(place.Date) || !days.All(d => open.IsOpen(service, child, d));

            var points = Points.Of(period.Wishes!.Criteria, family, days.Any(d => together[(place.FamilyId, d)].Any(c => c != place.ChildId)));
            var required = Required.Of(unit, days).Where(r => !met.Contains((place.ChildId, r.Unit, r.Date))).ToList();
            var day = unit.WeekOf ?? unit;
            wishes.Add(new WishToRank(
                place.Id, place.FamilyId, place.ChildId, place.Unit, place.Date,
                [.. days.SelectMany(d => (day.PoolsAt(child.AgeOn(d)) ?? []).Select(p => (p.Key, d)))], days, points.Total, points.Text, place.Turn,
                [.. required.SelectMany(r => wished[(place.ChildId, r.Unit, r.Date)].Select(w => (w, r.Unit)))],
                required.Where(r => !wished.Contains((place.ChildId, r.Unit, r.Date))).Select(r => r.Unit).FirstOrDefault(), closed));
        }

        var free = pools.SelectMany(p => wishes.SelectMany(w => w.Days).Distinct().Select(d => (Pool: p, Date: d)))
            .ToDictionary(p => p, p => Math.Max(0, rules.Pools[p.Pool].Capacity - seats.Taken(p.Pool, p.Date)));
        return Rank.Of(wishes, free, period.Wishes!, seed);
    }

    private static IEnumerable<(Guid Child, string Unit, DateOnly Date, Guid Wish)> CellsOf(Unit unit, WaitingPlace place) =>
        unit.WeekOf is { } day
            ? unit.DaysOn(place.Date).Select(d => (place.ChildId, day.Key, d, place.Id)).Append((place.ChildId, unit.Key, place.Date, place.Id))
            : [(place.ChildId, unit.Key, place.Date, place.Id)];
}
