using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Planning;

/// <summary>A cell with the row and child it belongs to.</summary>
public sealed record FoundCell(MonthChild Child, MonthRow Row, MonthCell Cell, DateOnly Date)
{
    public CellRef Ref => new(Child.ChildId, Row.Unit, Date);

    public bool May(CellActions action) => (Cell.Actions & action) != 0;

    public bool IsLate => May(CellActions.Late);

    public string Words(DateOnly today) =>
        CellWords.Locked(Cell, today)
            ?? CellWords.Of(Cell.State, Child.Gender, Cell.Mine ? null : Child.OtherParent?.Split(' ')[0] ?? "l’autre parent", Cell.Rank);
}

internal static class CellFinder
{
    /// <summary>All cells of a day that hold something, by child and service.</summary>
    public static IEnumerable<FoundCell> OfDay(this MonthView month, DateOnly date) =>
        from child in month.Children
        from row in child.Rows
        from cell in row.Cells
        where cell.Day == date.Day && cell.State != CellState.Closed
        select new FoundCell(child, row, cell, date);

    public static Task<MonthView> MonthOfAsync(this PlanningClient planning, DateOnly date, CancellationToken ct) =>
        planning.MonthAsync(MonthGrid.Key(date, "yyyy-MM"), ct);
}
