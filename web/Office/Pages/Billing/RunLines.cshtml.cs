using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Billing;

/// <summary>What a service of a run's comparison is made of, of its period or of the one before.</summary>
[May(Permissions.Billing + "," + Permissions.MoneyView)]
internal sealed class RunLinesModel(RunsClient runs) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "libelle")]
    public string? Label { get; set; }

    [BindProperty(SupportsGet = true, Name = "avant")]
    public bool Before { get; set; }

    public FigureLines View { get; private set; } = null!;

    public string Name => $"{Label}, {(Before ? "mois d’avant" : "cette facturation")}";

    public string Link(string? apres = null, string? format = null) =>
        Url.Page("/Billing/RunLines", new { id = Id, libelle = Label, avant = Before ? "true" : null, apres, format })!;

    /// <param name="apres">"Next" of the page before.</param>
    /// <param name="format">"csv" or "xlsx": all lines as a file.</param>
    public async Task<IActionResult> OnGetAsync(string? apres, string? format, CancellationToken ct)
    {
        ModelState.Clear();
        try
        {
            if (format is "csv" or "xlsx")
            {
                var all = await MoneySheets.AllAsync(async after =>
                    await runs.LinesAsync(Id, Label ?? "", Before, after, ct) is var page ? (page.Lines, page.Next) : default);
                return MoneySheets.Lines(Name, all, hours: false).As(format, "lignes")!;
            }

            View = await runs.LinesAsync(Id, Label ?? "", Before, apres, ct);
            return Page();
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404)
        {
            return NotFound();
        }
    }
}
