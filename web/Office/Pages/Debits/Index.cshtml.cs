using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Debits;

/// <summary>Debits: what waits, files for the bank, and what it sends back.</summary>
[May(Permissions.Billing + "," + Permissions.MoneyView)]
internal sealed class IndexModel(DebitsClient debits) : PageModel
{
    private const long MaxBytes = 20 * 1024 * 1024;

    [BindProperty]
    public IFormFile? Table { get; set; }

    public DebitsView View { get; private set; } = null!;

    /// <summary>What the file of returns did; null when none was sent.</summary>
    public DebitReturnsView? Result { get; private set; }

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (Table is not { Length: > 0 and <= MaxBytes })
        {
            ModelState.AddModelError(
                nameof(Table), Table is { Length: > MaxBytes }
                    ? "Ce fichier dépasse 20 Mo : demandez à la banque un fichier par jour."
                    : "Choisissez le fichier reçu de la banque.");
        }
        else
        {
            try
            {
                await using var file = Table.OpenReadStream();
                Result = await debits.ReturnsAsync(file, ct);
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 413)
            {
                ModelState.AddModelError(nameof(Table), problem.Detail);
            }
        }

        await ShowAsync(ct);
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct) => View = await debits.ListAsync(null, ct);
}
