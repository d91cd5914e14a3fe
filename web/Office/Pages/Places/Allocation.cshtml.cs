using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Places;

/// <summary>One allocation: the ranking before it is applied, with the points explained, or what it was.</summary>
[May(Permissions.Requests)]
internal sealed class AllocationModel(PlacesClient places) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Service { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Period { get; set; } = "";

    /// <summary>For lots: drawn in public, typed here.</summary>
    [BindProperty(SupportsGet = true, Name = "tirage")]
    public long? Seed { get; set; }

    public AllocationPreview View { get; private set; } = null!;

    /// <summary>This page.</summary>
    public string Address => Url.Content($"~/attribution/{Uri.EscapeDataString(Service)}/{Uri.EscapeDataString(Period)}");

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(long seed, string fingerprint, CancellationToken ct)
    {
        ModelState.Clear();
        try
        {
            var done = await places.AllocateAsync(Service, Period, new ApplyAllocation(seed, fingerprint), ct);
            TempData["Toast"] = done.State == "running"
                ? "L’attribution a commencé. Elle continue d’elle-même."
                : $"C’est fait : {French.Count(done.Booked, "place attribuée", "places attribuées")}, {done.Waitlisted} en liste d’attente. "
                    + "Chaque famille trouve un message dans son espace, et dans sa boîte si elle a donné une adresse.";
            return RedirectToPage(new { service = Service, period = Period });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
        }

        Seed = seed;
        await ShowAsync(ct);
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct) => View = await places.AllocationAsync(Service, Period, Seed, ct);
}
