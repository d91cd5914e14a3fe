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
    public bool Closures { get; set; }

    [BindProperty]
    public bool Rules { get; set; }

    [BindProperty]
    public bool Enrolments { get; set; }

    public CopyYearView Plan { get; private set; } = null!;

    /// <summary>Earlier copies of enrolments.</summary>
    public YearCopyView[] Runs { get; private set; } = [];

    /// <summary>What undoing one of them would do, or did.</summary>
    public UndoYearCopyView? Undo { get; private set; }

    public Task OnGetAsync(CancellationToken ct)
    {
        // A box that is not ticked sends nothing: ticked is what a page begins with, not what a form means by silence.
        (Closures, Rules, Enrolments) = (true, true, true);
        return LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        try
        {
            Plan = await setup.CopyYearAsync(new CopyYear(true, null, BasedOn, Closures, Rules, Enrolments), ct);
            if (Plan.Closures.Length > 0 || Plan.Rules.Length > 0)
            {
                TempData["Toast"] = $"{Plan.To} : fermetures et règles sont dans le brouillon. Relisez-les, puis appliquez.";
                return RedirectToPage("/Setup/Draft");
            }

            Runs = await setup.YearCopiesAsync(ct);
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
            await LoadAsync(ct);
        }

        return Page();
    }

    /// <summary>Read first, then done.</summary>
    public async Task<IActionResult> OnPostUndoAsync(Guid run, bool apply, CancellationToken ct)
    {
        ModelState.Clear();
        try
        {
            Undo = await setup.UndoYearCopyAsync(run, apply, ct);
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
        }

        (Closures, Rules, Enrolments) = (true, true, true);
        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Plan = await setup.CopyYearAsync(new CopyYear(false), ct);
        Runs = await setup.YearCopiesAsync(ct);
    }
}
