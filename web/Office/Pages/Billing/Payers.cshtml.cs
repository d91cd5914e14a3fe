using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Billing;

/// <summary>The payers of a run, by what becomes of them (to issue, carried, waiting, blocked) and, of those to issue, by how they learn of it.</summary>
[May(Permissions.Billing + "," + Permissions.MoneyView)]
internal sealed class PayersModel(RunsClient runs) : PageModel
{
    public static readonly string[] Kinds = ["toIssue", "mail", "paper", "corrected", "carried", "waiting", "blocked"];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "toIssue";

    /// <summary>Invoices that have their number, and may be printed.</summary>
    public bool AreIssued => View.Payers.Any(p => p.Invoice is not null);

    /// <summary>« À émettre » is past once they are.</summary>
    public string Name(string kind) => kind == "toIssue" && AreIssued ? "Émises" : BillingText.Kind(kind);

    public RunPayers View { get; private set; } = null!;

    /// <param name="apres">"Next" of the page before.</param>
    /// <param name="format">"csv" or "xlsx": the whole list as a file; "papier" or "pdf": the invoices to print, or all, in one ZIP.</param>
    public async Task<IActionResult> OnGetAsync(string? apres, string? format, CancellationToken ct)
    {
        Kind = Kinds.Contains(Kind) ? Kind : "toIssue";
        try
        {
            if (format is "csv" or "xlsx")
            {
                var all = await MoneySheets.AllAsync(async after =>
                    await runs.PayersAsync(Id, Kind, after, ct) is var page ? (page.Payers, page.Next) : default);
                return MoneySheets.Payers(all).As(format, "payeurs")!;
            }

            if (format is "papier" or "pdf")
            {
                var (bytes, type, name) = await runs.PapersAsync(Id, format == "pdf", ct);
                Response.Headers.CacheControl = "no-store";
                return File(bytes, type, name);
            }

            View = await runs.PayersAsync(Id, Kind, apres, ct);
            return Page();
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404)
        {
            return NotFound();
        }
    }
}
