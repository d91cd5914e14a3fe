using Preau.Contracts.Api;

namespace Preau.Families.Planning;

/// <summary>A child's next days on the home page.</summary>
/// <param name="Key">Short name of the child, to filter the planning; null when Planning knows nothing of the child.</param>
public sealed record ChildDays(ChildView Child, string? Key, IReadOnlyList<ChildDay> Days)
{
    private const int Shown = 4;

    public static ChildDays Of(ChildView child, IReadOnlyList<MonthView> months, DateOnly today)
    {
        var days = new List<ChildDay>();
        foreach (var month in months)
        {
            foreach (var day in month.Days.Where(d => d.Date >= today).TakeWhile(_ => days.Count < Shown))
            {
                var cells = month.OfDay(day.Date).Where(f => f.Child.ChildId == child.ChildId).ToList();
                if (cells.Count > 0)
                {
                    days.Add(ChildDay.Of(day.Date, cells, today));
                }
            }
        }

        var names = months.Count == 0 ? [] : Choices.Names([.. months[0].Children.Select(c => c.ChildId)]);
        return new ChildDays(child, names.GetValueOrDefault(child.ChildId), days);
    }
}

/// <param name="When">« auj. », « jeu. 10 ».</param>
/// <param name="Booked">« Garderie, repas »; null when nothing is.</param>
/// <param name="Waits">What is in hand: « Absence en cours ».</param>
/// <param name="Custody">« Chez vous », where custody is shared.</param>
/// <param name="IsElsewhere">With the other parent: booking is their affair.</param>
public sealed record ChildDay(DateOnly Date, string When, string? Booked, string? Waits, string? Custody, bool IsElsewhere)
{
    public static ChildDay Of(DateOnly date, IReadOnlyList<FoundCell> cells, DateOnly today)
    {
        var booked = cells.Where(f =>
            f.Cell.State is CellState.Booked or CellState.Present or CellState.ExtraHours or CellState.ClockMissing or CellState.PresentUnbooked)
            .Select(f => f.Row.ShortLabel).ToList();
        var waits = cells.Where(f =>
            f.Cell.State is CellState.Pending or CellState.Waitlisted or CellState.AbsencePending or CellState.CancelPending or CellState.AbsentExcused
                or CellState.AbsentBilled)
            .Select(f => f.Words(today)).Distinct().ToList();
        var text = string.Join(", ", booked.Select(b => b.ToLowerInvariant()));
        return new ChildDay(date, date == today ? "auj." : $"{French.DayName(date.DayOfWeek, brief: true)}\u00A0{date.Day}",
            text.Length > 0 ? French.Sentence(text) : null, waits.Count > 0 ? string.Join(", ", waits) : null,
            cells[0].Child.CustodyDays is null ? null : MonthGrid.CustodyWord(cells[0].Child, date.Day),
            cells[0].Child.CustodyDays is { } days && !days[date.Day - 1]);
    }
}
