using System.Text.Json;
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
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        // Read by hand: the service checks what a mark holds, and page binding would check it by other rules.
        SendMarks? marks;
        try
        {
            marks = await JsonSerializer.DeserializeAsync<SendMarks>(Request.Body, Json, ct);
        }
        catch (JsonException)
        {
            marks = null;
        }

        if (marks is null)
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
