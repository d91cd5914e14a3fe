using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Roll;

/// <summary>Who is in the building now, with whom to call; for paper.</summary>
[May(Permissions.Attendance)]
internal sealed class InsideModel(PlanningRollClient planning, CareClient care) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "facility")]
    public string? Facility { get; set; }

    public InsideView View { get; private set; } = null!;

    public IReadOnlyDictionary<Guid, DayNote> Notes { get; private set; } = new Dictionary<Guid, DayNote>();

    public async Task OnGetAsync(CancellationToken ct)
    {
        try
        {
            View = await planning.InsideAsync(Facility, ct);
        }
        catch (ApiProblem problem) when (problem.Status == 404)
        {
            View = await planning.InsideAsync(null, ct);
        }
        Notes = await care.NotesAsync(View.Shown.SelectMany(f => f.Children).Select(c => c.ChildId), ct);
    }
}
