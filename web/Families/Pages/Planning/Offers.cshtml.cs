using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Planning;

/// <summary>Places held for the family, each to accept or to leave, and where it waits.</summary>
public sealed class OffersModel(PlacesClient places, PlanningClient planning, TenantContext tenant) : PageModel
{
    public OffersView View { get; private set; } = null!;

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public Task<IActionResult> OnPostAcceptAsync(Guid offer, CancellationToken ct) => DoAsync(async () =>
    {
        await places.AnswerAsync(offer, accept: true, ct);
        return "C’est réservé : la place est à vous.";
    }, ct);

    public Task<IActionResult> OnPostDeclineAsync(Guid offer, CancellationToken ct) => DoAsync(async () =>
    {
        await places.AnswerAsync(offer, accept: false, ct);
        return "Vous avez laissé la place : elle va à la famille suivante.";
    }, ct);

    /// <summary>Off the list; the cell is named by what the page showed, and found again among what waits.</summary>
    public Task<IActionResult> OnPostLeaveAsync(Guid waiting, CancellationToken ct) => DoAsync(async () =>
    {
        var place = (await places.OffersAsync(ct)).Waiting.FirstOrDefault(w => w.WaitingId == waiting);
        if (place is not null)
        {
            // The list's own id as key: leaving twice is leaving once.
            await planning.SubmitAsync(new SubmitRequest(waiting, [new Intent(place.ChildId, place.Unit, place.Date, IntentAction.Cancel)]), ct);
        }
        return "Vous n’êtes plus sur cette liste d’attente.";
    }, ct);

    private async Task<IActionResult> DoAsync(Func<Task<string>> act, CancellationToken ct)
    {
        try
        {
            TempData["Toast"] = await act();
            return RedirectToPage();
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
        {
            ModelState.AddModelError("", problem.Status == 404 ? "Cette proposition n’existe plus." : problem.Detail);
        }
        await ShowAsync(ct);
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        View = await places.OffersAsync(ct);
        ViewData["Title"] = View.Offers.Length > 0 ? $"{French.Count(View.Offers.Length, "place proposée", "places proposées")}" : "Places proposées";
        ViewData["Now"] = tenant.Now;
    }
}
