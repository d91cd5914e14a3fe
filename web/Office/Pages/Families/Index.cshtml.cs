using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>Search of families by name, child, telephone or number.</summary>
[May(Permissions.Families)]
internal sealed class IndexModel(FamilyFilesClient files) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>From where the page before ended.</summary>
    [BindProperty(SupportsGet = true, Name = "suite")]
    public string? After { get; set; }

    /// <summary>"archives=1": those that were closed.</summary>
    public bool Archived { get; private set; }

    public FamilyPage Families { get; private set; } = null!;

    public string Link(string? after) => Url.Page("/Families/Index", new { q = Q, suite = after, archives = Archived ? "1" : null })!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Q = Q?.Trim() is { Length: > 100 } words ? words[..100] : Q?.Trim();
        Archived = Request.Query["archives"] == "1";
        try
        {
            Families = await files.SearchAsync(Q, After, Archived, ct);
        }
        catch (ApiProblem problem) when (problem.Status == 400)
        {
            // An address that was cut or typed: the list from its beginning.
            After = null;
            Families = await files.SearchAsync(Q, null, Archived, ct);
        }

        // A number or a rare name leads straight to the file.
        return Families is { Total: 1, Items: [var only] } && !string.IsNullOrEmpty(Q) && After is null
            ? RedirectToPage("/Families/File", new { id = only.FamilyId })
            : Page();
    }
}
