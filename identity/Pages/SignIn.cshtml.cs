using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Identity.Communes;
using Preau.Identity.Federation;
using Preau.Identity.SignIn;

namespace Preau.Identity.Pages;

/// <summary>F-8 to F-10: user name, password, « Connexion », in the commune's words.</summary>
internal sealed class SignInModel(PasswordSignIn signIn, Door door, Federated federated, CommuneOfRequest here, TimeProvider clock) : PageModel
{
    [BindProperty]
    [Required(ErrorMessage = "Écrivez votre identifiant, par exemple prenom.nom, ou votre adresse électronique.")]
    [StringLength(200, ErrorMessage = "Cet identifiant est trop long : 200 signes au plus.")]
    public string UserName { get; set; } = "";

    [BindProperty]
    [Required(ErrorMessage = "Écrivez votre mot de passe.")]
    [StringLength(Accounts.PasswordRules.Longest, ErrorMessage = "Ce mot de passe est trop long : 128 signes au plus.")]
    public string Password { get; set; } = "";

    /// <summary>What a provider has just proven is tied to the account that signs in now.</summary>
    [BindProperty(SupportsGet = true, Name = "lier")]
    public bool Links { get; set; }

    /// <summary>Who was proven, where <see cref="Links"/>: « FranceConnect ».</summary>
    public string? Proven => Links && federated.Waiting(HttpContext) is { } waiting ? federated.Find(waiting.Provider)?.Label : null;

    /// <summary>Those of this front: an agent on the way to the agents' front is offered another than a parent.</summary>
    public IEnumerable<Provider> Providers => Links ? [] : federated.For(here.Back.Contains("client_id=office", StringComparison.Ordinal));

    /// <summary>Where the user name waits of who has just chosen a password: it need not be found again in a mail.</summary>
    public const string Proposed = "SignIn.Proposed";

    public void OnGet()
    {
        // Reading TempData makes the answer delete its cookie: look only when there is one.
        if (Request.Cookies.ContainsKey(IdentityApp.NoteCookie))
        {
            UserName = TempData[Proposed] as string ?? UserName;
        }
    }

    /// <summary>To the provider's page.</summary>
    public async Task<IActionResult> OnPostProviderAsync(string? provider, CancellationToken ct)
    {
        ModelState.Clear();
        if (Providers.FirstOrDefault(p => p.Key == provider) is not { } known)
        {
            return Page();
        }

        if (await federated.BeginAsync(HttpContext, known, here, ct) is { } target)
        {
            return Redirect(target);
        }

        ModelState.AddModelError("", $"{known.Label} ne répond pas pour le moment. Connectez-vous avec votre mot de passe.");
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!ModelState.IsValid)
        {
            return Page();
        }

        PasswordSignInOutcome outcome;
        try
        {
            outcome = await signIn.TryAsync(UserName, Password, here.Commune?.Slug, ct);
        }
        catch (TooBusyException)
        {
            Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            ModelState.AddModelError(nameof(Password),
                "Beaucoup de personnes se connectent en ce moment. Attendez une minute, puis réessayez : rien n’est perdu.");
            return Page();
        }

        if (outcome.Account is { } account)
        {
            if (Links)
            {
                federated.LinkTo(HttpContext, account.Id);
            }

            return await door.AfterPasswordAsync(this, account, ct);
        }

        ModelState.AddModelError(
            nameof(Password), outcome.LockedUntil is { } until
                ? Locked(until)
                : "Cet identifiant et ce mot de passe ne vont pas ensemble. Vérifiez les majuscules, ou choisissez un nouveau mot de passe avec « Mot de passe oublié ? ».");
        return Page();
    }

    private string Locked(DateTime until) => Waiting.Sentence(until, here.Commune, clock);
}
