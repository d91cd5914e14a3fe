using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Payment;

/// <summary>A difficulty told before any letter, the agent's answer, and the plan that was agreed.</summary>
public sealed class DifficultyModel(DunningClient dunning, BillingClient billing) : PageModel
{
    [BindProperty(Name = "regie")]
    public string? Key { get; set; }

    [BindProperty]
    public string? Text { get; set; }

    public MyDifficulty View { get; private set; } = null!;

    /// <summary>Whom to turn to where the treasury collects; null where the commune does.</summary>
    public string? Treasury { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (Text?.Trim() is not { Length: >= 10 and <= 1000 } text)
        {
            ModelState.AddModelError(nameof(Text), "Dites en une phrase ou deux ce qui se passe, de 10 à 1 000 signes.");
            return await ShowAsync(ct);
        }

        try
        {
            await dunning.TellAsync(new TellDifficulty(Key ?? "", text), ct);
            TempData["Toast"] = "Envoyé : un agent vous répondra. Aucun rappel ne part en attendant.";
            return RedirectToPage();
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404)
        {
            ModelState.AddModelError("", problem.Detail);
            return await ShowAsync(ct);
        }
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        View = await dunning.MineAsync(ct);
        if (View.Offices.Length == 0 && await billing.AccountAsync(ct).OrNullAsync(ct) is { Balance: null } account)
        {
            Treasury = account.Notice ?? "La commune n’encaisse pas directement : renseignez-vous auprès de la trésorerie.";
        }

        ViewData["Title"] = "Je rencontre une difficulté";
        return Page();
    }
}
