using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>What CAF and MSA answered about a household, each with its month and proof, and the question asked now.</summary>
[May(Permissions.Families)]
internal sealed class QuotientsModel(QuotientsClient quotients, FamilyClient families) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public FamilyQuotientView View { get; private set; } = null!;

    public FamilyView Family { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostAskAsync(CancellationToken ct)
    {
        try
        {
            var view = await quotients.AskAsync(Id, ct);
            TempData["Toast"] = view.Answers[0].Sentence;
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
            View = await quotients.OfFamilyAsync(Id, ct);
            Family = await families.OneAsync(Id, ct);
            return Page();
        }
        catch (ApiProblem problem) when (problem.Status == 404)
        {
            return NotFound();
        }
    }
}
