using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Preau.Identity.Accounts;
using Preau.Identity.Communes;
using Preau.Identity.SignIn;
using Preau.Platform;

namespace Preau.Identity.Pages;

/// <summary>Behind the mailed link: a new password, once, within the hour.</summary>
internal sealed class NouveauMotDePasseModel(IdentityDb db, Passwords passwords, CommuneOfRequest here, TimeProvider clock) : PageModel
{
    private PasswordLink? _link;
    private Account? _account;

    [BindProperty(SupportsGet = true)]
    public string? Lien { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Écrivez le nouveau mot de passe.")]
    public string Nouveau { get; set; } = "";

    [BindProperty]
    [Required(ErrorMessage = "Écrivez-le une seconde fois, pour éviter une faute de frappe.")]
    [Compare(nameof(Nouveau), ErrorMessage = "Les deux mots de passe sont différents : écrivez le même deux fois.")]
    public string Encore { get; set; } = "";

    public bool EstValable => _account is not null;

    public string Identifiant => _account!.UserName!;

    public string Regle { get; private set; } = "";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        await LookUpAsync(HttpContext.RequestAborted);
        await next();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!EstValable || !ModelState.IsValid)
        {
            return Page();
        }

        if (await passwords.BrokenAsync(_account!, Nouveau, ct) is { Count: > 0 } broken)
        {
            ModelState.AddModelError(nameof(Nouveau), string.Join(' ', broken));
            return Page();
        }

        if (!await passwords.SetAsync(_account!.Id, Nouveau, AccessResult.PasswordReset, ct, _link))
        {
            _account = null;
            ModelState.Clear();
            return Page();
        }

        TempData["Toast"] = "Votre mot de passe est changé. Connectez-vous avec le nouveau.";
        return RedirectToPage("/Connexion", here.Route);
    }

    private async Task LookUpAsync(CancellationToken ct)
    {
        var hash = PasswordLink.Hash(Lien ?? "");
        _link = await db.PasswordLinks.AsNoTracking().SingleOrDefaultAsync(l => l.TokenHash == hash, ct);
        if (_link?.IsGoodAt(clock.UtcNow()) != true)
        {
            // The form is not shown, so its errors must not be either.
            ModelState.Clear();
            return;
        }

        _account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == _link.AccountId, ct);
        Regle = (await passwords.RuleOfAsync(_account.Id, ct)).Sentence;
    }
}
