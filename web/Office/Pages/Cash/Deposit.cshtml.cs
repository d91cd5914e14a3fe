using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Cash;

/// <summary>One deposit slip with its payments, to print and sign.</summary>
[May(Permissions.Cash)]
internal sealed class DepositModel(CounterClient counter) : PageModel
{
    public DepositView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        try
        {
            View = await counter.DepositAsync(id, ct);
            return Page();
        }
        catch (ApiProblem problem) when (problem.Status == StatusCodes.Status404NotFound)
        {
            return NotFound();
        }
    }
}
