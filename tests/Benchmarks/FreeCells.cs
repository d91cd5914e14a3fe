using System.Globalization;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Benchmarks;

/// <summary>Cells that a family can book now and that are accepted at once.</summary>
internal static class FreeCells
{
    public static async Task<Queue<Intent>> OfAsync(HttpClient parent, int wanted, params string[] months)
    {
        var found = new Queue<Intent>();
        foreach (var month in months)
        {
            var view = await parent.GetAsAsync<MonthView>($"planning/month?month={month}");
            var first = DateOnly.ParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture);
            foreach (var (child, row, cell) in view.Children.SelectMany(c => c.Rows.SelectMany(r => r.Cells.Select(cell => (c, r, cell)))))
            {
                if (found.Count < wanted && cell.State == CellState.Free && (cell.Actions & (CellActions.Book | CellActions.NeedsAgent)) == CellActions.Book)
                {
                    found.Enqueue(new Intent(child.ChildId, row.Unit, first.AddDays(cell.Day - 1), IntentAction.Book));
                }
            }
        }

        return found.Count == wanted ? found : throw new InvalidOperationException($"Only {found.Count} of {wanted} free cells.");
    }
}
