using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Planning;

/// <summary>Places held for the family, each to accept or to leave, and where it waits.</summary>
public sealed class OffersModel(PlacesClient places, PlanningClient planning, Choices choices, TenantContext tenant) : PageModel
{
    private DateOnly? _day;

    public OffersView View { get; private set; } = null!;

    /// <summary>« lundi 14 décembre », « du 14 au 18 décembre » for a week.</summary>
    public static string When(DateOnly date, DateOnly? last, DateOnly today) => last is { } end ? French.Period(date, end, today) : French.Day(date, today);

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    /// <summary>The cell whose offer is answered, from the menu of the planning.</summary>
    [BindProperty(Name = "c")]
    public string? Cell { get; set; }

    /// <summary>What is chosen on the planning and not sent yet.</summary>
    [BindProperty(Name = "garder")]
    public string[] Keep { get; set; } = [];

    public Task<IActionResult> OnPostAcceptAsync(Guid offer, CancellationToken ct) => DoAsync(async () =>
    {
        await places.AnswerAsync(await FindAsync(offer, ct), accept: true, ct);
        return "C’est réservé : la place est à vous.";
    }, ct);

    public Task<IActionResult> OnPostDeclineAsync(Guid offer, CancellationToken ct) => DoAsync(async () =>
    {
        await places.AnswerAsync(await FindAsync(offer, ct), accept: false, ct);
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
            return _day is { } day
                ? Redirect(
                    Url.Content(
                        $"~/planning?mois={MonthGrid.Key(day, "yyyy-MM")}&semaine={MonthGrid.Key(day)}"
                            + $"{string.Concat(Keep.Select(c => $"&c={Uri.EscapeDataString(c)}"))}"))
                : RedirectToPage();
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
        {
            ModelState.AddModelError("", problem.Status == 404 ? "Cette proposition n’existe plus." : problem.Detail);
        }

        await ShowAsync(ct);
        return Page();
    }

    private async Task<Guid> FindAsync(Guid offer, CancellationToken ct)
    {
        if (Cell is null || await choices.ReadAsync([Cell], ct) is not [var cell])
        {
            return offer;
        }

        _day = cell.Date;
        var found = (await places.OffersAsync(ct)).Offers.FirstOrDefault(o => o.ChildId == cell.Child && o.Unit == cell.Unit && o.Date == cell.Date);
        return found?.OfferId
            ?? throw new ApiProblem(409, "offer.over",
                "Cette proposition est terminée : la place est allée à la famille suivante, ou vous y avez déjà répondu.", new Dictionary<string, string[]>());
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        View = await places.OffersAsync(ct);
        ViewData["Title"] = View.Offers.Length > 0 ? $"{French.Count(View.Offers.Length, "place proposée", "places proposées")}" : "Places proposées";
        ViewData["Now"] = tenant.Now;
    }
}
