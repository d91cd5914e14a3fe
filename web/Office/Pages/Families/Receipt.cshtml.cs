using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>The receipt of what an agent entered in a family's name, to print at the counter; taken back when it was a mistake.</summary>
[May(Permissions.Requests)]
internal sealed class ReceiptModel(PlanningClient planning, FamilyClient family) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public FamilyView Family { get; private set; } = null!;

    public Receipt Receipt { get; private set; } = null!;

    public int Waiting => Receipt.Lines.Count(l => l.Outcome == LineOutcome.Pending);

    public string? Month => Receipt.Lines.FirstOrDefault()?.Date.ToString("yyyy-MM", CultureInfo.InvariantCulture);

    public Task OnGetAsync(Guid request, CancellationToken ct) => LoadAsync(request, ct);

    public async Task<IActionResult> OnPostUndoAsync(Guid request, CancellationToken ct)
    {
        try
        {
            var done = await planning.UndoAsync(request, ct);
            TempData["Toast"] = done.Lines.Any(l => l.Action == IntentAction.Book)
                ? "La demande est annulée. Rien n’en reste dans le planning."
                : "La demande est reprise : les réservations sont comme avant.";
            return RedirectToPage(new { id = Id, request });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409 or 422)
        {
            ModelState.AddModelError("", problem.Detail);
        }

        await LoadAsync(request, ct);
        return Page();
    }

    private async Task LoadAsync(Guid request, CancellationToken ct)
    {
        Receipt = await planning.RequestAsync(request, ct);
        Family = await family.OneAsync(Id, ct);
    }
}
