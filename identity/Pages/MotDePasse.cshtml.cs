using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Identity.Accounts;
using Preau.Identity.Communes;
using Preau.Identity.SignIn;

namespace Preau.Identity.Pages;

/// <summary>F-14 and F-17: a first password of one's own, or another one.</summary>
internal sealed class MotDePasseModel(
    UserManager<Account> accounts, SignInManager<Account> session, PasswordSignIn signIn, Passwords passwords, CommuneOfRequest here, TimeProvider clock) : PageModel
{
    private Account _account = null!;

    /// <summary>Asked for, except at the first sign-in: it was just typed.</summary>
    [BindProperty]
    [StringLength(PasswordRule.Longest)]
    public string? Actuel { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Écrivez le nouveau mot de passe.")]
    public string Nouveau { get; set; } = "";

    [BindProperty]
    [Required(ErrorMessage = "Écrivez-le une seconde fois, pour éviter une faute de frappe.")]
    [Compare(nameof(Nouveau), ErrorMessage = "Les deux mots de passe sont différents : écrivez le même deux fois.")]
    public string Encore { get; set; } = "";

    public bool EstPremier => _account.MustChangePassword;

    public string Identifiant => _account.UserName!;

    public string Regle { get; private set; } = "";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await accounts.GetUserAsync(User) is not { } account)
        {
            context.Result = Challenge();
            return;
        }

        _account = account;
        Regle = (await passwords.RuleOfAsync(account.Id, HttpContext.RequestAborted)).Sentence;
        await next();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!EstPremier && string.IsNullOrEmpty(Actuel))
        {
            ModelState.AddModelError(nameof(Actuel), "Écrivez votre mot de passe actuel.");
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (!EstPremier)
        {
            var (good, lockedUntil) = await signIn.CheckAsync(_account, _account.UserName!, Actuel!, here.Commune?.Slug, ct);
            if (!good)
            {
                ModelState.AddModelError(nameof(Actuel), lockedUntil is { } until ? Waiting.Sentence(until, here.Commune, clock) : "Ce n’est pas votre mot de passe actuel.");
                return Page();
            }
        }

        if (await passwords.BrokenAsync(_account, Nouveau, ct) is { Count: > 0 } broken)
        {
            ModelState.AddModelError(nameof(Nouveau), string.Join(' ', broken));
            return Page();
        }

        await passwords.SetAsync(_account.Id, Nouveau, AccessResult.PasswordChanged, ct);
        await session.SignInAsync((await accounts.FindByIdAsync(_account.Id.ToString()))!, isPersistent: false);
        return Redirect(here.Back);
    }
}
