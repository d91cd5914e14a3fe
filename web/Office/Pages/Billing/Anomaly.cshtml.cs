using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Billing;

/// <summary>The rows of one anomaly, each with a way to mend it.</summary>
[May(Permissions.Billing + "," + Permissions.MoneyView)]
internal sealed class AnomalyModel(RunsClient runs) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    public AnomalyRows Rows { get; private set; } = null!;

    /// <param name="apres">"Next" of the page before.</param>
    public async Task<IActionResult> OnGetAsync(string? apres, CancellationToken ct)
    {
        try
        {
            Rows = await runs.AnomalyAsync(Id, Key, apres, ct);
            return Page();
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404)
        {
            return NotFound();
        }
    }
}
