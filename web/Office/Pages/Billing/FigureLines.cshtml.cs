using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Billing;

/// <summary>The lines behind one number of the figures.</summary>
[May(Permissions.Billing + "," + Permissions.MoneyView)]
internal sealed class FigureLinesModel(MoneyReportsClient reports) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "chiffre")]
    public string Figure { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "mois")]
    public string? Month { get; set; }

    [BindProperty(SupportsGet = true, Name = "prestation")]
    public string? Unit { get; set; }

    [BindProperty(SupportsGet = true, Name = "anciennete")]
    public string? Age { get; set; }

    public FigureLines View { get; private set; } = null!;

    /// <summary>« Facturé, décembre 2026 ».</summary>
    public string Name => (Figure switch { "billed" => "Facturé", "paid" => "Payé", "unpaid" or "age" => "Reste dû", _ => "Facturé par service" })
        + (Month is { } month ? ", " + FiguresModel.Name(month) : "");

    /// <param name="apres">"Next" of the page before.</param>
    /// <param name="format">"csv" or "xlsx": all lines as a file.</param>
    public async Task<IActionResult> OnGetAsync(string? apres, string? format, CancellationToken ct)
    {
        ModelState.Clear();
        try
        {
            if (format is "csv" or "xlsx")
            {
                var all = await MoneySheets.AllAsync(async after => await reports.LinesAsync(Figure, Month, Unit, Age, null, after, ct) is var page ? (page.Lines, page.Next) : default);
                return MoneySheets.Lines(Name, all).As(format, "lignes")!;
            }

            View = await reports.LinesAsync(Figure, Month, Unit, Age, null, apres, ct);
            return Page();
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404)
        {
            return NotFound();
        }
    }
}
