using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Attending.List;
using Preau.Planning.Book;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Attending.Meals;

/// <summary>Counts the meals of some days. A child who has two units with a meal on one site eats once.</summary>
internal static class MealForecast
{
    public const int MaxDays = 31;

    public static async Task<MealDay[]> ReadAsync(PlanningDb db, PlanningRules rules, DateOnly from, DateOnly to, string? facility, CancellationToken ct)
    {
        var units = rules.Units.Values.Where(u => u.Meal && (facility is null || u.Service.Facility.Key == facility)).ToList();
        var keys = units.ConvertAll(u => u.Key);
        var listed = await ListedCells.ReadAsync(db, keys, from, to, ct);
        var diets = (await db.KnownDiets.AsNoTracking()
            .Where(d => db.Cells.Any(c => c.FamilyId == d.FamilyId && c.Date >= from && c.Date <= to && keys.Contains(c.Unit))).ToListAsync(ct))
            .SelectMany(d => d.Read().Select(c => (d.FamilyId, c.ChildId, c.Diet))).ToDictionary(d => (d.FamilyId, d.ChildId), d => d.Diet);
        var orders = await db.MealOrders.AsNoTracking().Where(o => o.From <= to && o.To >= from).OrderByDescending(o => o.At).ThenByDescending(o => o.Sequence)
            .ToListAsync(ct);
        var open = await OpenDays.ReadAsync(db, from, to, ct);
        var eaten = listed.Cells.Where(c => ListedCells.IsExpected(c) || IsWaiting(c))
            .ToLookup(c => (c.Date, Facility: rules.Units[c.Unit].Service.Facility.Key));
        var sites = rules.Facilities.Where(f => units.Exists(u => u.Service.Facility.Key == f.Key)).ToList();
        return [.. Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays).SelectMany(date => sites
            .Where(f => eaten[(date, f.Key)].Any() || orders.Exists(o => o.Covers(f.Key, date))
                || units.Exists(u => u.Service.Facility.Key == f.Key && open.IsOpen(u.Service, date)))
            .Select(f => DayOf(date, f, [.. eaten[(date, f.Key)]], listed, diets, orders.Find(o => o.Covers(f.Key, date)), rules)))];
    }

    private static bool IsWaiting(Cell cell) => cell is { Booking: BookingState.Pending, Attendance: AttendanceState.None };

    private static MealDay DayOf(
        DateOnly date, Facility site, List<Cell> cells, ListedCells listed, Dictionary<(Guid, Guid), string> diets, MealOrder? order, PlanningRules rules)
    {
        var children = cells.GroupBy(c => c.ChildId).Select(c => c.OrderBy(x => IsWaiting(x)).First()).ToLookup(c => listed.ChildOf(c)?.PackedLunch == true);
        var byDiet = children[false].GroupBy(c => diets.GetValueOrDefault((c.FamilyId, c.ChildId), ""))
            .ToDictionary(g => g.Key, g => (Meals: g.Count(c => !IsWaiting(c)), Pending: g.Count(IsWaiting)));
        var ordered = order?.Read().Where(l => l.Date == date && l.Facility == site.Key).ToDictionary(l => l.Diet, l => l.Meals);
        var all = byDiet.Keys.Union(ordered?.Keys ?? Enumerable.Empty<string>()).Append("").Distinct().OrderBy(d => d, StringComparer.Ordinal);
        return new MealDay(
            date, site.Key, site.Label,
            [.. all.Select(d => new MealCount(d, byDiet.GetValueOrDefault(d).Meals, byDiet.GetValueOrDefault(d).Pending,
                ordered is null ? null : ordered.GetValueOrDefault(d)))],
            children[true].Count(c => !IsWaiting(c)), order?.Number, order is null ? null : rules.Local(order.At));
    }
}
