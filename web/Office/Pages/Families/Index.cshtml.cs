using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>Search of families by name, child or number.</summary>
[May(Permissions.Families)]
internal sealed class IndexModel(FamilyClient family) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public FamilyPage Families { get; private set; } = null!;

    public string Link(int page) => Url.Page("/Families/Index", new { q = Q, p = page })!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Q = Q?.Trim() is { Length: > 100 } words ? words[..100] : Q?.Trim();
        Families = await family.SearchAsync(Q, Math.Max(1, Number), ct);
        // A number or a rare name leads straight to the file.
        return Families is { Total: 1, Items: [var only] } && !string.IsNullOrEmpty(Q) ? RedirectToPage("/Families/File", new { id = only.FamilyId }) : Page();
    }
}
