using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Payment;

/// <summary>Accounts paid in advance: what is left, filled by card with any sum, asked back when one leaves.</summary>
public sealed class PrepaidModel(OnlinePaymentClient online, FamilyClient family, IConfiguration configuration) : PageModel
{
    /// <summary>The account whose form was sent; null at first.</summary>
    [BindProperty(Name = "regie")]
    public string? Key { get; set; }

    /// <summary>One of the buttons; "other" for a sum that is typed.</summary>
    [BindProperty]
    public string? Choice { get; set; }

    [BindProperty]
    public string? Amount { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    /// <summary>Books of tickets.</summary>
    [BindProperty]
    public string? Books { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public bool Sure { get; set; }

    public PrepaidView View { get; private set; } = null!;

    /// <summary>The address is in the file: shown folded.</summary>
    public bool IsKnown { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        Email = await KnownAsync(ct);
        await ShowAsync(ct);
        // What held days ask for is typed already.
        Amount = View.Accounts is [{ Held: { Missing: > 0 } held } account]
            ? French.Plain(Math.Max(held.Missing, account.Least), 2)
            : null;
    }

    public async Task<IActionResult> OnPostTopUpAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var known = await KnownAsync(ct);
        Email = string.IsNullOrWhiteSpace(Email) ? known : Email.Trim();
        var text = Choice is null or "" or "other" ? Amount : Choice;
        if (!decimal.TryParse(text?.Trim(' ', '\u00A0', '\u202F', '€').Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
            out var amount)
            || amount is < 0.01m or > 10_000)
        {
            ModelState.AddModelError(nameof(Amount), "Choisissez une somme, ou écrivez-la en euros, par exemple 35.");
        }

        if (Email is not { Length: >= 6 and <= 80 } || !Email.Contains('@', StringComparison.Ordinal))
        {
            ModelState.AddModelError(nameof(Email), "Indiquez le courriel où envoyer le reçu, par exemple prenom.nom@exemple.fr.");
        }

        if (ModelState.IsValid)
        {
            try
            {
                return Redirect((await online.TopUpAsync(Key ?? "", new TopUpPrepaid(amount, Email!, $"{Root()}/paiements/{{attempt}}"), ct)).Address);
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409 or 503)
            {
                ModelState.AddModelError(problem.Code is "online.email" ? nameof(Email) : problem.Code is "prepaid.amount" ? nameof(Amount) : "",
                    problem.Detail);
            }
        }

        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostTicketsAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var known = await KnownAsync(ct);
        Email = string.IsNullOrWhiteSpace(Email) ? known : Email.Trim();
        await ShowAsync(ct);
        var book = View.Accounts.FirstOrDefault(a => a.Office == Key)?.Book;
        if (book is null)
        {
            ModelState.AddModelError("", "Cette régie ne vend pas de carnet de tickets en ce moment : versez une somme, ou demandez à la mairie.");
            return Page();
        }

        if (!int.TryParse(Books, NumberStyles.None, CultureInfo.InvariantCulture, out var books) || books is < 1 or > 20)
        {
            ModelState.AddModelError(nameof(Books), "Indiquez de 1 à 20 carnets.");
        }

        if (Email is not { Length: >= 6 and <= 80 } || !Email.Contains('@', StringComparison.Ordinal))
        {
            ModelState.AddModelError(nameof(Email), "Indiquez le courriel où envoyer le reçu, par exemple prenom.nom@exemple.fr.");
        }

        if (ModelState.IsValid)
        {
            try
            {
                return Redirect(
                    (await online.TopUpAsync(Key!, new TopUpPrepaid(books * book.Price, Email!, $"{Root()}/paiements/{{attempt}}", books), ct)).Address);
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409 or 503)
            {
                ModelState.AddModelError(problem.Code is "online.email" ? nameof(Email) : "", problem.Detail);
            }
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAskBackAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!Sure)
        {
            ModelState.AddModelError(nameof(Sure), "Cochez la case pour demander le remboursement.");
        }
        else
        {
            try
            {
                var account = await online.AskBackAsync(Key ?? "", new AskPrepaidBack(Reason is { Length: > 400 } ? Reason[..400] : Reason), ct);
                TempData["Toast"] = $"Remboursement de {French.Money(account.AskedBack)} demandé : le service s’en occupe.";
                return RedirectToPage();
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }

        Email = await KnownAsync(ct);
        await ShowAsync(ct);
        return Page();
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

    private async Task ShowAsync(CancellationToken ct)
    {
        View = await online.PrepaidAsync(null, ct);
        ViewData["Title"] = "Compte prépayé";
    }
}
