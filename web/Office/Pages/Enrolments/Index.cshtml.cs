using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Enrolments;

/// <summary>Requests for an enrolment: pieces, places, one answer each.</summary>
[May(Permissions.Requests)]
internal sealed class IndexModel(PlanningEnrolmentsClient enrolments, Told told) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "etat")]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Service { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public bool Decided => State == "traitees";

    public EnrolmentQueue Queue { get; private set; } = null!;

    /// <summary>The request whose answer failed, with what was typed.</summary>
    public Guid? Failed { get; private set; }

    public string? Typed { get; private set; }

    public string? FieldError { get; private set; }

    /// <summary>« la fiche sanitaire »: obligatory, neither sent nor handed in.</summary>
    public static string[] Missing(EnrolmentRequestView asked) =>
        [.. asked.Pieces.Where(p => p is { Required: true, File: null, ReceivedAt: null }).Select(p => $"« {p.Label} »")];

    public string Link(int page) => Url.Page("/Enrolments/Index", new { etat = Decided ? State : null, service = Service, p = page })!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await LoadAsync(ct);
    }

    /// <summary>The file itself; that it was opened is noted for the family.</summary>
    public async Task<IActionResult> OnGetFileAsync(Guid id, string piece, CancellationToken ct)
    {
        var (content, type, name) = await enrolments.FileAsync(id, piece, ct);
        return File(content, type, name);
    }

    public async Task<IActionResult> OnPostDecideAsync(Guid id, bool accept, string? reason, CancellationToken ct)
    {
        var text = accept ? null : reason?.Trim();
        if (!accept && text is not { Length: >= 3 })
        {
            (Failed, Typed, FieldError) = (id, reason, "La famille doit savoir pourquoi : écrivez quelques mots.");
            ModelState.AddModelError("", FieldError);
        }
        else
        {
            try
            {
                var answer = await enrolments.DecideAsync(id, new DecideEnrolment(accept, text), ct);
                TempData["Toast"] = accept
                    ? $"Inscription {French.De(answer.Child)} à « {answer.ServiceLabel} » acceptée."
                        + (answer.BookedDays > 0 ? $" {French.Count(answer.BookedDays, "jour réservé", "jours réservés")}." : "")
                        + (Missing(answer) is { Length: > 0 } missing ? $" Il manque encore {French.List(missing)}." : "")
                    : $"Inscription {French.De(answer.Child)} refusée. {await told.OfAsync(answer.FamilyId, ct)}";
                return RedirectToPage();
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
            {
                (Failed, Typed) = (id, reason);
                ModelState.AddModelError("", problem.Detail);
            }
        }

        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostReceiveAsync(Guid id, string? piece, bool received, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(piece))
        {
            return NotFound();
        }

        await enrolments.ReceiveAsync(id, piece, received, ct);
        TempData["Toast"] = received ? "La pièce est notée comme reçue." : "La réception est annulée.";
        return RedirectToPage(new { etat = State });
    }

    private async Task LoadAsync(CancellationToken ct) =>
        Queue = await enrolments.QueueAsync(ct, Decided ? "decided" : null, Decided ? null : Service, Math.Clamp(Number, 1, 100_000));
}
