using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Roll;

/// <summary>Takes the marks a tablet has gathered; the answer says which it may forget.</summary>
[May(Permissions.Attendance)]
internal sealed class MarksModel(PlanningRollClient planning) : PageModel
{
    public async Task<IActionResult> OnPostAsync([FromBody] SendMarks? marks, CancellationToken ct)
    {
        if (!ModelState.IsValid || marks is null)
        {
            return new JsonResult(new { Code = "mark.invalid" }) { StatusCode = 400 };
        }
        try
        {
            return new JsonResult(await planning.MarkAsync(marks, ct));
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404)
        {
            return new JsonResult(new { problem.Code, problem.Detail }) { StatusCode = problem.Status };
        }
    }
}
