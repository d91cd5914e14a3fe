using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Import;

/// <summary>A run: checked and corrected while it is a draft, watched while it writes, taken back as one act.</summary>
[May(Permissions.Families)]
internal sealed class OneModel(ImportsClient imports) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public Dictionary<int, string?> Mapping { get; set; } = [];

    [BindProperty]
    public string? School { get; set; }

    [BindProperty]
    public bool Creates { get; set; }

    [BindProperty]
    public List<Ask> Asked { get; set; } = [];

    [BindProperty]
    public List<Fix> Fixed { get; set; } = [];

    public ImportView View { get; private set; } = null!;

    /// <summary>Columns tell of a guardian, and none of them a name.</summary>
    public bool LacksGuardianName => View.Columns.Any(c => c.Target.StartsWith("guardian.", StringComparison.Ordinal))
        && !View.Columns.Any(c => c.Target is "guardian.lastName" or "guardian.firstName");

    /// <summary>« 2 lignes attendront ici, 1 ligne laissée ».</summary>
    public string WaitWords
    {
        get
        {
            var (waits, left) = (View.Counts.Ask + View.Counts.Wrong, View.Counts.Left);
            return (waits == 0 ? "Rien n’attend" : $"{French.Count(waits, "ligne attendra", "lignes attendront")} ici")
                + (left > 0 ? $", {French.Count(left, "ligne laissée", "lignes laissées")}" : "");
        }
    }

    public string StartWords => View.Counts.Ready == 1 ? "Importer la ligne" : $"Importer les {French.Number(View.Counts.Ready)} lignes";

    public string AgainWords => View.Counts.Left == 1 ? "Reprendre la ligne laissée" : $"Reprendre les {French.Number(View.Counts.Left)} lignes laissées";

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        View = await imports.OneAsync(Id, ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct) => await SaveAsync(ct) ? RedirectToPage(new { id = Id }) : Page();

    public async Task<IActionResult> OnPostStartAsync(CancellationToken ct)
    {
        if (!await SaveAsync(ct))
        {
            return Page();
        }

        return await ActAsync(() => imports.StartAsync(Id, ct), ct);
    }

    public Task<IActionResult> OnPostUndoAsync(CancellationToken ct) => ActAsync(() => imports.UndoAsync(Id, ct), ct);

    /// <summary>What was left is looked at again.</summary>
    public Task<IActionResult> OnPostAgainAsync(CancellationToken ct) =>
        ActAsync(() => imports.ChangeAsync(Id, new ChangeImport(null, null, null, null, null, TakeBack: true), ct), ct);

    public async Task<IActionResult> OnPostDropAsync(CancellationToken ct)
    {
        var result = await ActAsync(() => imports.DropAsync(Id, ct), ct);
        if (result is RedirectToPageResult)
        {
            TempData["Toast"] = "Import abandonné : rien n’a été écrit.";
            return RedirectToPage("/Import/Index");
        }

        return result;
    }

    private async Task<IActionResult> ActAsync(Func<Task> act, CancellationToken ct)
    {
        ModelState.Clear();
        try
        {
            await act();
            return RedirectToPage(new { id = Id });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
        }

        View = await imports.OneAsync(Id, ct);
        return Page();
    }

    private async Task<bool> SaveAsync(CancellationToken ct)
    {
        ModelState.Clear();
        View = await imports.OneAsync(Id, ct);
        var draft = View.Run.State == "Draft";
        ImportFix[] fixes = [.. Fixed.Where(f => f is { Column: >= 0, Leave: false } && (f.Value ?? "") != (f.Was ?? ""))
            .Select(f => new ImportFix(f.Line, f.Column, f.Value))];
        ImportChoice[] choices = [.. Asked.Where(a => a.Choice is not null).Select(a => new ImportChoice(a.Line, a.Choice)),
            .. Fixed.Where(f => f.Leave).Select(f => new ImportChoice(f.Line, "skip")).Distinct()];
        try
        {
            View = await imports.ChangeAsync(Id, new ChangeImport(
                draft && Mapping.Count == View.Columns.Length ? [.. View.Columns.Select(c => Mapping.GetValueOrDefault(c.Index) ?? "")] : null,
                draft ? School ?? "" : null, draft ? Creates : null, fixes, choices),
                ct);
            return true;
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
            return false;
        }
    }

    internal sealed class Ask
    {
        public int Line { get; set; }

        public string? Choice { get; set; }
    }

    internal sealed class Fix
    {
        public int Line { get; set; }

        public int Column { get; set; }

        public string? Was { get; set; }

        public string? Value { get; set; }

        public bool Leave { get; set; }
    }
}
