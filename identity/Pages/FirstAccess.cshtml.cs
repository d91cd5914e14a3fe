using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Preau.Contracts.Settings;
using Preau.Identity.Accounts;
using Preau.Identity.Communes;
using Preau.Identity.Federation;
using Preau.Identity.Guardians;

namespace Preau.Identity.Pages;

/// <summary>The code of a printed letter and a password of one's own: a first access without e-mail (F-12).</summary>
internal sealed class FirstAccessModel(TakeCode takeCode, Federated federated, Passwords passwords, CommuneOfRequest here) : PasswordTwice(passwords)
{
    [BindProperty]
    [Required(ErrorMessage = "Écrivez le code de la lettre, par exemple K7F4-Q2MX-9DRT.")]
    [StringLength(40, ErrorMessage = "Ce code est trop long : il a douze lettres et chiffres.")]
    public string Code { get; set; } = "";

    /// <summary>What to sign in with from now on.</summary>
    public string? UserName { get; private set; }

    /// <summary>Where to sign in: whoever comes from a provider is tied to the account on the way.</summary>
    public Dictionary<string, string?> Next => federated.Waiting(HttpContext) is null ? here.Route : new(here.Route) { ["lier"] = "true" };

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context) =>
        Rule = (here.Commune is null ? new PasswordRule() : PasswordRule.Strictest([here.Commune.Facts.PasswordRule])).Sentence;

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (here.Commune is not { } commune || !ModelState.IsValid)
        {
            return Page();
        }

        var taken = await takeCode.TakeAsync(commune, Code, NewPassword, ct);
        UserName = taken.UserName;
        if (taken.Field is { } field)
        {
            ModelState.AddModelError(field, taken.Sentence!);
        }

        return Page();
    }
}
