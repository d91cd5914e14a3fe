using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Titles;

/// <summary>A bordereau that was handed over, read by eye, with what the treasury received since.</summary>
[May(Permissions.Billing + "," + Permissions.MoneyView)]
internal sealed class SlipModel(TitlesClient titles) : PageModel
{
    public TitleSlipDetail View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        try
        {
            View = await titles.SlipAsync(id, ct);
            return Page();
        }
        catch (ApiProblem problem) when (problem.Status == 404)
        {
            return NotFound();
        }
    }
}
