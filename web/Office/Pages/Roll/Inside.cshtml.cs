using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Office.Lists;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Roll;

/// <summary>Who is in the building now, with whom to call; for paper.</summary>
[May(Permissions.Attendance)]
internal sealed class InsideModel(PlanningRollClient planning, CareClient care, TenantContext tenant) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "facility")]
    public string? Facility { get; set; }

    public InsideView View { get; private set; } = null!;

    public IReadOnlyDictionary<Guid, DayNote> Notes { get; private set; } = new Dictionary<Guid, DayNote>();

    public async Task<IActionResult> OnGetAsync(string? format, CancellationToken ct)
    {
        try
        {
            View = await planning.InsideAsync(Facility, ct);
        }
        catch (ApiProblem problem) when (problem.Status == 404)
        {
            View = await planning.InsideAsync(null, ct);
        }

        Notes = await care.NotesAsync(View.Everyone().Select(c => c.ChildId), ct);
        return (IActionResult?)AsSheet().As(format, string.Create(CultureInfo.InvariantCulture, $"evacuation-{View.Now:yyyy-MM-dd-HHmm}")) ?? Page();
    }

    private Sheet AsSheet() => new(
        "Évacuation", ["Établissement", "Nom", "Prénom", "École", "Classe", "Où", "Depuis", "À vérifier", .. WhoMayCome.Head],
        [.. Rows(View.Shown, null), .. Rows(View.Over ?? [], "Service terminé, aucun départ noté")]);

    private IEnumerable<object?[]> Rows(InsideFacility[] facilities, string? doubt) =>
        facilities.SelectMany(f => f.Children.Select(c => (object?[])[f.Label, c.LastName, c.FirstName, c.School, c.Grade, c.UnitLabel,
            c.Since?.ToString("HH:mm", CultureInfo.InvariantCulture), doubt,
            .. WhoMayCome.Fields(Notes.GetValueOrDefault(c.ChildId), tenant.View.Name, DateOnly.FromDateTime(View.Now))]));
}
