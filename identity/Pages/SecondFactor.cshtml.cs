using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Identity.Communes;
using Preau.Identity.Proof;
using Preau.Identity.SignIn;
using Preau.Platform;

namespace Preau.Identity.Pages;

/// <summary>The second proof, after a good password.</summary>
internal sealed class SecondFactorModel(Door door, SecondFactors factors, Guards guards, CommuneOfRequest here, TimeProvider clock) : PageModel
{
    [BindProperty]
    [Required(ErrorMessage = "Écrivez les six chiffres de l’application, ou un code de secours.")]
    [StringLength(20, ErrorMessage = "Un code a six chiffres, un code de secours dix signes.")]
    public string Code { get; set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) =>
        await door.OnTheWayAsync(HttpContext, ct) is null ? RedirectToPage("/SignIn", here.Route) : Page();

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await door.OnTheWayAsync(HttpContext, ct) is not { } account)
        {
            TempData["Toast"] = "Dix minutes ont passé : connectez-vous à nouveau.";
            return RedirectToPage("/SignIn", here.Route);
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var name = "second-factor|" + account.NormalizedUserName;
        var locked = await guards.LockedUntilAsync(name, ct);
        if (locked is null && await factors.ProveAsync(account.Id, Code, ct))
        {
            await guards.ForgetAsync(name, ct);
            return await door.EnterAsync(this, account, ct);
        }

        locked ??= await guards.FailAsync(name,
            new SignInRecord { AccountId = account.Id, At = clock.UtcNow(), Result = AccessResult.WrongCode, Commune = here.Commune?.Slug }, ct);
        ModelState.AddModelError(nameof(Code), locked is { } until ? Waiting.Sentence(until, here.Commune, clock)
            : "Ce code n’est pas le bon, ou il vient de servir. Attendez le suivant dans l’application, et vérifiez l’heure du téléphone.");
        return Page();
    }
}
