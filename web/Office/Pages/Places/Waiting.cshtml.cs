using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Places;

/// <summary>The waiting lists by day and service: order, points, offers that run; an agent may
/// serve one before its turn or take it off, with a reason.</summary>
[May(Permissions.Requests)]
internal sealed class WaitingModel(PlacesClient places, Told told) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Service { get; set; }

    [BindProperty(SupportsGet = true, Name = "date")]
    public DateOnly? Date { get; set; }

    public WaitingListView View { get; private set; } = null!;

    /// <summary>Entry whose reason has to be given again.</summary>
    public Guid? Failed { get; private set; }

    public string? Reason { get; private set; }

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return ShowAsync(ct);
    }

    /// <param name="family">Whose place it is: told, or to be called.</param>
    public async Task<IActionResult> OnPostOfferAsync(Guid entry, Guid? family, CancellationToken ct) =>
        await DoAsync(entry, () => places.OfferAsync(entry, ct), $"La place est proposée. {await told.OfAsync(family, ct)}", ct);

    /// <summary>By telephone: the family takes the place held for it.</summary>
    public Task<IActionResult> OnPostAcceptAsync(Guid entry, CancellationToken ct) =>
        DoAsync(entry, () => places.AnswerAsync(entry, true, ct), "La place est prise au nom de la famille.", ct);

    public async Task<IActionResult> OnPostRemoveAsync(Guid entry, string? reason, Guid? family, CancellationToken ct)
    {
        Reason = reason?.Trim();
        if (Reason is not { Length: >= 3 and <= 500 })
        {
            Failed = entry;
            ModelState.Clear();
            ModelState.AddModelError($"reason-{entry:N}", "Écrivez un motif de 3 à 500 signes : la famille le reçoit.");
            await ShowAsync(ct);
            return Page();
        }

        return await DoAsync(entry, () => places.RemoveAsync(entry, Reason, ct), $"L’enfant est retiré de la liste. {await told.OfAsync(family, ct)}", ct);
    }

    private async Task<IActionResult> DoAsync(Guid entry, Func<Task> act, string done, CancellationToken ct)
    {
        ModelState.Clear();
        try
        {
            await act();
            TempData["Toast"] = done;
            return RedirectToPage(new { service = Service, date = Date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
        {
            Failed = entry;
            ModelState.AddModelError("", problem.Status == 404 ? "Cette attente n’existe plus : elle vient d’être servie ou retirée." : problem.Detail);
        }

        await ShowAsync(ct);
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        Service = Service is { Length: > 64 } ? null : Service;
        try
        {
            View = await places.WaitingAsync(ct, Service, Date);
        }
        catch (ApiProblem problem) when (problem.Status == 404)
        {
            View = await places.WaitingAsync(ct, null, Date);
        }
    }
}
