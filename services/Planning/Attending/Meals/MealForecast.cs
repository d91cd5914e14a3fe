using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Planning.Attending.List;
using Preau.Planning.Book;
using Preau.Planning.Judging;
using Preau.Planning.Rulebook;

namespace Preau.Planning.Attending.Meals;

/// <summary>Counts the meals of some units and days. A child who has two units with a meal on one site eats once.</summary>
internal static class MealForecast
{
    public const int MaxDays = 31;

    public static async Task<MealDay[]> ReadAsync(PlanningDb db, PlanningRules rules, IReadOnlyCollection<Unit> units, DateOnly from, DateOnly to,
        CancellationToken ct)
    {
        var keys = units.Select(u => u.Key).ToList();
        var listed = await ListedCells.ReadAsync(db, keys, from, to, ct);
        var diets = (await db.KnownDiets.AsNoTracking()
            .Where(d => db.KnownChildren.Any(k => k.FamilyId == d.FamilyId
                && db.Cells.Any(c => c.ChildId == k.ChildId && c.Date >= from && c.Date <= to && keys.Contains(c.Unit)))).ToListAsync(ct))
            .SelectMany(d => d.Read()).GroupBy(d => d.ChildId).ToDictionary(d => d.Key, d => DietWords.Of(d.Select(c => c.Diet)) ?? "");
        var orders = await db.MealOrders.AsNoTracking().Where(o => o.From <= to && o.To >= from).OrderByDescending(o => o.At).ThenByDescending(o => o.Sequence)
            .ToListAsync(ct);
        var open = await OpenDays.ReadAsync(db, from, to, ct);
        var eaten = listed.Cells.Where(c => ListedCells.IsExpected(c) || IsWaiting(c))
            .ToLookup(c => (c.Date, Facility: rules.Units[c.Unit].Service.Facility.Key));
        var sites = rules.Facilities.Where(f => units.Any(u => u.Service.Facility.Key == f.Key)).ToList();
        return [.. Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays).SelectMany(date => sites
            .Where(f => eaten[(date, f.Key)].Any() || orders.Exists(o => o.Covers(f.Key, date))
                || units.Any(u => u.Service.Facility.Key == f.Key && open.IsOpen(u.Service, date)))
            .Select(f => DayOf(date, f, [.. eaten[(date, f.Key)]], listed, diets, orders.Find(o => o.Covers(f.Key, date)), rules)))];
    }

    private static bool IsWaiting(Cell cell) => cell is { Booking: BookingState.Pending, Attendance: AttendanceState.None };

    private static MealDay DayOf(
        DateOnly date, Facility site, List<Cell> cells, ListedCells listed, Dictionary<Guid, string> diets, MealOrder? order, PlanningRules rules)
    {
        var children = cells.GroupBy(c => c.ChildId).Select(c => c.OrderBy(x => IsWaiting(x)).First()).ToLookup(c => listed.BringsMeal(c));
        var byDiet = children[false].GroupBy(c => diets.GetValueOrDefault(c.ChildId, ""))
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
