using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Debits;

/// <summary>What a file would hold, read as a list before it is made.</summary>
[May(Permissions.Billing)]
internal sealed class NewModel(DebitsClient debits) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "regie")]
    public string Office { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "date")]
    public string? Date { get; set; }

    public DebitDraftView? View { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(int count, long cents, CancellationToken ct)
    {
        if (ModelState.IsValid && Day() is { } day)
        {
            try
            {
                var file = await debits.MakeAsync(new MakeDebits(Office, day, count, cents / 100m), ct);
                TempData["Toast"] = $"Fichier {file.MessageId} prêt : {French.Count(file.Count, "prélèvement")}, {French.Money(file.Amount)}.";
                return RedirectToPage("/Debits/File", new { id = file.Id });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }

        return await ShowAsync(ct);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (Day() is not { } day)
        {
            if (Date is null && HttpMethods.IsGet(Request.Method))
            {
                return Page();
            }

            ModelState.AddModelError(nameof(Date), "Choisissez le jour du prélèvement.");
            return Page();
        }

        try
        {
            View = await debits.DraftAsync(Office, day, ct);
        }
        catch (ApiProblem problem) when (problem.Status == 400)
        {
            ModelState.AddModelError(nameof(Date), problem.Detail);
        }
        catch (ApiProblem problem) when (problem.Status == 404)
        {
            return NotFound();
        }

        return Page();
    }

    private DateOnly? Day() => DateOnly.TryParseExact(Date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
