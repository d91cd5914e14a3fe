using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>The next school year in one act: read first, then made, and never made twice.</summary>
[May(Permissions.Settings)]
internal sealed class NextYearModel(PlanningSetupClient setup) : PageModel
{
    [BindProperty]
    public long BasedOn { get; set; }

    [BindProperty]
    public bool Closures { get; set; } = true;

    [BindProperty]
    public bool Rules { get; set; } = true;

    [BindProperty]
    public bool Enrolments { get; set; } = true;

    public CopyYearView Plan { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct) => Plan = await setup.CopyYearAsync(new CopyYear(false), ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        try
        {
            Plan = await setup.CopyYearAsync(new CopyYear(true, null, BasedOn, Closures, Rules, Enrolments), ct);
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
            Plan = await setup.CopyYearAsync(new CopyYear(false), ct);
        }
        return Page();
    }
}
