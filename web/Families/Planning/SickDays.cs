using System.Globalization;
using Preau.Contracts.Api;

namespace Preau.Families.Planning;

/// <summary>What can be told absent around today: the days to choose from, and the cells of those that are chosen.</summary>
public sealed class SickDays
{
    private const int MostDays = 62;

    private SickDays(IReadOnlyList<DateOnly> choices, DateOnly first, DateOnly last, IReadOnlyList<MonthView> months)
    {
        (Choices, First, Last) = (choices, first, last);
        Names = Planning.Choices.Names([.. months[0].Children.Select(c => c.ChildId)]);
        Reasons = months[0].AbsenceReasons;
        Children = months[0].Children;
        Cells = [.. Of(months, f => f.May(CellActions.Absence) && !f.Row.Week)];
        Told = Of(months, f => f.Cell.Mine && f.Cell.State is CellState.AbsencePending or CellState.AbsentExcused or CellState.AbsentBilled)
            .GroupBy(f => f.Child.ChildId).ToDictionary(g => g.Key, g => (IReadOnlyList<FoundCell>)[.. g]);
    }

    /// <summary>Today and tomorrow when something is booked then, else the next days that have something: two at most.</summary>
    public IReadOnlyList<DateOnly> Choices { get; }

    public DateOnly First { get; }

    public DateOnly Last { get; }

    /// <summary>The last day that can be told at once.</summary>
    public DateOnly Furthest => First.AddDays(MostDays - 1);

    /// <summary>Short names of the children.</summary>
    public IReadOnlyDictionary<Guid, string> Names { get; }

    public IReadOnlyList<AbsenceReasonView> Reasons { get; }

    public IReadOnlyList<MonthChild> Children { get; }

    /// <summary>All that can be told absent on these days; of a week its days.</summary>
    public IReadOnlyList<FoundCell> Cells { get; }

    /// <summary>What was told already, by child.</summary>
    public IReadOnlyDictionary<Guid, IReadOnlyList<FoundCell>> Told { get; }

    /// <summary>« aujourd’hui », « du 8 au 11 décembre ».</summary>
    public string Words(DateOnly today) =>
        Last > First ? French.Period(First, Last, today) : First == today ? "aujourd’hui" : First == today.AddDays(1) ? "demain" : French.Day(First, today);

    /// <param name="when">A day to choose, "2026-12-08", or "p": from the first to <paramref name="until"/>; anything else is the first.</param>
    public static async Task<SickDays> ReadAsync(DateOnly today, string? when, string? until, Func<DateOnly, Task<MonthView>> month)
    {
        var months = new List<MonthView> { await month(today) };
        var days = DaysOf(months, today);
        if (days.Count < 2)
        {
            months.Add(await month(new DateOnly(today.Year, today.Month, 1).AddMonths(1)));
            days = DaysOf(months, today);
        }

        var first = Read(when) is { } asked && days.Contains(asked) ? asked : days.Count > 0 ? days[0] : today;
        var last = when == "p" && Read(until) is { } end && end > first ? end : first;
        last = last > first.AddDays(MostDays - 1) ? first.AddDays(MostDays - 1) : last;
        for (var next = new DateOnly(first.Year, first.Month, 1); next <= last; next = next.AddMonths(1))
        {
            if (months.TrueForAll(m => m.Month != MonthGrid.Key(next, "yyyy-MM")))
            {
                months.Add(await month(next));
            }
        }

        return new SickDays(days, first, last, months);
    }

    // Also days on which all is told: the page says so.
    private static List<DateOnly> DaysOf(List<MonthView> months, DateOnly today) => [.. months.SelectMany(m => m.Days.Where(d => d.Date >= today)
        .Where(d =>
            m.OfDay(d.Date).Any(f => f.May(CellActions.Absence) || (f.Cell.Mine && f.Cell.State is CellState.AbsencePending or CellState.AbsentExcused)))
        .Select(d => d.Date)).Take(2)];

    private static DateOnly? Read(string? day) =>
        DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) ? asked : null;

    private List<FoundCell> Of(IReadOnlyList<MonthView> months, Func<FoundCell, bool> which) =>
        [.. months.SelectMany(m => m.Days.Where(d => d.Date >= First && d.Date <= Last).SelectMany(d => m.OfDay(d.Date).Where(which))).OrderBy(f => f.Date)];
}
