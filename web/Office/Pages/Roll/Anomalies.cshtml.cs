using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
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

    /// <summary>A button that fits no day of the page is not shown.</summary>
    public bool Has(string kind) => Array.Exists(View.Items, i => i.Kind == kind);

    public string? ServiceOf(RollAnomaly item) => Service ?? View.Services.FirstOrDefault(s => item.Unit == s.Key)?.Key;

    /// <summary>What the last fix did, as its undo sends it back.</summary>
    public string[] Undo { get; private set; } = [];

    public string? Done { get; private set; }

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    /// <summary>All of the last fix is taken back, mark by mark.</summary>
    public async Task<IActionResult> OnPostUndoAsync(string[] undo, CancellationToken ct)
    {
        ModelState.Clear();
        var now = clock.GetUtcNow().UtcDateTime;
        var parts = undo.Select(u => u.Split('|')).Where(p => p.Length == 4 && Guid.TryParse(p[0], out _) && DateOnly.TryParseExact(p[2], "yyyy-MM-dd", out _))
            .ToList();
        // Last made, first undone.
        var marks = parts.Where(p => Guid.TryParse(p[3], out _)).Reverse()
            .Select(p => new NewMark(Guid.NewGuid(), Guid.Parse(p[0]), p[1], Day(p[2]), MarkKind.Undo, now, null, Guid.Parse(p[3]))).ToList();
        foreach (var some in marks.Chunk(200))
        {
            await planning.MarkAsync(new SendMarks("Vérification", now, some), ct);
        }

        foreach (var p in parts.Where(p => p[3] == "décidé"))
        {
            await planning.DecideAsync(new DecideNoShow(Guid.Parse(p[0]), p[1], Day(p[2]), null), ct);
        }

        TempData["Toast"] = parts.Count == 0
            ? "Il n’y a rien à annuler."
            : $"{French.Count(parts.Select(p => (p[0], p[1], p[2])).Distinct().Count(), "jour est", "jours sont")} de nouveau à vérifier.";
        return RedirectToPage(Range());

        static DateOnly Day(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private object Range() =>
        new
        {
            from = From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            to = To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            service = Service
        };

    public async Task<IActionResult> OnPostAsync(string? fix, string[]? ids, CancellationToken ct)
    {
        await LoadAsync(ct);
        var chosen = View.Items.Where(i => ids?.Contains(string.Create(CultureInfo.InvariantCulture, $"{i.ChildId}|{i.Unit}|{i.Date:yyyy-MM-dd}")) == true)
            .ToList();
        if (chosen.Count == 0)
        {
            ModelState.AddModelError("", "Choisissez d’abord les jours à régler.");
            return Page();
        }

        var done = fix is "billed" or "excused"
            ? await DecideAsync(chosen.FindAll(i => i.Kind == "no-show"), fix == "billed", ct)
            : await MarkAsync(chosen, fix, ct);
        // Shown at once rather than after a redirect: what undoes three hundred days is too much for a cookie. Sent again, it meets days already settled.
        Done = done == 0 ? "Rien n’a changé : ce choix ne convient à aucun des jours choisis." : $"{French.Count(done, "jour réglé", "jours réglés")}.";
        await LoadAsync(ct);
        return Page();
    }

    private static string Key(Guid child, string unit, DateOnly date, string what) =>
        string.Create(CultureInfo.InvariantCulture, $"{child}|{unit}|{date:yyyy-MM-dd}|{what}");

    private async Task LoadAsync(CancellationToken ct)
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

    private async Task<int> DecideAsync(List<RollAnomaly> items, bool billed, CancellationToken ct)
    {
        foreach (var item in items)
        {
            await planning.DecideAsync(new DecideNoShow(item.ChildId, item.Unit, item.Date, billed), ct);
        }

        Undo = [.. items.Select(i => Key(i.ChildId, i.Unit, i.Date, "décidé"))];
        return items.Count;
    }

    private async Task<int> MarkAsync(List<RollAnomaly> items, string? fix, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var marks = items.SelectMany(i => MarksFor(i, fix, now)).ToList();
        foreach (var some in marks.Chunk(200))
        {
            await planning.MarkAsync(new SendMarks("Vérification", now, some), ct);
        }

        Undo = [.. marks.Select(m => Key(m.Child!.Value, m.Unit, m.Date!.Value, m.Id!.Value.ToString()))];
        return marks.Select(m => (m.Child, m.Unit, m.Date)).Distinct().Count();
    }

    private IEnumerable<NewMark> MarksFor(RollAnomaly item, string? fix, DateTime now)
    {
        var standing = item.Marks.Where(m => m.Stands).ToList();
        switch (fix)
        {
            case "present" when item.Times && item.Kind is "unmarked":
                return [Mark(MarkKind.Arrival, item.SlotFrom), Mark(MarkKind.Departure, item.SlotTo)];
            case "present" when item.Kind is "unmarked":
                return [Mark(MarkKind.Present)];
            case "absent" when item.Date <= tenant.Today:
                return [.. standing.Where(m => m.Kind != MarkKind.Absent).Select(m => Mark(MarkKind.Undo, null, m.Id)),
                    .. standing.Exists(m => m.Kind == MarkKind.Absent) ? Array.Empty<NewMark>() : [Mark(MarkKind.Absent)]];
            case "slot" when item.Kind is "clock":
                return [.. item.Arrival is null ? [Mark(MarkKind.Arrival, item.SlotFrom)] : Array.Empty<NewMark>(),
                    .. item.Departure is null ? [Mark(MarkKind.Departure, item.SlotTo)] : Array.Empty<NewMark>()];
            default:
                return [];
        }

        NewMark Mark(MarkKind kind, TimeOnly? time = null, Guid? replaces = null) => new(
            Guid.NewGuid(), item.ChildId, item.Unit, item.Date, kind, now, kind is MarkKind.Arrival or MarkKind.Departure ? time ?? new TimeOnly(12, 0) : null,
            replaces);
    }
}
