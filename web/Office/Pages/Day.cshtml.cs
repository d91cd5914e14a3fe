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

/// <summary>Who is expected in each service on a day, with what to do for each child; for the screen, paper and spreadsheets.</summary>
[May(Permissions.Attendance)]
internal sealed class DayModel(PlanningRollClient planning, CareClient care, TenantContext tenant) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "date")]
    public DateOnly? Asked { get; set; }

    public ListChoice Choice { get; private set; } = new();

    public DateOnly Date { get; private set; }

    public DayView Day { get; private set; } = null!;

    public ListFilters Filters => Day.Filters ?? new ListFilters([], [], [], [], []);

    /// <summary>A day was asked for of which there is no list: the page says that it shows today.</summary>
    public bool IsElsewhere { get; private set; }

    public DateOnly Previous => Day.Previous ?? Date.AddDays(-1);

    public DateOnly Next => Day.Next ?? Date.AddDays(1);

    public DayService[] Shown => Day.Services;

    private IReadOnlyDictionary<Guid, DayNote> Notes { get; set; } = new Dictionary<Guid, DayNote>();

    /// <summary>Children who are to come or are there; those who asked and wait are listed apart.</summary>
    public static int Expected(DayService service) => service.Children.Where(IsExpected).Select(c => c.ChildId).Distinct().Count();

    /// <summary>« 12 enfants attendus, 3 présents, 1 absent ».</summary>
    public static string CountsOf(DayService service) => French.Count(Expected(service), "enfant attendu", "enfants attendus")
        + (service.Counts is { } counts ? $", {French.Count(counts.Present, "présent")}, {French.Count(counts.Absent, "absent")}" : "");

    /// <summary>Who is expected first, by name.</summary>
    public static IEnumerable<DayChild> InOrder(DayService service) => service.Children.OrderByDescending(IsExpected)
        .ThenBy(c => c.LastName, StringComparer.CurrentCulture).ThenBy(c => c.FirstName, StringComparer.CurrentCulture);

    public static bool IsExpected(DayChild child) =>
        child.State is CellState.Booked or CellState.CancelPending or CellState.AbsencePending or CellState.Present or CellState.PresentUnbooked
            or CellState.ExtraHours or CellState.ClockMissing;

    /// <summary>« 16 h 31 – 17 h 48 ».</summary>
    public static string? Hours(DayChild child) =>
        child is { Arrival: null, Departure: null } ? null
        : $"{(child.Arrival is { } from ? French.Hour(from) : "?")} – "
            + $"{(child.Departure is { } to ? French.Hour(to) : "?")}{(child.CollectedBy is { } who ? $", avec : {who}" : "")}";

    public DayNote? NoteOf(DayChild child) => Notes.GetValueOrDefault(child.ChildId);

    /// <summary>Whether there is anyone to name: the notes may be away.</summary>
    public bool HasPeople => Notes.Values.Any(n => n.PickUp.Length + n.MayNot.Length > 0);

    /// <summary>Instructions, and the diet where a meal is served.</summary>
    public string[] ToDo(DayChild child) => Notes.GetValueOrDefault(child.ChildId) is { } note
        ? [.. note.ToDo, .. child.Meal && note is { Diet: { } diet, PackedLunch: false } ? [French.Sentence(diet)] : Array.Empty<string>()]
        : child.Notice is { Length: > 0 } notice ? [notice] : [];

    public async Task<IActionResult> OnGetAsync(
        string? facility, string? service, string? school, string? grade, string? group, string? format, CancellationToken ct)
    {
        Date = ListChoice.Day(ModelState.IsValid ? Asked : null, tenant.Today);
        IsElsewhere = Asked is { } asked ? asked != Date : Request.Query["date"] is [{ Length: > 0 }];
        ModelState.Clear();
        Choice = new ListChoice(facility, service, school, grade, group);
        try
        {
            Day = await planning.DayAsync(Date, Choice, ct);
        }
        catch (ApiProblem problem) when (problem.Status == 404)
        {
            Choice = new ListChoice();
            Day = await planning.DayAsync(Date, Choice, ct);
        }

        Notes = await care.NotesAsync(Shown.SelectMany(s => s.Children).Select(c => c.ChildId), ct);
        return (IActionResult?)AsSheet().As(format, "liste-" + Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) ?? Page();
    }

    private Sheet AsSheet() => new(
        Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["Établissement", "Service", "Prestation", "Nom", "Prénom", "École", "Classe", "État",
            "Arrivée", "Départ", "Remis à", "Que faire", .. WhoMayCome.Head],
        [.. Shown.SelectMany(s =>
            s.Children.Select(c =>
                (object?[])[s.FacilityLabel, s.Label, c.UnitLabel, c.LastName, c.FirstName, c.School, c.Grade, CellSign.Words(c.State, c.Gender),
                    Clock(c.Arrival), Clock(c.Departure), c.CollectedBy, string.Join(" ; ", ToDo(c)),
            .. WhoMayCome.Fields(NoteOf(c), tenant.View.Name, Date)]))]);

    private static string? Clock(TimeOnly? time) => time?.ToString("HH:mm", CultureInfo.InvariantCulture);
}
