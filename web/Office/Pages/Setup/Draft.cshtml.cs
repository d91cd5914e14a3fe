using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Contracts.Settings;
using Preau.Office.Pages.Setup.Drafting;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>What the draft changes, in words, what is to be checked, and the one button that makes it the rules of the commune.</summary>
[May(Permissions.Settings)]
internal sealed class DraftModel(PlanningSetupClient setup, TariffsClient tariffs, BillingClient billing, TenantContext tenant) : SetupPage(setup)
{
    /// <summary>Why rules that hold already are corrected.</summary>
    [BindProperty]
    [StringLength(500, ErrorMessage = "500 signes au plus.")]
    public string? Correction { get; set; }

    /// <summary>Services of the draft of which something has no tariff: it would be used and never billed.</summary>
    public string[] Unpriced { get; private set; } = [];

    /// <summary>Where the draft and the tariffs would say different things.</summary>
    public TogetherFinding[] Apart { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Draft is { Exists: true, Broken: null })
        {
            Unpriced = await UnpricedAsync(ct);
            // What has no price is said already, by service.
            Apart = [.. (await ApartAsync(ct) ?? []).Where(f => !f.Code.EndsWith(".unpriced", StringComparison.Ordinal) || f.Refused)];
        }
    }

    // Null where the tariffs can't be read now; a commune without any has nothing to compare.
    private async Task<IReadOnlyList<TogetherFinding>?> ApartAsync(CancellationToken ct)
    {
        try
        {
            return CheckTogether.Run(Draft.Document, (await billing.SectionAsync(ct)).Document);
        }
        catch (ApiProblem problem) when (problem.Status is 403 or 404)
        {
            return [];
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or ApiProblem { Status: >= 500 } && !ct.IsCancellationRequested)
        {
            return null;
        }
    }

    // Families would read a supplement that no bill bears: as in a file, that is not taken.
    private async Task RefuseApartAsync(CancellationToken ct)
    {
        var found = await ApartAsync(ct);
        Apart = [.. (found ?? []).Where(f => f.Refused)];
        if (found is null)
        {
            ModelState.AddModelError("",
                "Les tarifs ne répondent pas : sans eux, on ne sait pas si ce brouillon annonce un supplément sans prix. Réessayez dans un instant.");
        }

        foreach (var apart in Apart)
        {
            ModelState.AddModelError("", $"Ce brouillon n’est pas appliqué. {apart.Text}");
        }
    }

    private async Task<string[]> UnpricedAsync(CancellationToken ct)
    {
        try
        {
            var priced = (await tariffs.OverviewAsync(ct)).Tariffs.SelectMany(t => t.Units).ToHashSet();
            return [.. Document.Services.Select(s => s.Service)
                .Where(s => s.Elements("units").Any(u => !priced.Contains(u.Text("key")))).Select(s => s.Text("label"))];
        }
        catch (Exception e) when (
            e is HttpRequestException or TaskCanceledException or ApiProblem { Status: 403 or 404 or >= 500 } && !ct.IsCancellationRequested)
        {
            return [];
        }
    }

    public async Task<IActionResult> OnPostApplyAsync(CancellationToken ct)
    {
        var revision = Revision;
        await LoadAsync(ct);
        Revision = revision;
        if (Draft.Corrections is { Length: > 0 } && string.IsNullOrWhiteSpace(Correction))
        {
            ModelState.AddModelError("Correction", "Dites pourquoi ce qui est déjà en vigueur est corrigé : les familles peuvent le demander.");
        }

        if (Draft is { Exists: true, Broken: null })
        {
            await RefuseApartAsync(ct);
        }

        var seen = tenant.View.State == TenantState.Soon ? "Les familles les verront à l’ouverture du portail." : "Les familles les voient maintenant.";
        return ModelState.IsValid && await TryAsync(() => Setup.ApplyAsync(revision, Correction, ct), $"Réglages appliqués. {seen}", ct)
            ? RedirectToPage("/Setup/Index") : Page();
    }

    public async Task<IActionResult> OnPostRenewAsync(CancellationToken ct)
    {
        var revision = Revision;
        return await TryAsync(() => Setup.RenewAsync(revision, ct), "Vos changements sont repris sur les réglages en vigueur. Relisez-les.", ct)
            ? RedirectToPage()
            : Page();
    }

    public async Task<IActionResult> OnPostDropAsync(CancellationToken ct)
    {
        try
        {
            await Setup.DropAsync(Revision, ct);
            TempData["Toast"] = "Brouillon abandonné : les réglages en vigueur restent.";
            return RedirectToPage("/Setup/Index");
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("", Words(problem));
            await LoadAsync(ct);
            return Page();
        }
    }

    /// <summary>The repair is taken from the check as it is now, never from the form.</summary>
    public async Task<IActionResult> OnPostRepairAsync(string code, string path, CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Draft.Findings.FirstOrDefault(f => f.Code == code && f.Path == path)?.Repair is not { } repair)
        {
            TempData["Toast"] = "Ce point n’est plus à corriger dans le brouillon : relisez ce qui reste à vérifier.";
            return RedirectToPage();
        }

        return await TryAsync(() => Setup.ChangeAsync(new ChangeDraft(Draft.Revision, repair), ct), "Corrigé dans le brouillon.", ct)
            ? RedirectToPage()
            : Page();
    }
}
