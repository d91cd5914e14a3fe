using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>A child goes to live in another household.</summary>
[May(Permissions.Families)]
internal sealed class MoveChildModel(FamilyFilesClient files, FamilyTies ties) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Child { get; set; }

    [BindProperty(SupportsGet = true, Name = "vers")]
    public Guid? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    public string FamilyName { get; private set; } = "";

    public string ChildName { get; private set; } = "";

    public HouseholdCard? Target { get; private set; }

    public FamilyPage? Found { get; private set; }

    /// <summary>Days to come that go with the child.</summary>
    public int Booked { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return await LoadAsync(ct) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!await LoadAsync(ct))
        {
            return NotFound();
        }

        try
        {
            var made = await files.MoveChildAsync(Id, Child, To ?? Guid.Empty, ct);
            TempData["Toast"] = $"{ChildName} est maintenant dans le dossier {made.Name}, n° {made.Number}.";
            return RedirectToPage("/Families/File", new { id = made.FamilyId });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
            return Page();
        }
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        var view = await files.FieldsAsync(Id, ct);
        if (Array.Find(view.Groups, g => g.Subject == "child" && g.Of == Child) is not { } child)
        {
            return false;
        }

        (FamilyName, ChildName) = (view.Name, child.Name);
        Q = Q?.Trim() is { Length: > 100 } words ? words[..100] : Q?.Trim();
        if (To is { } to)
        {
            Target = (await files.OfficeAsync(to, ct)).Households[0];
            Booked = await ties.BookedAsync(Id, Child, ct);
        }
        else if (!string.IsNullOrEmpty(Q))
        {
            Found = await files.SearchAsync(Q, null, false, ct);
        }

        return true;
    }
}
