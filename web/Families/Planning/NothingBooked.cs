using Preau.Contracts.Api;

namespace Preau.Families.Planning;

/// <summary>A child who can still be booked in a coming week, and for whom nothing is.</summary>
/// <param name="FirstDay">First day that can be booked, with its <paramref name="Until"/>.</param>
public sealed record NothingBooked(MonthChild Child, DateOnly Monday, DateOnly FirstDay, DateOnly LastDay, DateTime Until)
{
    /// <summary>The week after <paramref name="today"/>, for the children that are in this household then. Most urgent first.</summary>
    /// <param name="months">The months that hold the week, in order.</param>
    public static IReadOnlyList<NothingBooked> NextWeek(IReadOnlyList<MonthView> months, DateOnly today)
    {
        var monday = MonthGrid.Monday(today).AddDays(7);
        var found = new List<NothingBooked>();
        foreach (var child in months.SelectMany(m => m.Children).Select(c => c.ChildId).Distinct())
        {
            var cells = months.SelectMany(m => Cells(m, child, monday)).ToList();
            var free = cells.Where(c => c.Cell.State == CellState.Free && (c.Cell.Actions & CellActions.Book) != 0 && c.Cell.Until is not null && c.Home)
                .OrderBy(c => c.Date).ToList();
            if (free.Count > 0 && !cells.Exists(c => CellWords.InHand(c.Cell.State)))
            {
                var until = free.Where(c => c.Date == free[0].Date).Min(c => c.Cell.Until!.Value);
                found.Add(new NothingBooked(free[0].Child, monday, free[0].Date, free[^1].Date, until));
            }
        }

        return [.. found.OrderBy(f => f.Until)];
    }

    private static IEnumerable<(MonthChild Child, DateOnly Date, MonthCell Cell, bool Home)> Cells(MonthView view, Guid id, DateOnly monday) =>
        from child in view.Children
        where child.ChildId == id
        from row in child.Rows
        where row.Online
        from cell in row.Cells
        let date = view.Days[cell.Day - 1].Date
        where date >= monday && date < monday.AddDays(5)
        select (child, date, cell, child.CustodyDays is not { } custody || custody[cell.Day - 1]);
}
