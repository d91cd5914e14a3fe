using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Documents;

/// <summary>Documents of one family, and those an agent received on paper.</summary>
[May(Permissions.Families)]
internal sealed class FamilyModel(DocumentsClient documents, FamilyClient families) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public FamilyView Family { get; private set; } = null!;

    public FileDocumentsView View { get; private set; } = null!;

    /// <summary>Anchor of the form that was not taken.</summary>
    public string? Failed { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? envoi, CancellationToken ct)
    {
        if (envoi is not null)
        {
            return RedirectToPage(new { id = Id, envoi = (string?)null });
        }

        await LoadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? document, Guid? child, CancellationToken ct)
    {
        await LoadAsync(ct);
        if (View.Documents.FirstOrDefault(d => d.Key == document && d.ChildId == child) is not { } asked)
        {
            return RedirectToPage(new { id = Id, envoi = (string?)null });
        }

        var anchor = DocumentWords.Anchor(asked.Key, child);
        DateOnly? until = DateOnly.TryParseExact(Request.Form[$"{anchor}-fin"], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;
        if (Request.Form.Files.GetFile($"{anchor}-fichier") is not { Length: > 0 } file)
        {
            var isEmpty = Request.Form.Files.GetFile($"{anchor}-fichier") is not null;
            ModelState.AddModelError($"{anchor}-fichier", isEmpty ? "Ce fichier est vide : choisissez-en un autre." : "Choisissez un fichier.");
        }
        else
        {
            try
            {
                await using var bytes = file.OpenReadStream();
                await documents.SendAsync(asked.Key, child, until, bytes, ct, Id);
                TempData["Toast"] = $"« {asked.Label} » est déposé. Il reste à l’accepter dans « Pièces ».";
                return RedirectToPage(new { id = Id, envoi = (string?)null });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409)
            {
                ModelState.AddModelError(problem.Code == "document.end" ? $"{anchor}-fin" : $"{anchor}-fichier", problem.Detail);
            }
        }

        Failed = anchor;
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Family = await families.OneAsync(Id, ct);
        View = await documents.ListAsync(ct, Id);
    }
}
