using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Titles;

/// <summary>What a bordereau would hold, read as a list with its control totals before it is handed over.</summary>
[May(Permissions.Billing)]
internal sealed class NewModel(TitlesClient titles) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "regie")]
    public string Office { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? DueBefore { get; set; }

    [BindProperty]
    public string? Object { get; set; }

    public TitleDraftView? View { get; private set; }

    public Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(int count, long cents, CancellationToken ct)
    {
        ModelState.Clear();
        if (Object?.Trim() is not { Length: >= 3 and <= 120 })
        {
            ModelState.AddModelError(nameof(Object), "Dites en quelques mots ce que ces dettes paient, en 120 signes au plus.");
            return await ShowAsync(ct);
        }

        try
        {
            var slip = await titles.MakeAsync(new MakeSlip(Office, Day(), Object.Trim(), count, cents / 100m), ct);
            TempData["Toast"] =
                $"Bordereau n° {slip.Number} de {slip.Year} : {French.Count(slip.Count, "dette transmise", "dettes transmises")}, {French.Money(slip.Amount)}.";
            return RedirectToPage("/Titles/Slip", new { id = slip.Id });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
            return await ShowAsync(ct);
        }
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        try
        {
            View = await titles.DraftAsync(Office, Day(), ct);
        }
        catch (ApiProblem problem) when (problem.Status == 404)
        {
            return NotFound();
        }
        catch (ApiProblem problem) when (problem.Status == 409)
        {
            ModelState.AddModelError("", problem.Detail);
        }

        return Page();
    }

    private DateOnly? Day() => DateOnly.TryParseExact(DueBefore, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
