using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Payment;

/// <summary>The mandate of direct debit: read, signed on the phone, replaced, stopped.</summary>
public sealed class MandateModel(DebitsClient debits, FamilyClient family) : PageModel
{
    /// <summary>The office whose form was sent; null at first.</summary>
    [BindProperty(Name = "regie")]
    public string? Key { get; set; }

    [BindProperty]
    public string? Iban { get; set; }

    [BindProperty]
    public string? Holder { get; set; }

    [BindProperty]
    public bool Agreed { get; set; }

    public MyMandates View { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var me = (await family.MeAsync(ct).OrNullAsync(ct))?.You;
        Holder = me is null ? null : $"{me.FirstName} {me.LastName}";
        await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostGiveAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (string.IsNullOrWhiteSpace(Iban) || Iban.Length is < 10 or > 60)
        {
            ModelState.AddModelError(nameof(Iban), "Recopiez l’IBAN de votre relevé d’identité bancaire : 27 signes, il commence par FR.");
        }

        if (Holder?.Trim() is not { Length: >= 2 and <= 70 })
        {
            ModelState.AddModelError(nameof(Holder), "Indiquez le nom du titulaire du compte, comme sur le relevé.");
        }

        if (!Agreed)
        {
            ModelState.AddModelError(nameof(Agreed), "Cochez la case : c’est elle qui vaut signature.");
        }

        if (ModelState.IsValid && Key is { } office)
        {
            try
            {
                var mandate = await debits.GiveAsync(office, new GiveDirectDebit(Iban!, Holder!.Trim(), Agreed), ct);
                TempData["Toast"] = $"Mandat {mandate.Rum} signé : vos prochaines factures seront prélevées.";
                return RedirectToPage();
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
            {
                ModelState.AddModelError(problem.Code switch { "mandate.iban" => nameof(Iban), "mandate.agreed" => nameof(Agreed), _ => "" }, problem.Detail);
            }
        }

        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostStopAsync(bool sure, CancellationToken ct)
    {
        ModelState.Clear();
        if (!sure)
        {
            ModelState.AddModelError("", "Cochez la case pour arrêter le prélèvement.");
            return await ShowAsync(ct);
        }

        try
        {
            await debits.StopAsync(Key ?? "", ct);
            TempData["Toast"] = "Prélèvement arrêté : vos prochaines factures se paient autrement.";
        }
        catch (ApiProblem problem) when (problem.Status == 404)
        {
            TempData["Toast"] = "Ce mandat était déjà arrêté.";
        }

        return RedirectToPage();
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        View = await debits.MineAsync(ct);
        ViewData["Title"] = "Prélèvement automatique";
        return Page();
    }
}
