using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>One printable page per guardian, with a code from Identity. Made by a post: opening the page makes no code.</summary>
[May(Permissions.Families)]
internal sealed class LettersModel(FamilyFilesClient files, AccessCodesClient codes) : PageModel
{
    const int Most = 500;

    [BindProperty]
    public Guid[] Guardians { get; set; } = [];

    public List<(Invitee To, AccessCode Code)> Letters { get; } = [];

    public List<string> Without { get; } = [];

    public string Address { get; private set; } = "";

    public void OnGet() => ModelState.Clear();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (Guardians.Length > Most)
        {
            ModelState.AddModelError("", $"{Guardians.Length} lettres choisies : {Most} au plus à la fois. Cochez-en moins, puis recommencez pour les autres.");
            return Page();
        }
        Address = $"{Request.Scheme}://{Request.Host}";
        var known = (await files.InvitationsAsync(ct)).Guardians.Where(g => Guardians.Contains(g.GuardianId)).ToList();
        foreach (var to in known)
        {
            if (await codes.MakeAsync(to.GuardianId, ct) is { } code)
            {
                Letters.Add((to, code));
            }
            else
            {
                Without.Add($"{to.FirstName} {to.LastName}");
            }
        }
        return Page();
    }
}
