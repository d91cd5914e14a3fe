using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Checks;

/// <summary>« À vérifier » : days that contradict something (F-94, Erreur), each set right with a reason.</summary>
[May(Permissions.Requests)]
internal sealed class IndexModel(ContractsClient planning) : PageModel
{
    public CheckList List { get; private set; } = null!;

    /// <summary>The day whose correction was refused.</summary>
    public (Guid Child, string Unit, DateOnly Date)? Refused { get; private set; }

    public string? Reason { get; private set; }

    public CellState? Chosen { get; private set; }

    public static IReadOnlyList<(CellState State, string Label)> Choices =>
        [(CellState.Free, "Rien : le jour est retiré"), (CellState.Booked, "Réservé"), (CellState.Present, "Présent"),
            (CellState.AbsentExcused, "Absent, excusé"), (CellState.AbsentBilled, "Absent, facturé")];

    public async Task OnGetAsync(CancellationToken ct) => List = await planning.ChecksAsync(ct);

    public async Task<IActionResult> OnPostAsync(Guid child, string unit, DateOnly date, long version, CellState? state, string? reason, CancellationToken ct)
    {
        if (state is null || reason?.Trim() is not { Length: >= 3 and <= 500 } why)
        {
            ModelState.Clear();
            ModelState.AddModelError(
                "", state is null
                    ? "Choisissez ce qui est juste pour ce jour."
                    : "Écrivez pourquoi vous corrigez, en 3 à 500 signes : ce mot reste dans l’historique du jour.");
        }
        else
        {
            try
            {
                await planning.CorrectAsync(new CorrectCell(child, unit, date, state, version, why), ct);
                TempData["Toast"] = $"{French.Sentence(French.ShortDay(date))} est corrigé. La facturation suit.";
                return RedirectToPage();
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }

        (Refused, Reason, Chosen) = ((child, unit, date), reason, state);
        List = await planning.ChecksAsync(ct);
        return Page();
    }
}
