using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Preau.Identity.Accounts;
using Preau.Identity.Communes;
using Preau.Identity.SignIn;

namespace Preau.Identity.Pages;

/// <summary>F-14 and F-17: a first password of one's own, or another one.</summary>
internal sealed class ChangePasswordModel(
    UserManager<Account> accounts, Sessions sessions, PasswordSignIn signIn, Door door, Passwords passwords, CommuneOfRequest here,
    TimeProvider clock) : PasswordTwice(passwords)
{
    private Account _account = null!;

    /// <summary>Asked for, except at the first sign-in: it was just typed.</summary>
    [BindProperty]
    [StringLength(PasswordRules.Longest)]
    public string? CurrentPassword { get; set; }

    public bool IsFirst => _account.MustChangePassword;

    /// <summary>Where to go on.</summary>
    public string Back { get; private set; } = "/";

    public string UserName => _account.UserName!;

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await accounts.GetUserAsync(User) is not { } account)
        {
            context.Result = Challenge();
            return;
        }

        (_account, Back) = (account, await door.BackAsync(account.Id, HttpContext.RequestAborted));
        Rule = (await Passwords.RuleOfAsync(account.Id, HttpContext.RequestAborted)).Sentence;
        await next();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!IsFirst && string.IsNullOrEmpty(CurrentPassword))
        {
            ModelState.AddModelError(nameof(CurrentPassword), "Écrivez votre mot de passe actuel.");
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        if (!IsFirst)
        {
            var (good, lockedUntil) = await signIn.CheckAsync(_account, _account.UserName!, CurrentPassword!, here.Commune?.Slug, ct);
            if (!good)
            {
                ModelState.AddModelError(nameof(CurrentPassword),
                    lockedUntil is { } until ? Waiting.Sentence(until, here.Commune, clock) : "Ce n’est pas votre mot de passe actuel.");
                return Page();
            }
        }

        if (!await HoldsAsync(_account, ct))
        {
            return Page();
        }

        await Passwords.SetAsync(_account.Id, NewPassword, AccessResult.PasswordChanged, ct);
        await sessions.StartAsync(HttpContext, (await accounts.FindByIdAsync(_account.Id.ToString()))!, here.Commune?.Slug, ct);
        return Redirect(Back);
    }
}
