using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Office.Lists;
using Preau.Ui;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages;

/// <summary>A week of each service: children by day.</summary>
[May(Permissions.Attendance)]
internal sealed class WeekModel(PlanningRollClient planning, CareClient care, TenantContext tenant) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "date")]
    public DateOnly? Asked { get; set; }

    public ListChoice Choice { get; private set; } = new();

    public DateOnly Date { get; private set; }

    /// <summary>The day asked for has no list: this week's stands in its place, and the page says so.</summary>
    public bool IsElsewhere { get; private set; }

    public WeekView Week { get; private set; } = null!;

    private IReadOnlyDictionary<Guid, DayNote> Notes { get; set; } = new Dictionary<Guid, DayNote>();

    public DayNote? NoteOf(WeekChild child) => Notes.GetValueOrDefault(child.ChildId);

    public async Task<IActionResult> OnGetAsync(
        string? facility, string? service, string? school, string? grade, string? group, string? format, CancellationToken ct)
    {
        Date = ListChoice.Day(ModelState.IsValid ? Asked : null, tenant.Today);
        IsElsewhere = Asked is { } asked ? asked != Date : Request.Query["date"] is [{ Length: > 0 }];
        ModelState.Clear();
        Choice = new ListChoice(facility, service, school, grade, group);
        try
        {
            Week = await planning.WeekAsync(Date, Choice, ct);
        }
        catch (ApiProblem problem) when (problem.Status == 404)
        {
            Choice = new ListChoice();
            Week = await planning.WeekAsync(Date, Choice, ct);
        }

        Notes = await care.NotesAsync(Week.Services.SelectMany(s => s.Children).Select(c => c.ChildId), ct);
        return (IActionResult?)AsSheet().As(format, "semaine-" + Week.Monday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) ?? Page();
    }

    private Sheet AsSheet() => new(
        Week.Monday.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ["Établissement", "Service", "Prestation", "Nom", "Prénom", "École", "Classe",
            .. Week.Days.Select(d => d.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)), .. WhoMayCome.Head],
        [.. Week.Services.SelectMany(s =>
            s.Children.Select(c =>
                (object?[])[s.FacilityLabel, s.Label, c.UnitLabel, c.LastName, c.FirstName, c.School, c.Grade,
                    .. c.States.Select(state => state is { } known ? CellSign.Words(known) : null),
            .. WhoMayCome.Fields(NoteOf(c), tenant.View.Name, Week.Monday)]))]);
}
