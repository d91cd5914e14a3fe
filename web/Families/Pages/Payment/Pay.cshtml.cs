using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Payment;

/// <summary>Where the link of the mail and the code on the slip lead: one button, nothing typed
/// but an address for the receipt when the file has none (F-34).</summary>
public sealed class PayModel(OnlinePaymentClient online, FamilyClient family, IConfiguration configuration) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Invoice { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    /// <summary>"oui": the next date of the plan, not all that is left.</summary>
    [BindProperty]
    public string? Part { get; set; }

    public OnlineView View { get; private set; } = null!;

    /// <summary>The address is in the file: shown folded.</summary>
    public bool IsKnown { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        Email = await KnownAsync(ct);
        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var known = await KnownAsync(ct);
        Email = string.IsNullOrWhiteSpace(Email) ? known : Email.Trim();
        if (Email is not { Length: >= 6 and <= 80 } || !Email.Contains('@', StringComparison.Ordinal))
        {
            ModelState.AddModelError(nameof(Email), "Indiquez le courriel où envoyer le reçu, par exemple prenom.nom@exemple.fr.");
            return await ShowAsync(ct);
        }

        try
        {
            var started = await online.StartAsync(Invoice, new StartOnlinePayment(Email, $"{Root()}/paiements/{{attempt}}", Part == "oui"), ct);
            return Redirect(started.Address);
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409 or 503)
        {
            ModelState.AddModelError(problem.Code is "online.email" or "request.invalid" ? nameof(Email) : "", problem.Detail);
            return await ShowAsync(ct);
        }
    }

    // The page as the browser sees it: under a path of the platform or at the commune's own host.
    private string Root() =>
        (configuration["PublicUrl"] is { Length: > 0 } url && Request.PathBase.HasValue ? url.TrimEnd('/') : $"{Request.Scheme}://{Request.Host}")
            + Request.PathBase;

    private async Task<string?> KnownAsync(CancellationToken ct)
    {
        var mail = (await family.MeAsync(ct).OrNullAsync(ct))?.You?.Email;
        IsKnown = !string.IsNullOrEmpty(mail);
        return mail;
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        View = await online.ShowAsync(Invoice, ct);
        ViewData["Title"] = $"{(View.Code is "closed" or "small" or "large" ? "Régler" : "Payer")} la facture {View.Invoice.Number}";
        return Page();
    }
}
