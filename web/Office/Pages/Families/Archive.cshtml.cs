using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>A family left: the file is archived once nothing binds it any more, and the page says what still does.</summary>
[May(Permissions.Families)]
internal sealed class ArchiveModel(FamilyFilesClient files, FamilyTies ties) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public string FamilyName { get; private set; } = "";

    public List<string> Reasons { get; private set; } = [];

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        // Asked again: something may have been booked since the page was opened.
        await LoadAsync(ct);
        if (Reasons.Count > 0)
        {
            return Page();
        }

        try
        {
            await files.ArchiveAsync(Id, Reason?.Trim() is { Length: > 200 } much ? much[..200] : Reason?.Trim(), ct);
            TempData["Toast"] = $"{FamilyName} est archivé.";
            return RedirectToPage("/Families/File", new { id = Id });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
            return Page();
        }
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        FamilyName = (await files.FieldsAsync(Id, ct)).Name;
        Reasons = await ties.ReasonsAsync(Id, ct);
    }
}
