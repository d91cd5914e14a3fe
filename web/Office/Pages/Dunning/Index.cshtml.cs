using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Dunning;

/// <summary>Whose turn it is to be reminded, who is left alone and why, and difficulties that wait for an answer.</summary>
[May(Permissions.Billing + "," + Permissions.MoneyView)]
internal sealed class IndexModel(DunningClient dunning) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "regie")]
    public string? Office { get; set; }

    [BindProperty]
    public Guid Id { get; set; }

    [BindProperty]
    public string? Answer { get; set; }

    [BindProperty]
    public int Parts { get; set; }

    [BindProperty]
    public string? First { get; set; }

    [BindProperty]
    public bool Ccas { get; set; }

    /// <summary>Of a family whose bookings are to stop: it reads why.</summary>
    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public bool Meals { get; set; }

    /// <summary>The family of the form that was refused.</summary>
    public Guid? Stopping { get; private set; }

    public DunningView View { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostSendAsync(int step, Guid[] families, CancellationToken ct)
    {
        ModelState.Clear();
        if (families.Length == 0)
        {
            ModelState.AddModelError("", "Cochez au moins une famille.");
            return await ShowAsync(ct);
        }

        return await ActAsync(async () =>
        {
            var sent = await dunning.SendAsync(new SendReminders(Office ?? "", step, families), ct);
            return $"{French.Count(sent.Sent, "relance envoyée", "relances envoyées")}, {French.Money(sent.Amount)}."
                + (sent.LeftOut > 0 ? $" {French.Count(sent.LeftOut, "famille n’était", "familles n’étaient")} plus à relancer." : "")
                + (sent.OnPaper > 0 ? $" {French.Count(sent.OnPaper, "lettre est à imprimer", "lettres sont à imprimer")}, plus bas." : "");
        }, ct);
    }

    public async Task<IActionResult> OnPostAnswerAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (Answer?.Trim() is not { Length: >= 3 and <= 1000 } answer)
        {
            ModelState.AddModelError(nameof(Answer), "Écrivez une réponse à la famille, en 1 000 signes au plus.");
            return await ShowAsync(ct);
        }

        var first = DateOnly.TryParseExact(First, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null;
        return await ActAsync(async () =>
        {
            await dunning.AnswerAsync(Id, new AnswerDifficulty(answer, Parts is >= 2 and <= 4 ? Parts : null, first, Ccas), ct);
            return "Réponse envoyée à la famille.";
        }, ct);
    }

    public Task<IActionResult> OnPostCancelAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return ActAsync(async () =>
        {
            await dunning.CancelAsync(Id, ct);
            return "Échéancier annulé.";
        }, ct);
    }

    public async Task<IActionResult> OnPostStopAsync(Guid family, CancellationToken ct)
    {
        ModelState.Clear();
        Stopping = family;
        if (Reason?.Trim() is not { Length: >= 10 and <= 400 } why)
        {
            ModelState.AddModelError(nameof(Reason), "Dites à la famille pourquoi ses réservations sont suspendues, en 10 à 400 signes.");
            return await ShowAsync(ct);
        }

        return await ActAsync(async () =>
        {
            await dunning.StopAsync(family, new StopFamilyBookings(Office ?? "", why, Meals), ct);
            return Meals
                ? "Réservations suspendues, repas compris. La famille est prévenue."
                : "Réservations suspendues, sauf les repas. La famille est prévenue.";
        }, ct);
    }

    public Task<IActionResult> OnPostLiftAsync(Guid family, CancellationToken ct)
    {
        ModelState.Clear();
        return ActAsync(async () =>
        {
            await dunning.LiftAsync(family, ct);
            return "Suspension levée : la famille peut de nouveau réserver.";
        }, ct);
    }

    private async Task<IActionResult> ActAsync(Func<Task<string>> act, CancellationToken ct)
    {
        try
        {
            TempData["Toast"] = await act();
            return RedirectToPage(new { regie = Office });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
        {
            ModelState.AddModelError(problem.Code == "plan.first" ? nameof(First) : "", problem.Detail);
            return await ShowAsync(ct);
        }
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        try
        {
            View = await dunning.ListAsync(Office, ct);
            if (Office is null && View.Offices is [var first, ..])
            {
                (Office, View) = (first.Key, await dunning.ListAsync(first.Key, ct));
            }

            return Page();
        }
        catch (ApiProblem problem) when (problem.Status == 404)
        {
            return NotFound();
        }
    }
}
