using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Documents;

/// <summary>Documents of families: sent and to be looked at, missing, ending soon.</summary>
[May(Permissions.Families)]
internal sealed class IndexModel(DocumentsClient documents) : PageModel
{
    /// <summary>"manquantes" or "a-renouveler"; those to look at without it.</summary>
    [BindProperty(SupportsGet = true, Name = "etat")]
    public string? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>The one whose decision was not taken.</summary>
    public Guid? Failed { get; private set; }

    public DocumentQueueView List { get; private set; } = null!;

    public string Link(int page) => Url.Page("/Documents/Index", new { etat = State, p = page })!;

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, bool accept, DateOnly? until, CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            try
            {
                await documents.DecideAsync(id, new DecideDocument(accept, accept ? until : null, accept ? null : Reason), ct);
                TempData["Toast"] = accept
                    ? "Pièce acceptée. La famille le voit dans ses documents."
                    : "Pièce refusée. La famille lit le motif dans ses documents.";
                return RedirectToPage(new { etat = State });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 403 or 404 or 409)
            {
                ModelState.AddModelError(problem.Code switch { "reason.missing" => "Reason", "document.end" => "until", _ => "" }, problem.Detail);
            }
        }

        Failed = accept ? null : id;
        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnGetFileAsync(Guid id, Guid file, CancellationToken ct)
    {
        var (bytes, contentType, name) = await documents.FileAsync(id, file, ct);
        Response.Headers.CacheControl = "no-store";
        Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        return File(bytes, contentType, name);
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        State = State is "manquantes" or "a-renouveler" ? State : null;
        List = await documents.QueueAsync(State switch { "manquantes" => "missing", "a-renouveler" => "expiring", _ => null },
            Math.Clamp(PageNumber, 1, 100_000), ct);
    }
}
