using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Requests;

/// <summary>A request with its number, each line's answer and its history; taken back as a whole until the limit (F-49, F-120).</summary>
public sealed class ReceiptModel(PlanningClient planning, AbsencesClient absences, PatternClient patterns, Prices prices, TenantContext tenant) : PageModel
{
    public RequestLines Lines { get; private set; } = null!;

    /// <summary>Certificates this request depends on.</summary>
    public IReadOnlyList<EvidenceView> Evidence { get; private set; } = [];

    /// <summary>Just sent: the third step.</summary>
    public bool IsNew { get; private set; }

    public bool MayUndo => Lines.Receipt.UndoUntil is { } until && until >= tenant.Now && Lines.Receipt.Status != RequestStatus.Cancelled;

    /// <summary>Lines that can still be taken back, one by one.</summary>
    public IReadOnlyList<ReceiptLine> Undoable => [.. Lines.Receipt.Lines.Where(l => l.UndoUntil is { } until && until >= tenant.Now).OrderBy(l => l.Date)];

    /// <summary>How taking all of it back is said; there is something to take back.</summary>
    public UndoWords Undo => UndoWords.Of(Undoable.Count > 0 ? Undoable : Lines.Receipt.Lines, Lines.Receipt.UndoUntil, tenant.Today);

    /// <summary>What became of a request that was just sent.</summary>
    public string SentWords
    {
        get
        {
            if (Lines.Receipt.Status == RequestStatus.Refused)
            {
                return "Votre demande est arrivée, mais elle ne peut pas être acceptée.";
            }

            var happened = Lines.Happened().Select(h => h.Text).ToList();
            return happened.Count == 0 ? "Rien n’a changé : tout cela était déjà dans le planning."
                : $"C’est envoyé : {French.List([.. happened])}."
                    + (Lines.Of(LineOutcome.Pending, LineOutcome.Waitlisted).Any() ? " La réponse arrivera dans vos messages." : "");
        }
    }

    /// <summary>What follows an outcome, after its words.</summary>
    public static string Then(LineOutcome outcome) => outcome switch
    {
        LineOutcome.Refused => " : la raison est écrite à côté",
        LineOutcome.Pending => " : la réponse arrivera dans vos messages",
        LineOutcome.Waitlisted => " : vous recevrez un message si une place se libère",
        _ => "",
    };

    /// <summary>Until when a line can be taken back.</summary>
    public string UndoLimit(ReceiptLine line) => line.Outcome is LineOutcome.Pending or LineOutcome.Waitlisted
        ? "tant que la mairie n’a pas répondu"
        : $"jusqu’au {French.Moment(line.UndoUntil!.Value, tenant.Today)}";

    public Task OnGetAsync(Guid id, string? nouveau, CancellationToken ct) => ShowAsync(id, nouveau is not null, ct);

    public async Task<IActionResult> OnPostUndoAsync(Guid id, CancellationToken ct)
    {
        try
        {
            await ShowAsync(id, isNew: false, ct);
            var done = Undo.Done;
            await planning.UndoAsync(id, ct);
            TempData["Toast"] = done;
            return RedirectToPage(new { id });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409 or 422)
        {
            ModelState.AddModelError("", problem.Detail);
        }

        await ShowAsync(id, isNew: false, ct);
        return Page();
    }

    /// <param name="lignes">Ids of the ticked lines.</param>
    public async Task<IActionResult> OnPostUndoSomeAsync(Guid id, Guid[] lignes, CancellationToken ct)
    {
        if (lignes.Length == 0)
        {
            ModelState.AddModelError("lignes", "Cochez au moins un jour à reprendre.");
        }
        else
        {
            try
            {
                await patterns.UndoAsync(id, lignes, ct);
                TempData["Toast"] = lignes.Length > 1
                    ? $"{lignes.Length} jours sont repris. Le planning est comme avant pour eux."
                    : "Ce jour est repris. Le planning est comme avant.";
                return RedirectToPage(new { id });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409 or 422)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }

        await ShowAsync(id, isNew: false, ct);
        return Page();
    }

    private async Task ShowAsync(Guid id, bool isNew, CancellationToken ct)
    {
        var receipt = await planning.RequestAsync(id, ct);
        Lines = await RequestLines.OfAsync(receipt, prices, preview: false, ct);
        if (receipt.Lines.Any(l => l.Action == IntentAction.Absence))
        {
            Evidence = [.. (await absences.EvidenceAsync(ct).OrNullAsync(ct) ?? [])
                .Where(e => e.RequestId == id || receipt.Lines.Any(l => l.ChildId == e.ChildId && e.Days.Any(d => d.Date == l.Date)))];
        }

        IsNew = isNew && receipt.Status != RequestStatus.Cancelled;
        ViewData["Title"] = $"Demande n° {receipt.Number}";
    }
}
