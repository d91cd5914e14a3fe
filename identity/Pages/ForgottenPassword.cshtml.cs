using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Identity.Accounts;
using Preau.Identity.Communes;
using Preau.Identity.SignIn;

namespace Preau.Identity.Pages;

/// <summary>F-10. Nothing is looked up here: the request is noted and a worker deals with it, so neither words nor time tell who exists.</summary>
internal sealed class ForgottenPasswordModel(PasswordSignIn signIn, IdentityDb db, PasswordMailer mailer, CommuneOfRequest here) : PageModel
{
    [BindProperty]
    [Required(ErrorMessage = "Écrivez votre identifiant ou votre adresse électronique.")]
    [StringLength(200, ErrorMessage = "200 signes au plus.")]
    public string UserName { get; set; } = "";

    public bool IsSent { get; private set; }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        db.PasswordRequests.Add(new PasswordRequest { Name = signIn.Normalize(UserName), Commune = here.Commune?.Slug });
        await db.SaveChangesAsync(ct);
        mailer.Wake();
        IsSent = true;
        return Page();
    }
}
