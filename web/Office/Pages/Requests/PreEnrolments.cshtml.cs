using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Requests;

/// <summary>Families without an account that announced themselves (F-39), with the files they may already be.</summary>
[May(Permissions.Requests)]
internal sealed class PreEnrolmentsModel(PreEnrolmentClient client, PapersClient papers) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The one whose decision was not taken.</summary>
    public Guid? Failed { get; private set; }

    public PreEnrolmentPage List { get; private set; } = null!;

    public string Link(int page) => Url.Page("/Requests/PreEnrolments", new { p = page })!;

    public static string Words(string value, DateOnly today) =>
        DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? French.DayOfMonth(day, today) : value;

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        List = await client.ListAsync(Math.Clamp(PageNumber, 1, 100_000), ct);
    }

    /// <summary>The family's sheet as PDF.</summary>
    public async Task<IActionResult> OnGetPaperAsync(Guid id, CancellationToken ct)
    {
        var (bytes, contentType, name) = await papers.OfPreEnrolmentAsync(id, ct);
        Response.Headers.CacheControl = "no-store";
        return File(bytes, contentType, name);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, bool accept, CancellationToken ct)
    {
        try
        {
            var done = await client.DecideAsync(id, new DecidePreEnrolment(accept, accept ? null : Reason), ct);
            TempData["Toast"] = accept
                ? $"Le dossier {French.De(done.Name)} est ouvert, l’invitation est partie."
                : $"Préinscription {done.Number} refusée. La famille reçoit le motif.";
            return RedirectToPage(new { p = PageNumber > 1 ? PageNumber : (int?)null });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
        {
            ModelState.Clear();
            ModelState.AddModelError(problem.Code == "reason.missing" ? "Reason" : "", problem.Detail);
        }

        Failed = accept ? null : id;
        List = await client.ListAsync(Math.Clamp(PageNumber, 1, 100_000), ct);
        return Page();
    }
}
