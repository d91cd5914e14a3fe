using Preau.Contracts.Api;

namespace Preau.Families.Planning;

/// <summary>One day of a service in a week: what stands there, and whether it can be chosen.</summary>
/// <param name="Cell">Null where the service is not open for the child.</param>
public sealed record WeekDay(DateOnly Date, CellRef Ref, MonthCell? Cell)
{
    /// <summary>No place is left: asking waits for one.</summary>
    public bool IsFull => IsFree && (Cell!.Actions & CellActions.Full) != 0;

    /// <summary>Asked, it is booked at once: nothing is waited for.</summary>
    public bool IsSure => IsFree && (Cell!.Actions & (CellActions.Full | CellActions.Wish | CellActions.NeedsAgent)) == 0;

    public bool IsFree => Cell is { State: CellState.Free } cell && (cell.Actions & CellActions.Book) != 0;
}

/// <summary>A service of one child over a week.</summary>
public sealed record WeekRow(MonthRow Row, IReadOnlyList<WeekDay> Days)
{
    public IEnumerable<CellRef> Free => Days.Where(d => d.IsFree).Select(d => d.Ref);

    /// <summary>What one button takes: a full day is asked for by itself, knowingly.</summary>
    public IEnumerable<CellRef> Open => Days.Where(d => d.IsFree && !d.IsFull).Select(d => d.Ref);
}

/// <summary>A child in a week.</summary>
/// <param name="Elsewhere">Where the child is when it is at the other parent's all week; else null.</param>
public sealed record ChildWeek(MonthChild Child, string? Elsewhere, IReadOnlyList<WeekRow> Rows)
{
    /// <summary>All that one button can ask for: of a service with several kinds of day, none is chosen for the parent.</summary>
    public IEnumerable<CellRef> Free => Rows.GroupBy(r => r.Row.Service).Where(g => g.Count() == 1).SelectMany(g => g.First().Open);
}

/// <summary>A family's week, Monday to Friday and further where a service is open, over the months that hold it.</summary>
public sealed class WeekChoice
{
    private WeekChoice(DateOnly monday, IReadOnlyList<ChildWeek> children) => (Monday, Children) = (monday, children);

    public DateOnly Monday { get; }

    public IReadOnlyList<ChildWeek> Children { get; }

    public IEnumerable<CellRef> Free => Children.SelectMany(c => c.Rows).SelectMany(r => r.Free);

    /// <param name="months">The months that hold the week; cells of others are not known.</param>
    public static WeekChoice Of(DateOnly monday, IReadOnlyList<MonthView> months)
    {
        var days = months.SelectMany(m => m.Days.Select(d => d.Date)).Where(d => d >= monday && d < monday.AddDays(7)).Order().ToList();
        var children = months.SelectMany(m => m.Children).Select(c => c.ChildId).Distinct().Select(id => Child(id, days, months));
        return new WeekChoice(monday, [.. children.Where(c => c.Rows.Count > 0)]);
    }

    /// <summary>The first week from <paramref name="from"/> on in which something can be chosen for a
    /// child who is at home then; null when there is none in these months.</summary>
    public static WeekChoice? First(DateOnly from, IReadOnlyList<MonthView> months)
    {
        var last = months.SelectMany(m => m.Days).Max(d => d.Date);
        for (var monday = MonthGrid.Monday(from); monday <= last; monday = monday.AddDays(7))
        {
            if (Of(monday, months) is var week && week.Children.Any(c => c.Elsewhere is null && c.Rows.Any(r => r.Free.Any())))
            {
                return week;
            }
        }

        return null;
    }

    /// <summary>The moment at which the first of the days that aren't open yet can be booked, with the Monday of its week.</summary>
    /// <param name="monday">Of that week only.</param>
    public static (DateTime Opens, DateOnly Monday)? FirstOpening(IReadOnlyList<MonthView> months, DateOnly? monday = null)
    {
        var soon = (from view in months
                    from child in view.Children
                    from row in child.Rows
                    where row.Online
                    from cell in row.Cells
                    where cell is { State: CellState.Locked, Blocked: "not-open-yet", Opens: not null }
                    let of = MonthGrid.Monday(view.Days[cell.Day - 1].Date)
                    where monday is null || of == monday
                    orderby cell.Opens, of
                    select (cell.Opens!.Value, of)).Take(1).ToList();
        return soon.Count == 0 ? null : soon[0];
    }

    /// <summary>What this household had in that week, on the same days of this one where it can be chosen.</summary>
    public IReadOnlyList<CellRef> Like(WeekChoice earlier)
    {
        var had = earlier.Children.SelectMany(c => c.Rows).SelectMany(r => r.Days)
            .Where(d => d.Cell is { Mine: true } cell && CellWords.InHand(cell.State))
            .Select(d => (d.Ref.Child, d.Ref.Unit, d.Date.DayOfWeek)).ToHashSet();
        return [.. Children.SelectMany(c => c.Rows).SelectMany(r => r.Open).Where(c => had.Contains((c.Child, c.Unit, c.Date.DayOfWeek)))];
    }

    private static ChildWeek Child(Guid id, List<DateOnly> days, IReadOnlyList<MonthView> months)
    {
        var views = months.SelectMany(m => m.Children.Where(c => c.ChildId == id).Select(c => new Seen(m, c))).ToList();
        var rows = views.SelectMany(v => v.Child.Rows.Where(r => r.Online)).DistinctBy(r => r.Unit)
            .Select(row => new WeekRow(row, [.. days.Select(day => new WeekDay(day, new CellRef(id, row.Unit, day), CellOn(views, row.Unit, day)))
                .Where(d => !MonthGrid.Weekend(d.Date) || d.Cell is not null)]));
        var homes = days.Where(d => !MonthGrid.Weekend(d)).Select(day => HomeOn(views, day)).ToList();
        return new ChildWeek(views[0].Child, homes.Count > 0 && homes.TrueForAll(h => h is not null) ? homes[0] : null,
            [.. rows.Where(r => r.Days.Any(d => d.Cell is { State: not CellState.Closed })).OrderByDescending(r => r.Days.Count(d => d.Cell is not null))]);
    }

    // Where the child is on a day it is not in this household; null when it is here.
    private static string? HomeOn(IEnumerable<Seen> views, DateOnly day) =>
        views.FirstOrDefault(v => v.Holds(day)) is { Child: { CustodyDays: { } custody } child } && !custody[day.Day - 1]
            ? MonthGrid.CustodyWord(child, day.Day)
            : null;

    private static MonthCell? CellOn(IEnumerable<Seen> views, string unit, DateOnly day) =>
        views.Where(v => v.Holds(day)).SelectMany(v => v.Child.Rows.Where(r => r.Unit == unit)).SelectMany(r => r.Cells).FirstOrDefault(c => c.Day == day.Day);

    private sealed record Seen(MonthView Month, MonthChild Child)
    {
        public bool Holds(DateOnly day) => Month.Days is [var first, ..] && first.Date.Month == day.Month && first.Date.Year == day.Year;
    }
}
