using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.ThirdParties;

/// <summary>Who pays for others' children, what they owe, and one more.</summary>
[May(Permissions.Billing + "," + Permissions.Cash + "," + Permissions.MoneyView)]
internal sealed class IndexModel(ThirdPartiesClient parties) : PageModel
{
    [BindProperty]
    public ThirdPartyForm Party { get; set; } = new();

    public ThirdPartyRow[] Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Rows = await parties.ListAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (Party.Read(ModelState) is { } party)
        {
            try
            {
                var made = await parties.AddAsync(party, ct);
                TempData["Toast"] = $"{party.Name} est enregistré sous le n° {made.Number}. Ajoutez une prise en charge.";
                return RedirectToPage("/ThirdParties/One", new { id = made.Id });
            }
            catch (ApiProblem problem) when (problem.Status == 400)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }

        Rows = await parties.ListAsync(ct);
        return Page();
    }
}
