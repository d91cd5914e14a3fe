using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>Everyone who was never invited and can't sign in yet: by mail those that are ticked, by letter the others.</summary>
[May(Permissions.Families)]
internal sealed class InvitationsModel(FamilyFilesClient files, AccessCodesClient accounts) : PageModel
{
    [BindProperty]
    public Guid[] Guardians { get; set; } = [];

    /// <summary>After a post that did nothing: the ticks stay as they were.</summary>
    public bool HasChosen { get; private set; }

    public InvitationsView View { get; private set; } = null!;

    /// <summary>Without those who can sign in.</summary>
    public Invitee[] Waiting { get; private set; } = [];

    public int AlreadyIn => View.Guardians.Length - Waiting.Length;

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await LoadAsync(ct);
        // Who signed in meanwhile, or was invited by a colleague, gets no second mail.
        Guid[] chosen = [.. Waiting.Where(g => g.Email is not null && Guardians.Contains(g.GuardianId)).Select(g => g.GuardianId)];
        if (chosen.Length == 0)
        {
            HasChosen = true;
            ModelState.AddModelError("", !Guardians.Any(g => g != Guid.Empty)
                ? "Cochez au moins une personne à inviter."
                : "Ces personnes sont déjà invitées, ou se connectent déjà.");
            return Page();
        }

        var done = await files.InviteAsync(chosen, ct);
        TempData["Toast"] = $"{French.Count(done.Mails, "invitation part", "invitations partent")} par courriel.";
        return RedirectToPage();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        View = await files.InvitationsAsync(ct);
        var known = await accounts.WithAccountAsync([.. View.Guardians.Select(g => g.GuardianId)], ct) ?? [];
        Waiting = [.. View.Guardians.Where(g => !known.Contains(g.GuardianId))];
    }
}
