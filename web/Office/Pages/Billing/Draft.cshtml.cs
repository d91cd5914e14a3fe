using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Billing;

/// <summary>One payer's invoice as it would be issued now.</summary>
[May(Permissions.Billing + "," + Permissions.MoneyView)]
internal sealed class DraftModel(RunsClient runs) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Family { get; set; }

    public DraftInvoice View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        try
        {
            View = await runs.DraftAsync(Id, Family, ct);
            return Page();
        }
        catch (ApiProblem problem) when (problem.Status == StatusCodes.Status404NotFound)
        {
            return NotFound();
        }
    }
}
