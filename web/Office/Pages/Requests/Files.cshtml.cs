using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Requests;

/// <summary>Changes that families ask for in their files: old and new side by side, accepted line by line, refused with a reason.</summary>
[May(Permissions.Requests)]
internal sealed class FilesModel(FamilyRequestsClient requests, Told told) : PageModel
{
    public static IReadOnlyList<(string Key, string Label)> Types { get; } =
    [
        ("responsable", "Responsable"), ("conjoint", "Autre parent"), ("fiscales", "Informations fiscales"), ("caf", "CAF"), ("banque", "Banque"),
        ("enfant", "Identité d’un enfant"),
        ("personnes", "Personnes de confiance"), ("autorisations", "Autorisations"), ("complementaires", "Données complémentaires"),
        ("sanitaires", "Données sanitaires"),
        ("ajout-enfant", "Ajout d’un enfant"), ("inscription-scolaire", "Inscription scolaire"),
        ("acces", "Accès de l’autre parent"),
    ];

    [BindProperty(SupportsGet = true)]
    public string? Type { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The request whose decision was not taken, and what was ticked in it.</summary>
    public Guid? Failed { get; private set; }

    public IReadOnlyCollection<Guid> Ticked { get; private set; } = [];

    public FamilyRequestPage Queue { get; private set; } = null!;

    public string Link(int page) => Url.Page("/Requests/Files", new { type = Type, q = Q, p = page })!;

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, bool accept, Guid[] lines, CancellationToken ct)
    {
        try
        {
            var decided = await requests.DecideAsync(id, new DecideFamilyRequest(accept ? lines : [], Reason), ct);
            var word = decided.Status switch { RequestStatus.Accepted => "acceptée", RequestStatus.PartlyAccepted => "acceptée en partie", _ => "refusée" };
            TempData["Toast"] = $"Demande {decided.Number} {word}. {await told.OfAsync(decided.FamilyId, ct)}";
            return Redirect(Link(PageNumber));
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 403 or 404 or 409)
        {
            ModelState.Clear();
            ModelState.AddModelError(problem.Code == "reason.missing" ? "Reason" : "", problem.Detail);
        }

        (Failed, Ticked) = (id, lines);
        await LoadAsync(ct);
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Type = Types.Any(t => t.Key == Type) ? Type : null;
        Q = string.IsNullOrWhiteSpace(Q) ? null : Q.Length > 100 ? Q[..100] : Q;
        Queue = await requests.QueueAsync(ct, Type, Q, Math.Clamp(PageNumber, 1, 100_000));
    }
}
