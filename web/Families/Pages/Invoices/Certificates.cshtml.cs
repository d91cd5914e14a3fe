using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Invoices;

/// <summary>Certificates without asking anyone: tax, payment, attendance. Printed again, one is the same to the letter.</summary>
public sealed class CertificatesModel(MoneyReportsClient reports, TenantContext tenant) : PageModel
{
    [BindProperty]
    [Required(ErrorMessage = "Choisissez l’attestation.")]
    [RegularExpression("payment|attendance", ErrorMessage = "Choisissez l’attestation.")]
    public string? Kind { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Indiquez le premier jour.")]
    public DateOnly? From { get; set; }

    [BindProperty]
    [Required(ErrorMessage = "Indiquez le dernier jour.")]
    public DateOnly? Until { get; set; }

    public CertificatesView View { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        (From, Until) = (new DateOnly(tenant.Today.Year, 1, 1), tenant.Today);
        await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) =>
        ModelState.IsValid && await MakeAsync(new MakeCertificate(Kind!, From, Until), ct) is { } made ? Redirect(made) : await AgainAsync(ct);

    /// <param name="year">One of those the list offers.</param>
    public async Task<IActionResult> OnPostTaxAsync(int year, CancellationToken ct)
    {
        ModelState.Clear();
        return year is >= 2000 and <= 2100 && await MakeAsync(new MakeCertificate("tax", new DateOnly(year, 1, 1), new DateOnly(year, 12, 31)), ct) is { } made
            ? Redirect(made)
            : await AgainAsync(ct);
    }

    private async Task<string?> MakeAsync(MakeCertificate asked, CancellationToken ct)
    {
        try
        {
            return Url.Page("/Invoices/Certificate", new { id = (await reports.MakeAsync(asked, ct)).Id });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
            return null;
        }
    }

    private async Task<IActionResult> AgainAsync(CancellationToken ct)
    {
        await ShowAsync(ct);
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        View = await reports.CertificatesAsync(ct);
        ViewData["Title"] = "Attestations";
    }
}
