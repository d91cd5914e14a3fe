using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>Everyone who was never invited: by mail at once, by letter for the others.</summary>
[May(Permissions.Families)]
internal sealed class InvitationsModel(FamilyFilesClient files) : PageModel
{
    public InvitationsView View { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        View = await files.InvitationsAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var done = await files.InviteAsync(null, ct);
        TempData["Toast"] = $"{French.Count(done.Mails, "invitation part", "invitations partent")} par courriel.";
        return RedirectToPage();
    }
}
