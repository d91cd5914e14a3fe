using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Office.Lists;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Billing;

/// <summary>Who did what with money in a month.</summary>
[May(Permissions.Billing + "," + Permissions.Cash + "," + Permissions.MoneyView)]
internal sealed class AuditModel(MoneyReportsClient reports, TenantContext tenant) : PageModel
{
    /// <summary>"2026-12"; the running month when it isn't one.</summary>
    [BindProperty(SupportsGet = true, Name = "mois")]
    public string? Month { get; set; }

    public DateOnly First { get; private set; }

    public AuditView View { get; private set; } = null!;

    /// <param name="format">"csv" or "xlsx": the list as a file.</param>
    public async Task<IActionResult> OnGetAsync(string? format, CancellationToken ct)
    {
        ModelState.Clear();
        First = DateOnly.TryParseExact(Month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month)
            && month.Year is >= 2000 and <= 2100
            ? month : new DateOnly(tenant.Today.Year, tenant.Today.Month, 1);
        Month = Key(0);
        View = await reports.AuditAsync(Month, ct);
        return (IActionResult?)new Sheet("Actes", ["Quand", "Qui", "Quoi", "Payeur", "Montant"],
            [.. View.Acts.Select(a =>
                (object?[])[tenant.Local(a.At).ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture), a.By, a.What, a.Payer, a.Amount])])
            .As(format, "actes-" + Month)
            ?? Page();
    }

    public string Key(int months) => First.AddMonths(months).ToString("yyyy-MM", CultureInfo.InvariantCulture);

    /// <summary>Where an act is opened; null when it has no page of its own.</summary>
    public string? Link(AuditAct act) => act switch
    {
        { Kind: "run", Id: { } id } => Url.Page("/Billing/Run", new { id }),
        { Kind: "invoice", Id: { } id } => Url.Page("/Billing/Invoice", new { id }),
        { Kind: "payment", Id: { } id } => Url.Page("/Cash/Payment", new { id }),
        { Kind: "deposit", Id: { } id } => Url.Page("/Cash/Deposit", new { id }),
        _ => null,
    };
}
