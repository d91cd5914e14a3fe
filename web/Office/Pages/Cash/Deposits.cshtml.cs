using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Cash;

/// <summary>Deposit slips: what waits to be put on one, and those that were made.</summary>
[May(Permissions.Cash)]
internal sealed class DepositsModel(CounterClient counter, TenantContext tenant) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "regie")]
    public string? Office { get; set; }

    public DepositsView View { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        View = await counter.DepositsAsync(Office, ct);
    }

    public async Task<IActionResult> OnPostAsync(string office, string method, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            try
            {
                var slip = await counter.MakeDepositAsync(new MakeDeposit(office, method, tenant.Today), ct);
                TempData["Toast"] = $"Bordereau n° {slip.Number} : {French.Count(slip.Count, "règlement")}, {French.Money(slip.Amount)}.";
                return RedirectToPage("/Cash/Deposit", new { id = slip.Id });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }

        View = await counter.DepositsAsync(Office, ct);
        return Page();
    }
}
