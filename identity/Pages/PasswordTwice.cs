using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Identity.Accounts;

namespace Preau.Identity.Pages;

/// <summary>A new password typed twice, under the rule of the account's communes.</summary>
internal abstract class PasswordTwice(Passwords passwords) : PageModel
{
    protected Passwords Passwords => passwords;

    [BindProperty]
    [Required(ErrorMessage = "Écrivez le nouveau mot de passe.")]
    public string NewPassword { get; set; } = "";

    [BindProperty]
    [Required(ErrorMessage = "Écrivez-le une seconde fois, pour éviter une faute de frappe.")]
    [Compare(nameof(NewPassword), ErrorMessage = "Les deux mots de passe sont différents : écrivez le même deux fois.")]
    public string Repeated { get; set; } = "";

    public string Rule { get; protected set; } = "";

    /// <summary>Else what is missing stands beside the field.</summary>
    protected async Task<bool> HoldsAsync(Account account, CancellationToken ct)
    {
        var broken = await passwords.BrokenAsync(account, NewPassword, ct);
        if (broken.Count > 0)
        {
            ModelState.AddModelError(nameof(NewPassword), string.Join(' ', broken));
        }

        return broken.Count == 0;
    }
}
