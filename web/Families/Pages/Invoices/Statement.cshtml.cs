using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Invoices;

/// <summary>Invoices, titles and payments of a school year (F-96…F-99, F-105).</summary>
public sealed class StatementModel(BillingClient billing) : PageModel
{
    public StatementView Statement { get; private set; } = null!;

    public AccountView Account { get; private set; } = null!;

    /// <param name="annee">"2026" for 2026-2027; anything else is the current school year.</param>
    /// <param name="format">"pdf" or "csv": the statement as a file.</param>
    public async Task<IActionResult> OnGetAsync(string? annee, string? format, CancellationToken ct)
    {
        int? year = int.TryParse(annee, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked is >= 2000 and <= 2100 ? asked : null;
        if (format is "pdf" or "csv")
        {
            var (bytes, type, name) = await billing.StatementFileAsync(format, year, ct);
            Response.Headers.CacheControl = "no-store";
            return File(bytes, type, name);
        }

        var account = billing.AccountAsync(ct);
        Statement = await billing.StatementAsync(year, ct);
        Account = await account;
        ViewData["Title"] = "Relevé de compte";
        return Page();
    }

    public static string Name(int year) => $"{year}-{year + 1}";
}
