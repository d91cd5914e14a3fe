using Preau.Contracts.Api;

namespace Preau.Families.Planning;

/// <summary>What a phone says under a day's name: until when something can still be changed.</summary>
public static class DayLimit
{
    /// <param name="cells">All of the day; null where a child has none.</param>
    /// <param name="empty">A day of the weekend on which nobody has anything.</param>
    public static string? Text(MonthDay day, IEnumerable<MonthCell?> cells, bool empty, DateOnly today)
    {
        if (empty)
        {
            return null;
        }

        if (day.Closed)
        {
            return "Fermé";
        }

        var text = OfOpenDay([.. cells.OfType<MonthCell>().Where(c => c.State != CellState.Closed)], today);
        return day.Date == today ? $"Aujourd’hui · {text}" : text;
    }

    private static string OfOpenDay(List<MonthCell> cells, DateOnly today)
    {
        if (cells.Count == 0)
        {
            return "Rien à réserver";
        }

        var limits = cells.Where(c => c.Actions != CellActions.None && (c.Actions & CellActions.Late) == 0)
            .Select(c => c.Until).OfType<DateTime>().Distinct().Order().ToList();
        return limits.Count switch
        {
            0 => cells.Exists(c => c.Actions != CellActions.None) ? "Limite passée : un agent décide" : Shut(cells, today),
            1 => $"Modifiable jusqu’au {Brief(limits[0], today)}",
            _ => $"Premières limites : {Brief(limits[0], today)}",
        };
    }

    // Not every day that can't be booked is late: what all its cells say is said for the day.
    private static string Shut(List<MonthCell> cells, DateOnly today)
    {
        var reasons = cells.Select(c => CellWords.Locked(c, today) ?? "Limite passée").Distinct().ToList();
        return reasons.Count == 1 ? reasons[0] : "Non modifiable";
    }

    private static string Brief(DateTime limit, DateOnly today) =>
        $"{French.ShortDay(DateOnly.FromDateTime(limit), today)} à {French.Hour(TimeOnly.FromDateTime(limit))}";
}
