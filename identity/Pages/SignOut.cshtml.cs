using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Identity.Communes;
using Preau.Identity.SignIn;

namespace Preau.Identity.Pages;

/// <summary>Ends the session from identity's own pages; the fronts use the end-session endpoint.</summary>
internal sealed class SignOutModel(SignOut signOut, CommuneOfRequest here) : PageModel
{
    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var target = here.Commune?.Facts.LogoutTarget ?? Url.Page("/SignIn", here.Route)!;
        return Redirect(await signOut.EndAsync(HttpContext, target, ct) ?? target);
    }
}
