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
    private const int Most = 500;

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
        // One comes from a family's file, and may have had a letter before; many come from the list of who waits.
        var known = (Guardians.Length == 1 ? await files.InvitationsAsync(ct, Guardians) : await files.InvitationsAsync(ct))
            .Guardians.Where(g => Guardians.Contains(g.GuardianId)).ToList();
        var left = await MakeAsync(known, ct);
        if (left.Count > 0 && left.TrueForAll(g => g.Email is null))
        {
            // Who signs people in does not know them yet: it is told, and learns within a second or two.
            await files.InviteAsync([.. left.Select(g => g.GuardianId)], ct);
            for (var tries = 0; left.Count > 0 && tries < 6; tries++)
            {
                await Task.Delay(500, ct);
                left = await MakeAsync(left, ct);
            }
        }

        Without.AddRange(left.Select(g => $"{g.FirstName} {g.LastName}"));
        return Page();
    }

    /// <summary>Those for whom none could be made.</summary>
    private async Task<List<Invitee>> MakeAsync(List<Invitee> people, CancellationToken ct)
    {
        var left = new List<Invitee>();
        foreach (var to in people)
        {
            if (await codes.MakeAsync(to.GuardianId, ct) is { } code)
            {
                Letters.Add((to, code));
            }
            else
            {
                left.Add(to);
            }
        }

        return left;
    }
}
