using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Account;

/// <summary>« Mon compte »: the responsable, what the commune may send (F-41: effective at once), password.</summary>
public sealed class MeModel(FamilyClient family, TenantContext tenant) : PageModel
{
    public FamilyView Me { get; private set; } = null!;

    [BindProperty]
    public bool Email { get; set; }

    [BindProperty]
    public bool Sms { get; set; }

    /// <summary>Identity's page, which leads back here.</summary>
    public string PasswordPath => "/identity/mot-de-passe" + QueryString.Create("commune", tenant.Slug).Add("returnUrl", Request.PathBase + "/compte");

    public async Task OnGetAsync(CancellationToken ct)
    {
        await ShowAsync(ct);
        (Email, Sms) = (Me.You?.EmailConsent ?? false, Me.You?.SmsConsent ?? false);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        try
        {
            await family.SetConsentsAsync(new SetConsents(Email, Sms), ct);
            TempData["Toast"] = "Votre choix est enregistré. Il vaut dès maintenant.";
            return RedirectToPage();
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409 or 422)
        {
            ModelState.AddModelError("", problem.Detail);
        }
        await ShowAsync(ct);
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        Me = await family.MeAsync(ct);
        ViewData["Title"] = "Mon compte";
    }
}
