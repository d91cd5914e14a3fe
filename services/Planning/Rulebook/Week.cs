namespace Preau.Planning.Rulebook;

/// <summary>Weeks begin on Monday.</summary>
public static class Week
{
    public static DateOnly MondayOf(DateOnly date) => date.AddDays(-(((int)date.DayOfWeek + 6) % 7));

    /// <summary>All seven days of it.</summary>
    public static IEnumerable<DateOnly> Around(DateOnly date) => Enumerable.Range(0, 7).Select(MondayOf(date).AddDays);
}
