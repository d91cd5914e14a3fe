using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Roll;

/// <summary>What the roll left open, settled by the dozen; each fix is a mark like any other, with its author.</summary>
[May(Permissions.Attendance)]
internal sealed class AnomaliesModel(PlanningRollClient planning, TenantContext tenant, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "from")]
    public DateOnly? From { get; set; }

    [BindProperty(SupportsGet = true, Name = "to")]
    public DateOnly? To { get; set; }

    [BindProperty(SupportsGet = true, Name = "service")]
    public string? Service { get; set; }

    public AnomaliesView View { get; private set; } = null!;

    public string? ServiceOf(RollAnomaly item) => Service ?? View.Services.FirstOrDefault(s => item.Unit == s.Key)?.Key;

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(string? fix, string[]? ids, CancellationToken ct)
    {
        await LoadAsync(ct);
        var chosen = View.Items.Where(i => ids?.Contains(string.Create(CultureInfo.InvariantCulture, $"{i.ChildId}|{i.Unit}|{i.Date:yyyy-MM-dd}")) == true).ToList();
        if (chosen.Count == 0)
        {
            ModelState.AddModelError("", "Choisissez d’abord les jours à régler.");
            return Page();
        }
        var done = fix is "billed" or "excused" ? await DecideAsync(chosen.FindAll(i => i.Kind == "no-show"), fix == "billed", ct) : await MarkAsync(chosen, fix, ct);
        TempData["Toast"] = done == 0 ? "Rien n’a changé : ce choix ne convient à aucun des jours choisis." : $"{French.Count(done, "jour réglé", "jours réglés")}.";
        return RedirectToPage(new { from = View.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), to = View.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), service = Service });
    }

    async Task LoadAsync(CancellationToken ct)
    {
        var bound = ModelState.IsValid;
        ModelState.Clear();
        try
        {
            View = await planning.AnomaliesAsync(bound ? From : null, bound ? To : null, Service, ct);
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404)
        {
            ModelState.AddModelError("", problem.Detail);
            View = await planning.AnomaliesAsync(null, null, null, ct);
        }
    }

    async Task<int> DecideAsync(List<RollAnomaly> items, bool billed, CancellationToken ct)
    {
        foreach (var item in items)
        {
            await planning.DecideAsync(new DecideNoShow(item.ChildId, item.Unit, item.Date, billed), ct);
        }
        return items.Count;
    }

    async Task<int> MarkAsync(List<RollAnomaly> items, string? fix, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var marks = items.SelectMany(i => MarksFor(i, fix, now)).ToList();
        foreach (var some in marks.Chunk(200))
        {
            await planning.MarkAsync(new SendMarks("Vérification", now, some), ct);
        }
        return marks.Select(m => (m.Child, m.Unit, m.Date)).Distinct().Count();
    }

    IEnumerable<NewMark> MarksFor(RollAnomaly item, string? fix, DateTime now)
    {
        var standing = item.Marks.Where(m => m.Stands).ToList();
        switch (fix)
        {
            case "present" when item.Times && item.Kind is "unmarked":
                return [Mark(MarkKind.Arrival, item.SlotFrom), Mark(MarkKind.Departure, item.SlotTo)];
            case "present" when item.Kind is "unmarked":
                return [Mark(MarkKind.Present)];
            case "absent" when item.Date <= tenant.Today:
                return [.. standing.Where(m => m.Kind != MarkKind.Absent).Select(m => Mark(MarkKind.Undo, null, m.Id)), .. standing.Exists(m => m.Kind == MarkKind.Absent) ? Array.Empty<NewMark>() : [Mark(MarkKind.Absent)]];
            case "slot" when item.Kind is "clock":
                return [.. item.Arrival is null ? [Mark(MarkKind.Arrival, item.SlotFrom)] : Array.Empty<NewMark>(), .. item.Departure is null ? [Mark(MarkKind.Departure, item.SlotTo)] : Array.Empty<NewMark>()];
            default:
                return [];
        }

        NewMark Mark(MarkKind kind, TimeOnly? time = null, Guid? replaces = null) => new(
            Guid.NewGuid(), item.ChildId, item.Unit, item.Date, kind, now, kind is MarkKind.Arrival or MarkKind.Departure ? time ?? new TimeOnly(12, 0) : null, replaces);
    }
}
