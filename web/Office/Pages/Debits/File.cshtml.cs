using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Debits;

/// <summary>A file of debits line by line: download, given to the bank, cancelled.</summary>
[May(Permissions.Billing + "," + Permissions.MoneyView)]
internal sealed class FileModel(DebitsClient debits) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public DebitFileDetail View { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public Task<IActionResult> OnPostSentAsync(CancellationToken ct) => ActAsync("sent", "Noté : l’argent sera enregistré le jour du prélèvement.", ct);

    public Task<IActionResult> OnPostCancelAsync(CancellationToken ct) =>
        ActAsync("cancel", "Fichier annulé : ses prélèvements attendent un autre fichier.", ct);

    private async Task<IActionResult> ActAsync(string act, string done, CancellationToken ct)
    {
        try
        {
            await debits.ActAsync(Id, act, ct);
            TempData["Toast"] = done;
            return RedirectToPage(new { id = Id });
        }
        catch (ApiProblem problem) when (problem.Status == 409)
        {
            ModelState.AddModelError("", problem.Detail);
            return await ShowAsync(ct);
        }
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        try
        {
            View = await debits.FileAsync(Id, ct);
            return Page();
        }
        catch (ApiProblem problem) when (problem.Status == 404)
        {
            return NotFound();
        }
    }
}
