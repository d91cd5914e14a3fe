using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Billing;

/// <summary>The rows of one anomaly, each with a way to mend it.</summary>
[May(Permissions.Billing + "," + Permissions.MoneyView)]
internal sealed class AnomalyModel(RunsClient runs, ContractsClient planning) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    public AnomalyRows Rows { get; private set; } = null!;

    /// <summary>What was just set right, and can be taken back.</summary>
    [BindProperty(SupportsGet = true, Name = "lot")]
    public Guid? Batch { get; set; }

    [BindProperty]
    public CellState? State { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>Days that were ticked, as <see cref="Value"/> writes them; all of the page before the first try.</summary>
    [BindProperty(Name = "jour")]
    public string[]? Picked { get; set; }

    /// <summary>Whether these rows are set right here, in Planning, many at once.</summary>
    public bool IsMendable => Choices.Count > 0 && Rows.Rows.Length > 0;

    public IReadOnlyList<(CellState State, string Label)> Choices => Key switch
    {
        "bookedNotSeen" => [(CellState.Present, "Présents"), (CellState.AbsentExcused, "Absents, excusés"), (CellState.AbsentBilled, "Absents, facturés")],
        "unbooked" => [(CellState.Present, "Acceptés comme réservés, au prix d’un jour réservé")],
        _ => [],
    };

    /// <summary>The roll's own list of these days, where hours are completed and presences struck
    /// out, many at once; null when the roll has no part in it.</summary>
    public string? Roll =>
        Key is "bookedNotSeen" or "unbooked" or "clockMissing" && Rows.Rows.Select(r => r.Date).OfType<DateOnly>().ToList() is { Count: > 0 } days
        ? Url.Page("/Roll/Anomalies", new { from = Iso(days.Min()), to = Iso(days.Max()) }) : null;

    public static string Value(AnomalyRow row) => string.Create(CultureInfo.InvariantCulture, $"{row.Child}|{row.Unit}|{row.Date:yyyy-MM-dd}|{row.Version}");

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <param name="apres">"Next" of the page before.</param>
    public async Task<IActionResult> OnGetAsync(string? apres, CancellationToken ct)
    {
        try
        {
            Rows = await runs.AnomalyAsync(Id, Key, apres, ct);
            State ??= Choices.Count == 1 ? Choices[0].State : null;
            return Page();
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404)
        {
            return NotFound();
        }
    }

    public async Task<IActionResult> OnPostAsync(string? apres, CancellationToken ct)
    {
        ModelState.Clear();
        var cells = (Picked ?? []).Select(Read).OfType<CellOfDay>().ToArray();
        if (cells.Length == 0 || State is null || Reason?.Trim() is not { Length: >= 3 and <= 500 } why)
        {
            ModelState.AddModelError("", cells.Length == 0 ? "Cochez au moins un jour." : State is null ? "Choisissez ce qui est juste pour ces jours."
                : "Écrivez pourquoi vous corrigez, en 3 à 500 signes : ce mot reste dans l’historique de chaque jour.");
            return await OnGetAsync(apres, ct);
        }

        try
        {
            var batch = Guid.NewGuid();
            var done = await planning.CorrectAsync(new CorrectCells(batch, cells, State, why), ct);
            TempData["Toast"] =
                $"{French.Count(done.Done, "jour corrigé", "jours corrigés")}. "
                    + (done.Left.Length > 0 ? $"{French.Count(done.Left.Length, "jour avait", "jours avaient")} changé entre-temps. " : "")
                    + "Les prix suivent.";
            return RedirectToPage(new { Id, Key, lot = done.Done > 0 ? batch : (Guid?)null });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 403 or 404 or 409)
        {
            ModelState.AddModelError("", problem.Status == 403 ? "Corriger le pointage demande le droit « demandes et planning »." : problem.Detail);
            return await OnGetAsync(apres, ct);
        }
    }

    /// <param name="lot">The batch to take back.</param>
    public async Task<IActionResult> OnPostUndoAsync(Guid lot, CancellationToken ct)
    {
        try
        {
            var undone = await planning.UndoAsync(lot, ct);
            TempData["Toast"] =
                $"{French.Count(undone.Done, "jour remis", "jours remis")} comme avant."
                    + (undone.Left.Length > 0 ? $" {French.Count(undone.Left.Length, "jour a", "jours ont")} changé depuis et restent." : "");
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 403 or 404)
        {
            TempData["Toast"] = problem.Detail;
        }

        return RedirectToPage(new { Id, Key });
    }

    private static CellOfDay? Read(string value) =>
        value.Split('|') is [var child, { Length: >= 1 and <= 64 } unit, var date, var version] && Guid.TryParse(child, out var id)
        && DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
        && long.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var seen)
        ? new CellOfDay(id, unit, day, seen) : null;
}
