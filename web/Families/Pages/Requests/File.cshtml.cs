using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Requests;

/// <summary>One demande about the file: what was asked, what was decided, and why.</summary>
public sealed class FileModel(FamilyRequestsClient requests) : PageModel
{
    public FamilyRequestView Item { get; private set; } = null!;

    public Task OnGetAsync(Guid id, CancellationToken ct) => ShowAsync(id, ct);

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        try
        {
            TempData["Toast"] = $"Demande n° {(await requests.CancelAsync(id, ct)).Number} annulée.";
            return RedirectToPage(new { id });
        }
        catch (ApiProblem problem) when (problem.Status == 409)
        {
            ModelState.AddModelError("", problem.Detail);
        }

        await ShowAsync(id, ct);
        return Page();
    }

    private async Task ShowAsync(Guid id, CancellationToken ct)
    {
        Item = await requests.OneAsync(id, ct);
        ViewData["Title"] = $"Demande n° {Item.Number}";
    }
}
