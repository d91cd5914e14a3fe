using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Identity.Communes;
using Preau.Identity.SignIn;

namespace Preau.Identity.Pages;

/// <summary>F-8 to F-10: user name, password, « Connexion », in the commune's words.</summary>
internal sealed class ConnexionModel(PasswordSignIn signIn, Door door, CommuneOfRequest here, TimeProvider clock) : PageModel
{
    [BindProperty]
    [Required(ErrorMessage = "Écrivez votre identifiant, par exemple prenom.nom, ou votre adresse électronique.")]
    [StringLength(200, ErrorMessage = "Cet identifiant est trop long : 200 signes au plus.")]
    public string Identifiant { get; set; } = "";

    [BindProperty]
    [Required(ErrorMessage = "Écrivez votre mot de passe.")]
    [StringLength(Accounts.PasswordRule.Longest, ErrorMessage = "Ce mot de passe est trop long : 128 signes au plus.")]
    public string MotDePasse { get; set; } = "";

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        PasswordSignInOutcome outcome;
        try
        {
            outcome = await signIn.TryAsync(Identifiant, MotDePasse, here.Commune?.Slug, ct);
        }
        catch (TooBusyException)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            ModelState.AddModelError(nameof(MotDePasse), "Beaucoup de personnes se connectent en ce moment. Attendez une minute, puis réessayez : rien n’est perdu.");
            return Page();
        }

        if (outcome.Account is { } account)
        {
            return await door.AfterPasswordAsync(this, account, ct);
        }

        ModelState.AddModelError(nameof(MotDePasse), outcome.LockedUntil is { } until ? Locked(until) : "Cet identifiant et ce mot de passe ne vont pas ensemble. Vérifiez les majuscules, ou choisissez un nouveau mot de passe avec « Mot de passe oublié ? ».");
        return Page();
    }

    private string Locked(DateTime until) => Waiting.Sentence(until, here.Commune, clock);
}
