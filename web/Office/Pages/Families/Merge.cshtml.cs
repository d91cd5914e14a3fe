using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>Two files of one family: found, compared, and only then made one.</summary>
[May(Permissions.Families)]
internal sealed class MergeModel(FamilyFilesClient files, FamilyTies ties) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "avec")]
    public Guid? With { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public string FamilyName { get; private set; } = "";

    public MergePreview? Preview { get; private set; }

    public FamilyPage? Found { get; private set; }

    /// <summary>Days to come of the other file: they come along.</summary>
    public int Booked { get; private set; }

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await LoadAsync(ct);
        try
        {
            var done = await files.MergeAsync(Id, With ?? Guid.Empty, ct);
            TempData["Toast"] = $"{done.Goes.Name}, n° {done.Goes.Number}, est réuni à ce dossier. Vous pouvez revenir en arrière pendant 24 heures.";
            return RedirectToPage("/Families/File", new { id = Id });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
        }

        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        FamilyName = (await files.FieldsAsync(Id, ct)).Name;
        Preview = With is { } with ? await files.MergePreviewAsync(Id, with, ct) : null;
        Booked = Preview is { Problem: null } ? await ties.BookedAsync(Preview.Goes.FamilyId, null, ct) : 0;
        Q = Q?.Trim() is { Length: > 100 } words ? words[..100] : Q?.Trim();
        Found = Preview is null && !string.IsNullOrEmpty(Q) ? await files.SearchAsync(Q, null, false, ct) : null;
    }
}
