using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Billing;

/// <summary>Figures of some months: billed, paid, unpaid by age; meals at one euro; hours. Every number opens its lines.</summary>
[May(Permissions.Billing + "," + Permissions.MoneyView)]
internal sealed class FiguresModel(MoneyReportsClient reports, TenantContext tenant) : PageModel
{
    /// <summary>First month, "2026-09".</summary>
    [BindProperty(SupportsGet = true, Name = "de")]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "a")]
    public string? Until { get; set; }

    public FiguresView View { get; private set; } = null!;

    /// <summary>Of the table by month: what adds up, then what came in. Debts given up have their column once there are some.</summary>
    public (string Figure, string Label, Func<MonthFigures, decimal> Amount)[] Columns =>
    [
        ("billed", "Facturé", m => m.Billed), ("paid", "Payé", m => m.Paid), ("treasury", "Confié au Trésor", m => m.Treasury),
        .. View.Months.Any(m => m.GivenUp != 0) ? [("givenUp", "Abandonné", m => m.GivenUp)] : Array.Empty<(string, string, Func<MonthFigures, decimal>)>(),
        ("unpaid", "Reste dû", m => m.Unpaid), ("received", "Encaissé", m => m.Received),
    ];

    /// <summary>Height of the highest bar stands for this many euros.</summary>
    public decimal Top => Math.Max(1, View.Months.Select(m => Math.Max(m.Billed, m.Paid)).DefaultIfEmpty().Max());

    /// <param name="format">"csv" or "xlsx": the table of <paramref name="show"/> as a file.</param>
    public async Task<IActionResult> OnGetAsync(string? format, string? show, CancellationToken ct)
    {
        ModelState.Clear();
        var month = new DateOnly(tenant.Today.Year, tenant.Today.Month, 1);
        From = Month(From) ?? Text(month.AddMonths(-5));
        Until = Month(Until) ?? Text(month);
        try
        {
            View = await reports.FiguresAsync(From, Until, null, ct);
        }
        catch (ApiProblem problem) when (problem.Status == StatusCodes.Status400BadRequest)
        {
            ModelState.AddModelError("", problem.Detail);
            (From, Until) = (Text(month.AddMonths(-5)), Text(month));
            View = await reports.FiguresAsync(From, Until, null, ct);
        }

        return (IActionResult?)MoneySheets.Figures(View, show).As(format, $"chiffres-{From}-{Until}") ?? Page();
    }

    public static string Name(string month) => DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", out var day) ? French.Month(day) : month;

    private static string? Month(string? text) =>
        DateOnly.TryParseExact(text + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? text : null;

    private static string Text(DateOnly month) => month.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
