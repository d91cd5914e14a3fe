using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Account;

/// <summary>Private calendar addresses, made, changed and ended; reminders on or off in one click.</summary>
[ResponseCache(NoStore = true)]
public sealed class AgendaModel(PlanningAgendaClient agenda, FamilyClient family, TenantContext tenant, IConfiguration configuration) : PageModel
{
    [BindProperty]
    public Guid? Child { get; set; }

    [BindProperty]
    public bool Deadlines { get; set; }

    public FamilyView Me { get; private set; } = null!;

    public FeedView[] Feeds { get; private set; } = [];

    public ReminderView Reminder { get; private set; } = null!;

    /// <summary>Shown once, on the answer to the form that made it: neither an address of a page nor a cookie holds it.</summary>
    public string? Address { get; private set; }

    public IEnumerable<SelectListItem> ChildChoices =>
        Me.Children.Select(c => new SelectListItem(c.FirstName, c.ChildId.ToString())).Prepend(new SelectListItem("Tous mes enfants", ""));

    public string Read(FeedView feed) => feed.ReadAt is { } at ? $"lue le {French.DayOfMonth(DateOnly.FromDateTime(at), tenant.Today)}" : "pas encore lue";

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public Task<IActionResult> OnPostMakeAsync(CancellationToken ct) => KeepAsync(agenda.MakeAsync(new MakeFeed(Deadlines, Child), ct), ct);

    public Task<IActionResult> OnPostRenewAsync(Guid id, CancellationToken ct) => KeepAsync(agenda.RenewAsync(id, ct), ct);

    public async Task<IActionResult> OnPostRevokeAsync(Guid id, CancellationToken ct)
    {
        await agenda.RevokeAsync(id, ct);
        TempData["Toast"] = "L’adresse est supprimée : elle ne répond plus.";
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostRemindAsync(bool on, CancellationToken ct)
    {
        await agenda.SetReminderAsync(on, ct);
        TempData["Toast"] = on ? "Vous recevrez les rappels." : "Vous ne recevrez plus de rappel.";
        return RedirectToPage();
    }

    /// <summary>Calendars open this kind of address by themselves.</summary>
    public string Subscribe(string address) => "webcal" + address[address.IndexOf("://", StringComparison.Ordinal)..];

    private async Task<IActionResult> KeepAsync(Task<FeedMade> making, CancellationToken ct)
    {
        try
        {
            var origin = (configuration["PublicUrl"] ?? $"{Request.Scheme}://{Request.Host}").TrimEnd('/');
            var path = tenant.FamiliesBase.StartsWith("http", StringComparison.Ordinal) ? tenant.FamiliesBase : origin + tenant.FamiliesBase;
            Address = $"{path}/{(await making).Path}";
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
        var feeds = agenda.FeedsAsync(ct);
        var reminder = agenda.ReminderAsync(ct);
        Me = await family.MeAsync(ct);
        (Feeds, Reminder) = (await feeds, await reminder);
        ViewData["Title"] = "Agenda et rappels";
    }
}
