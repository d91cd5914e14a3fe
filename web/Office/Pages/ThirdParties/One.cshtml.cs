using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.ThirdParties;

/// <summary>A third party: what it agreed to pay, for whom, and its address.</summary>
[May(Permissions.Billing + "," + Permissions.Cash + "," + Permissions.MoneyView)]
internal sealed class OneModel(ThirdPartiesClient parties, FamilyClient families) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Words to find a family.</summary>
    [BindProperty(SupportsGet = true)]
    public string? F { get; set; }

    [BindProperty(SupportsGet = true, Name = "famille")]
    public Guid? Family { get; set; }

    /// <summary>The agreement being changed; null for one more.</summary>
    [BindProperty(SupportsGet = true, Name = "accord")]
    public Guid? Changed { get; set; }

    [BindProperty]
    public long Version { get; set; }

    [BindProperty]
    public ThirdPartyForm Party { get; set; } = new();

    [BindProperty]
    public CoverageForm Cover { get; set; } = new();

    public ThirdPartyDetail View { get; private set; } = null!;

    public FamilySummary[]? Found { get; private set; }

    public FamilyView? Household { get; private set; }

    public CoverageView? Agreement => Changed is { } id ? Array.Find(View.Coverages, c => c.Id == id) : null;

    public static IEnumerable<SelectListItem> Choices(FamilyView household) =>
        household.Children.Select(c => new SelectListItem(c.FirstName, c.ChildId.ToString())).Prepend(new SelectListItem("Tous les enfants", ""));

    public Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return ShowAsync(true, true, ct);
    }

    public async Task<IActionResult> OnPostPartyAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return Party.Read(ModelState) is not { } party ? await ShowAsync(false, true, ct)
            : await ActAsync(() => parties.ChangeAsync(Id, party, ct), "Organisme enregistré.", true, ct);
    }

    public async Task<IActionResult> OnPostCoverAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (Family is not { } family || Cover.Read(family, ModelState) is not { } cover)
        {
            return await ShowAsync(true, false, ct);
        }

        return await ActAsync(
            () => Changed is { } id ? parties.ChangeCoverageAsync(id, Version, cover, ct) : parties.CoverAsync(Id, cover, ct),
            "Prise en charge enregistrée : les prix suivent, ce qui est déjà facturé sera corrigé sur les prochaines factures.", false, ct);
    }

    public Task<IActionResult> OnPostRemoveAsync(Guid coverage, CancellationToken ct)
    {
        ModelState.Clear();
        return ActAsync(() => parties.RemoveCoverageAsync(coverage, ct), "Prise en charge retirée : la famille paie de nouveau le prix entier.", false, ct);
    }

    private async Task<IActionResult> ActAsync(Func<Task> act, string done, bool isParty, CancellationToken ct)
    {
        try
        {
            await act();
            TempData["Toast"] = done;
            return RedirectToPage(new { id = Id });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
        {
            ModelState.AddModelError(
                problem.Code switch
                {
                    "coverage.dates" => "Cover.Until",
                    "coverage.child" => "Cover.Child",
                    "coverage.overlap" => "Cover.From",
                    "thirdParty.siret" => "Party.Siret",
                    _ => ""
                },
                problem.Detail);
            return await ShowAsync(!isParty, isParty, ct);
        }
    }

    private async Task<IActionResult> ShowAsync(bool freshParty, bool freshCover, CancellationToken ct)
    {
        try
        {
            View = await parties.GetAsync(Id, ct);
        }
        catch (ApiProblem problem) when (problem.Status == 404)
        {
            return NotFound();
        }

        Party = freshParty ? ThirdPartyForm.Of(View.Party) : Party;
        if (Agreement is { } agreement)
        {
            (Family, Cover, Version) = (agreement.Family, freshCover ? CoverageForm.Of(agreement) : Cover, agreement.Version);
        }

        Found = F is { Length: >= 2 } ? (await families.SearchAsync(F, 1, ct)).Items : null;
        Household = Family is { } family ? await HouseholdAsync(family, ct) : null;
        return Page();
    }

    private async Task<FamilyView?> HouseholdAsync(Guid family, CancellationToken ct)
    {
        try
        {
            return await families.OneAsync(family, ct);
        }
        catch (ApiProblem problem) when (problem.Status is 403 or 404)
        {
            ModelState.AddModelError("", "Ce dossier de famille ne peut pas être lu.");
            return null;
        }
    }
}
