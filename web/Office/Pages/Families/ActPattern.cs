using System.Globalization;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>Days of a rhythm for one child and unit; it fits in an address.</summary>
/// <param name="Row">"child.unit".</param>
/// <param name="Weekdays">0 Sunday … 6 Saturday.</param>
/// <param name="Every">1: every week; 2: one in two, from the first.</param>
internal sealed record ActPattern(string Row, DateOnly From, DateOnly Until, int[] Weekdays, int Every)
{
    /// <summary>Written cells of the days on which the act is possible.</summary>
    public async Task<string[]> ExpandAsync(PlanningClient planning, Guid family, IntentAction action, CancellationToken ct)
    {
        if (Until < From || From.Year is < 2000 or > 2200 || Until.DayNumber - From.DayNumber > 366 || Row.Split('.', 2) is not [var childText, var unit]
            || !Guid.TryParseExact(childText, "N", out var child))
        {
            return [];
        }

        var wanted = action == IntentAction.Cancel ? CellActions.Cancel : CellActions.Book;
        var cells = new List<string>();
        for (var month = new DateOnly(From.Year, From.Month, 1); month <= Until; month = month.AddMonths(1))
        {
            var view = await planning.MonthAsync(month.ToString("yyyy-MM", CultureInfo.InvariantCulture), ct, family);
            var row = view.Children.FirstOrDefault(c => c.ChildId == child)?.Rows.FirstOrDefault(r => r.Unit == unit);
            cells.AddRange((row?.Cells ?? []).Where(c => (c.Actions & wanted) != 0).Select(c => month.AddDays(c.Day - 1)).Where(Falls)
                .Select(d => ActCells.Write(child, unit, d)));
        }

        return [.. cells];
    }

    private bool Falls(DateOnly day) =>
        day >= From && day <= Until && Weekdays.Contains((int)day.DayOfWeek) && (Monday(day).DayNumber - Monday(From).DayNumber) / 7 % Math.Max(1, Every) == 0;

    public static DateOnly Monday(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));
}
