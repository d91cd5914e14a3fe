using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Identity.Communes;
using Preau.Identity.SignIn;

namespace Preau.Identity.Pages;

/// <summary>Ends the session from identity's own pages; the fronts use the end-session endpoint.</summary>
internal sealed class DeconnexionModel(SignOut signOut, CommuneOfRequest here) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        await signOut.EndAsync(HttpContext, ct);
        return here.Commune?.Facts.LogoutTarget is { } target ? Redirect(target) : RedirectToPage("/Connexion", here.Route);
    }
}
