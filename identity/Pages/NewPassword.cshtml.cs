using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.EntityFrameworkCore;
using Preau.Identity.Accounts;
using Preau.Identity.Communes;
using Preau.Platform;

namespace Preau.Identity.Pages;

/// <summary>Behind the mailed link: a new password, once, within the hour.</summary>
internal sealed class NewPasswordModel(IdentityDb db, Passwords passwords, CommuneOfRequest here, TimeProvider clock) : PasswordTwice(passwords)
{
    private PasswordLink? _link;
    private Account? _account;

    [BindProperty(SupportsGet = true, Name = "lien")]
    public string? Link { get; set; }

    public bool IsGood => _account is not null;

    public string UserName => _account!.UserName!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        await LookUpAsync(HttpContext.RequestAborted);
        await next();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!IsGood || !ModelState.IsValid)
        {
            return Page();
        }

        if (!await HoldsAsync(_account!, ct))
        {
            return Page();
        }

        if (!await Passwords.SetAsync(_account!.Id, NewPassword, AccessResult.PasswordReset, ct, _link))
        {
            _account = null;
            ModelState.Clear();
            return Page();
        }

        TempData["Toast"] = _account!.PasswordHash is null
            ? "Votre mot de passe est enregistré. Connectez-vous avec lui." : "Votre mot de passe est changé. Connectez-vous avec le nouveau.";
        TempData[SignInModel.Proposed] = UserName;
        return RedirectToPage("/SignIn", here.Route);
    }

    private async Task LookUpAsync(CancellationToken ct)
    {
        var hash = PasswordLink.Hash(Link ?? "");
        _link = await db.PasswordLinks.AsNoTracking().SingleOrDefaultAsync(l => l.TokenHash == hash, ct);
        if (_link?.IsGoodAt(clock.UtcNow()) != true)
        {
            // The form is not shown, so its errors must not be either.
            ModelState.Clear();
            return;
        }

        _account = await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == _link.AccountId, ct);
        Rule = (await Passwords.RuleOfAsync(_account.Id, ct)).Sentence;
    }
}
