using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Invoices;

/// <summary>One certificate, frozen when it was made.</summary>
public sealed class CertificateModel(MoneyReportsClient reports) : PageModel
{
    public CertificateView View { get; private set; } = null!;

    /// <summary>« Attestation fiscale », « Attestation de paiement », « Attestation de présence ».</summary>
    public string Name => View.Kind switch { "tax" => "Attestation fiscale", "attendance" => "Attestation de présence", _ => "Attestation de paiement" };

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        try
        {
            View = await reports.CertificateAsync(id, ct);
        }
        catch (ApiProblem problem) when (problem.Status == StatusCodes.Status404NotFound)
        {
            return NotFound();
        }

        ViewData["Title"] = $"{Name} n° {View.Number}";
        return Page();
    }
}
