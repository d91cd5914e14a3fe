using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Evidence;

/// <summary>Certificates of absences: those received to accept or refuse, those awaited, those decided.</summary>
[May(Permissions.Requests)]
internal sealed class IndexModel(AbsencesClient absences, Told told) : PageModel
{
    /// <summary>"attendus", "acceptes", "refuses", "manques"; those to check without it.</summary>
    [BindProperty(SupportsGet = true, Name = "etat")]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The one whose refusal lacks its reason.</summary>
    public Guid? Refusing { get; private set; }

    /// <summary>Those that were ticked, to be decided together.</summary>
    [BindProperty(Name = "coche")]
    public Guid[]? Picked { get; set; }

    /// <summary>What is asked once more before many are decided; null while nothing is.</summary>
    public bool? Asks { get; private set; }

    public static bool IsOpen(EvidenceView item) => item.State is EvidenceState.Given or EvidenceState.Awaited or EvidenceState.Missed or EvidenceState.Refused;

    public EvidencePage List { get; private set; } = null!;

    public static IReadOnlyList<(string? Key, string Label)> Tabs =>
        [(null, "À vérifier"), ("attendus", "Attendus"), ("acceptes", "Acceptés"), ("refuses", "Refusés"), ("manques", "Pas arrivés")];

    public string Link(int page) => Url.Page("/Evidence/Index", new { etat = State, p = page })!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        List = await LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, bool accept, CancellationToken ct)
    {
        try
        {
            var done = await absences.DecideAsync(id, new DecideEvidence(accept, accept ? null : Reason?.Trim()), ct);
            TempData["Toast"] = $"Justificatif {French.De(done.Child)} {(accept ? "accepté" : "refusé")}. {await told.OfAsync(done.FamilyId, ct)}";
            return RedirectToPage(new { etat = State });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            ModelState.AddModelError(problem.Code == "reason.missing" ? "Reason" : "",
                problem.Code == "reason.missing" ? "Écrivez le motif du refus, en 3 à 500 signes : la famille le recevra." : problem.Detail);
            Refusing = id;
        }

        List = await LoadAsync(ct);
        return Page();
    }

    /// <summary>Asks first, with the count: the families are told at once. Pressed again, it decides.</summary>
    public async Task<IActionResult> OnPostManyAsync(bool accept, bool sure, CancellationToken ct)
    {
        Reason = Reason?.Trim();
        if (Picked is not { Length: > 0 } ids || (!accept && Reason is not { Length: >= 3 and <= 500 }))
        {
            ModelState.AddModelError("",
                Picked is { Length: > 0 } ? "Écrivez le motif du refus, en 3 à 500 signes : chaque famille le recevra." : "Cochez au moins un justificatif.");
        }
        else if (!sure)
        {
            Asks = accept;
        }
        else
        {
            try
            {
                var done = await absences.DecideAsync(new DecideEvidences(ids, accept, accept ? null : Reason), ct);
                TempData["Toast"] = (done.Done == 0
                    ? ""
                    : $"{French.Count(done.Done, "justificatif")} {(accept ? "accepté" : "refusé")}{(done.Done > 1 ? "s" : "")}, les familles sont prévenues. ")
                    + (done.Left == 0
                        ? ""
                        : $"{French.Count(done.Left, "n’a pas pu être décidé", "n’ont pas pu être décidés")} : absence reprise par la famille, "
                            + "ou hors de vos services.");
                return RedirectToPage(new { etat = State });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }

        List = await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnGetFileAsync(Guid id, Guid file, CancellationToken ct)
    {
        var (bytes, contentType, name) = await absences.FileAsync(id, file, ct);
        Response.Headers.CacheControl = "no-store";
        Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return File(bytes, contentType, name);
    }

    private Task<EvidencePage> LoadAsync(CancellationToken ct) => absences.QueueAsync(State switch
    {
        "attendus" => nameof(EvidenceState.Awaited),
        "acceptes" => nameof(EvidenceState.Accepted),
        "refuses" => nameof(EvidenceState.Refused),
        "manques" => nameof(EvidenceState.Missed),
        _ => nameof(EvidenceState.Given),
    }, PageNumber, ct);
}
