using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Billing;

/// <summary>Tax certificates of a year for every payer: made together in the background, then a list to open, print or take away.</summary>
[May(Permissions.Billing + "," + Permissions.MoneyView)]
internal sealed class CertificatesModel(MoneyReportsClient reports, TenantContext tenant, Session session) : PageModel
{
    private const int Years = 4;

    /// <summary>Year whose certificates are shown.</summary>
    [BindProperty(SupportsGet = true, Name = "annee")]
    public int? Year { get; set; }

    public CertificateJob[] Jobs { get; private set; } = [];

    public CertificatesOfYear View { get; private set; } = null!;

    public CertificateJob? Running => Array.Find(Jobs, j => j.State == "running");

    public bool MayMake => session.May(Permissions.Billing);

    /// <summary>From 2 January on those of the year before: then its last payment is in.</summary>
    public int Ready => tenant.Today is { Month: 1, Day: 1 } ? tenant.Today.Year - 2 : tenant.Today.Year - 1;

    public IEnumerable<int> Choices => Enumerable.Range(0, Years).Select(i => Ready - i);

    /// <param name="apres">"Next" of the page before.</param>
    public Task<IActionResult> OnGetAsync(string? apres, CancellationToken ct)
    {
        ModelState.Clear();
        return ShowAsync(apres, ct);
    }

    public async Task<IActionResult> OnGetPapersAsync(CancellationToken ct)
    {
        try
        {
            var (bytes, type, name) = await reports.PapersOfYearAsync(Year ?? Ready, ct);
            return File(bytes, type, name);
        }
        catch (ApiProblem problem) when (problem.Status == 404)
        {
            return NotFound();
        }
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (!MayMake)
        {
            return Forbid();
        }

        if (Year is not { } year || !ModelState.IsValid)
        {
            ModelState.AddModelError("annee", "Choisissez l’année des attestations.");
            return await ShowAsync(null, ct);
        }

        try
        {
            await reports.MakeAllAsync(new MakeAllCertificates(year), ct);
            TempData["Toast"] = $"Les attestations de {year.ToString(CultureInfo.InvariantCulture)} se préparent. Vous pouvez quitter cette page.";
            return RedirectToPage(new { annee = year });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("annee", problem.Errors.Count > 0 ? "Choisissez une année de la liste." : problem.Detail);
            return await ShowAsync(null, ct);
        }
    }

    private async Task<IActionResult> ShowAsync(string? after, CancellationToken ct)
    {
        Jobs = await reports.JobsAsync(ct);
        var shown = Year is >= 2000 and <= 2100 ? Year.Value : Jobs.FirstOrDefault()?.Year ?? Ready;
        try
        {
            View = await reports.OfYearAsync(shown, after, ct);
            return Page();
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404)
        {
            return NotFound();
        }
    }
}
