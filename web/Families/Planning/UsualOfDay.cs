using Preau.Contracts.Api;

namespace Preau.Families.Planning;

/// <summary>What most cells of a day share: it stands on their row of the month, once.</summary>
/// <param name="Limit">Its place among the limits of the month; -1 when there is none.</param>
/// <param name="Actions">What can be done with the cells that aren't free.</param>
internal readonly record struct UsualOfDay(int Limit, CellActions Actions)
{
    public static UsualOfDay Of(IEnumerable<MonthCell?> cells, List<DateTime> all)
    {
        var limits = new Dictionary<DateTime, int>();
        var actions = new Dictionary<CellActions, int>();
        foreach (var cell in cells)
        {
            if (cell is { Until: { } until, Actions: not CellActions.None })
            {
                limits[until] = limits.GetValueOrDefault(until) + 1;
            }

            if (cell is { State: not CellState.Closed } && !IsFree(cell))
            {
                actions[cell.Actions] = actions.GetValueOrDefault(cell.Actions) + 1;
            }
        }

        return new(limits.Count == 0 ? -1 : all.IndexOf(limits.MaxBy(c => c.Value).Key),
            actions.Count == 0 ? CellActions.None : actions.MaxBy(a => a.Value).Key);
    }

    /// <summary>A check box: it can be booked.</summary>
    public static bool IsFree(MonthCell cell) => cell.State is CellState.Free && (cell.Actions & CellActions.Book) != 0;
}
