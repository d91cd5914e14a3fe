using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Planning;

/// <summary>The certificate of one absence: until when, what was sent, who opened it, what was decided (F-90).</summary>
public sealed class EvidenceModel(AbsencesClient absences) : PageModel
{
    [BindProperty]
    public IReadOnlyList<IFormFile> Files { get; set; } = [];

    public EvidenceView Evidence { get; private set; } = null!;

    public async Task OnGetAsync(Guid id, CancellationToken ct)
    {
        Evidence = await absences.OneAsync(id, ct);
        if (TempData["Problem"] is string problem)
        {
            ModelState.AddModelError(nameof(Files), problem);
        }

        ViewData["Title"] = "Justificatif d’absence";
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken ct)
    {
        var files = Files.Where(f => f.Length > 0).ToList();
        var problem = files.Count == 0
            ? "Choisissez une photo ou un PDF."
            : CertificateFiles.Problem(files) ?? await CertificateFiles.SendAsync(absences, id, files, ct);
        if (problem is null)
        {
            TempData["Toast"] = files.Count > 1 ? "Vos fichiers sont arrivés. Un agent les regardera." : "Votre fichier est arrivé. Un agent le regardera.";
            return RedirectToPage(new { id, envoi = (string?)null });
        }

        ModelState.AddModelError(nameof(Files), problem);
        Evidence = await absences.OneAsync(id, ct);
        ViewData["Title"] = "Justificatif d’absence";
        return Page();
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Guid id, Guid file, CancellationToken ct)
    {
        try
        {
            await absences.WithdrawAsync(id, file, ct);
            TempData["Toast"] = "Le fichier est retiré. Personne ne peut plus l’ouvrir.";
        }
        catch (ApiProblem problem) when (problem.Status is 409)
        {
            TempData["Problem"] = problem.Detail;
        }

        return RedirectToPage(new { id, envoi = (string?)null });
    }
}
