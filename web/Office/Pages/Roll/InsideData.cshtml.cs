using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Roll;

/// <summary>Who is in the buildings, as a tablet keeps it for want of network.</summary>
[May(Permissions.Attendance)]
internal sealed class InsideDataModel(PlanningRollClient planning, CareClient care, TenantContext tenant) : PageModel
{
    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var inside = await planning.InsideAsync(null, ct);
        var notes = await care.NotesAsync(inside.Everyone().Select(c => c.ChildId), ct);
        return new JsonResult(new { inside, notes = notes.Values, commune = tenant.View.Name });
    }
}
