using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Titles;

/// <summary>Bordereaux, what the treasury reports paid, the accountant's file.</summary>
[May(Permissions.Billing + "," + Permissions.MoneyView)]
internal sealed class IndexModel(TitlesClient titles) : PageModel
{
    private const long MaxBytes = 10 * 1024 * 1024;

    [BindProperty]
    public string? Office { get; set; }

    [BindProperty]
    public IFormFile? Table { get; set; }

    /// <summary>Of the accountant's file, as they were typed when they don't make a period.</summary>
    [BindProperty(SupportsGet = true, Name = "du")]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "au")]
    public string? Until { get; set; }

    public TitlesView View { get; private set; } = null!;

    /// <summary>What the report did; null when none was sent.</summary>
    public TreasuryReportView? Result { get; private set; }

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if ((From ?? Until) is not null && !TreasuryFiles.IsPeriod(From, Until))
        {
            ModelState.AddModelError("au", "Indiquez deux jours, le premier avant le dernier, à deux ans d’écart au plus.");
        }

        return ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (Table is not { Length: > 0 and <= MaxBytes })
        {
            ModelState.AddModelError(nameof(Table),
                Table is { Length: > MaxBytes } ? "Ce fichier dépasse 10 Mo : partagez-le en plusieurs." : "Choisissez le fichier reçu de la trésorerie.");
        }
        else
        {
            try
            {
                await using var file = Table.OpenReadStream();
                Result = await titles.ReportAsync(Office ?? "", file, ct);
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 404 or 413)
            {
                ModelState.AddModelError(problem.Status == 404 ? nameof(Office) : nameof(Table),
                    problem.Status == 404 ? "Choisissez la régie de ces encaissements." : problem.Detail);
            }
        }

        await ShowAsync(ct);
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct) => View = await titles.ListAsync(ct);
}
