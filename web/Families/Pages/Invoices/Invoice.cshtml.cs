using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Invoices;

/// <summary>One invoice, explained by day (F-33, F-101): where the link of the mail and the code on paper lead.</summary>
public sealed class InvoiceModel(InvoicesClient invoices, TenantContext tenant) : PageModel
{
    public InvoiceDetail View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken ct)
    {
        try
        {
            View = await invoices.GetAsync(id, ct);
        }
        catch (ApiProblem problem) when (problem.Status == StatusCodes.Status404NotFound)
        {
            return NotFound();
        }

        ViewData["Title"] = $"{InvoicePage.Title(View.Invoice)}, {French.Money(View.Invoice.Amount)}";
        ViewData["Body"] = View.Invoice is { Payable: true, Online: true } && !(View.Invoice.DebitOn >= tenant.Today) ? "haspay" : null;
        return Page();
    }
}
