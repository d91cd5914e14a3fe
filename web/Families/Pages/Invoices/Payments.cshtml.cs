using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Invoices;

/// <summary>The family's payments, each with its receipt (F-103).</summary>
public sealed class PaymentsModel(InvoicesClient invoices) : PageModel
{
    public PaymentsView View { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        View = await invoices.PaymentsAsync(ct);
        ViewData["Title"] = "Mes règlements";
    }
}
