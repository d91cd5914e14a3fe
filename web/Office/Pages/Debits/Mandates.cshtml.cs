using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Debits;

/// <summary>Mandates: found, ended with a reason, recorded from paper.</summary>
[May(Permissions.Billing + "," + Permissions.MoneyView)]
internal sealed class MandatesModel(DebitsClient debits, FamilyClient families) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? F { get; set; }

    [BindProperty(SupportsGet = true, Name = "famille")]
    public Guid? Family { get; set; }

    [BindProperty]
    public string? Office { get; set; }

    [BindProperty]
    public string? Iban { get; set; }

    [BindProperty]
    public string? Holder { get; set; }

    [BindProperty]
    public string? SignedOn { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public MandatesView View { get; private set; } = null!;

    public DebitOffice[] Offices { get; private set; } = [];

    public FamilySummary[]? Found { get; private set; }

    public async Task OnGetAsync(int? p, CancellationToken ct)
    {
        ModelState.Clear();
        await ShowAsync(p is > 0 and <= 10_000 ? p.Value : 1, ct);
    }

    public async Task<IActionResult> OnPostEndAsync(Guid id, string? reason, CancellationToken ct)
    {
        ModelState.Clear();
        if (reason?.Trim() is not { Length: >= 3 } why)
        {
            ModelState.AddModelError("", "Indiquez pourquoi le mandat s’arrête : la famille peut le demander.");
            await ShowAsync(1, ct);
            return Page();
        }

        await debits.EndAsync(id, new StopMandate(why.Length > 300 ? why[..300] : why), ct);
        TempData["Toast"] = "Mandat arrêté : les prochaines factures ne seront pas prélevées.";
        return RedirectToPage();
    }

    public async Task<IActionResult> OnPostRecordAsync(CancellationToken ct)
    {
        ModelState.Clear();
        var signed = DateOnly.TryParseExact(SignedOn, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : (DateOnly?)null;
        Check(nameof(Iban), Iban is { Length: >= 10 and <= 60 }, "Recopiez l’IBAN du mandat.");
        Check(nameof(Holder), Holder?.Trim() is { Length: >= 2 and <= 70 }, "Recopiez le nom du titulaire du compte.");
        Check(nameof(SignedOn), signed is not null, "Indiquez la date de la signature.");
        Check(nameof(Note), Note is null or { Length: <= 200 }, "200 signes au plus.");
        if (ModelState.IsValid && Family is { } family && Office is { } office)
        {
            try
            {
                var mandate = await debits.RecordAsync(office, family, new RecordMandate(Iban!, Holder!.Trim(), signed, Note), ct);
                TempData["Toast"] = $"Mandat {mandate.Rum} enregistré, compte {mandate.Account}.";
                return RedirectToPage(new { q = mandate.Rum });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
            {
                ModelState.AddModelError(problem.Code switch { "mandate.iban" => nameof(Iban), "mandate.signed" => nameof(SignedOn), _ => "" }, problem.Detail);
            }
        }

        await ShowAsync(1, ct);
        return Page();
    }

    private void Check(string field, bool good, string message)
    {
        if (!good)
        {
            ModelState.AddModelError(field, message);
        }
    }

    private async Task ShowAsync(int page, CancellationToken ct)
    {
        View = await debits.MandatesAsync(null, Q, page, ct);
        Offices = (await debits.ListAsync(null, ct)).Offices;
        if (F is { Length: >= 2 })
        {
            Found = (await families.SearchAsync(F, 1, ct)).Items;
        }
    }
}
