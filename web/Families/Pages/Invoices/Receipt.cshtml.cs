using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Invoices;

/// <summary>The receipt of one payment: what was received, and which invoices it settles.</summary>
public sealed class ReceiptModel(InvoicesClient invoices) : PageModel
{
    public PaymentDetail View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        try
        {
            View = await invoices.PaymentAsync(id, ct);
        }
        catch (ApiProblem problem) when (problem.Status == StatusCodes.Status404NotFound)
        {
            return NotFound();
        }

        ViewData["Title"] = $"Reçu n° {View.Payment.Number}";
        return Page();
    }
}
