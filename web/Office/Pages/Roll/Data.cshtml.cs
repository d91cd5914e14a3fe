using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Roll;

/// <summary>The list as the page's script keeps it on the tablet, with what to do for the children and a fresh form token.</summary>
[May(Permissions.Attendance)]
internal sealed class DataModel(PlanningRollClient planning, CareClient care, IAntiforgery antiforgery) : PageModel
{
    public async Task<IActionResult> OnGetAsync(string? service, DateOnly? date, CancellationToken ct)
    {
        try
        {
            var view = await planning.RollAsync(ModelState.IsValid ? date : null, service, ct);
            // Of a child who is not in the service nothing is kept on a tablet until it stands there.
            var notes = await care.NotesAsync(view.Children.Select(c => c.ChildId).Concat(view.Others.Where(o => o.Enrolled).Select(o => o.ChildId)), ct);
            return new JsonResult(new { view, notes = notes.Values, token = antiforgery.GetAndStoreTokens(HttpContext).RequestToken });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404)
        {
            return new JsonResult(new { problem.Code, problem.Detail }) { StatusCode = problem.Status };
        }
    }
}
