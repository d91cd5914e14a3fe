using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Billing;

/// <summary>Issued invoices and credit notes of all payers, or of one.</summary>
[May(Permissions.Billing + "," + Permissions.Cash + "," + Permissions.MoneyView)]
internal sealed class InvoicesModel(InvoicesClient invoices, BillingClient billing, TenantContext tenant) : PageModel
{
    /// <summary>"unpaid", "paid" or "all".</summary>
    [BindProperty(SupportsGet = true, Name = "etat")]
    public string State { get; set; } = "all";

    [BindProperty(SupportsGet = true, Name = "famille")]
    public Guid? Family { get; set; }

    public InvoicesView View { get; private set; } = null!;

    /// <param name="apres">"Next" of the page before.</param>
    /// <param name="format">"csv" or "xlsx": the whole list as a file; "releve": the statement of the family's school year.</param>
    public async Task<IActionResult> OnGetAsync(string? apres, string? format, CancellationToken ct)
    {
        ModelState.Clear();
        State = State is "unpaid" or "paid" ? State : "all";
        try
        {
            if (format == "releve" && Family is { } family)
            {
                var (bytes, type, name) = await billing.StatementFileAsync("pdf", null, ct, family);
                Response.Headers.CacheControl = "no-store";
                return File(bytes, type, name);
            }

            if (format is "csv" or "xlsx")
            {
                var all = await MoneySheets.AllAsync(async after =>
                    await invoices.ListAsync(State, ct, Family, after: after) is var page ? (page.Invoices, page.Next) : default);
                return MoneySheets.Invoices(all, tenant.Today).As(format, "factures")!;
            }

            View = await invoices.ListAsync(State, ct, Family, after: apres);
            return Page();
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404)
        {
            return NotFound();
        }
    }
}
