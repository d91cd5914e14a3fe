using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Families.Planning;
using Preau.Ui;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Documents;

/// <summary>« Mes documents »: what the commune asks for, what was sent, what became of it; what is to be done first.</summary>
public sealed class IndexModel(DocumentsClient documents) : PageModel
{
    public FileDocumentsView View { get; private set; } = null!;

    /// <summary>Anchor of the form that was sent and not taken.</summary>
    public string? Failed { get; private set; }

    public string? End { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? envoi, CancellationToken ct)
    {
        if (envoi is not null)
        {
            return RedirectToPage(new { envoi = (string?)null });
        }

        await ShowAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string? document, Guid? child, CancellationToken ct)
    {
        await ShowAsync(ct);
        if (View.Documents.FirstOrDefault(d => d.Key == document && d.ChildId == child) is not { } asked)
        {
            return RedirectToPage(new { envoi = (string?)null });
        }

        var anchor = DocumentWords.Anchor(asked.Key, child);
        var files = Request.Form.Files.GetFiles($"{anchor}-fichiers").Where(f => f.Length > 0).ToList();
        End = Request.Form[$"{anchor}-fin"].ToString();
        DateOnly? until = DateOnly.TryParseExact(End, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
        if (asked.AsksEnd && until is null)
        {
            ModelState.AddModelError($"{anchor}-fin", "Recopiez la date écrite sur le document.");
        }

        if ((files.Count == 0 ? "Choisissez un fichier ou une photo." : CertificateFiles.Problem(files)) is { } problem)
        {
            ModelState.AddModelError($"{anchor}-fichiers", problem);
        }

        foreach (var file in ModelState.IsValid ? files : [])
        {
            try
            {
                await using var bytes = file.OpenReadStream();
                View = await documents.SendAsync(asked.Key, child, until, bytes, ct);
            }
            catch (ApiProblem refused) when (refused.Status is 400 or 409)
            {
                ModelState.AddModelError(refused.Code == "document.end" ? $"{anchor}-fin" : $"{anchor}-fichiers", $"« {file.FileName} » : {refused.Detail}");
                break;
            }
        }

        if (!ModelState.IsValid)
        {
            Failed = anchor;
            return Page();
        }

        TempData["Toast"] = $"« {asked.Label} » est arrivé. La mairie le vérifie.";
        return Redirect(Url.Content("~/documents") + "#" + anchor);
    }

    public async Task<IActionResult> OnPostWithdrawAsync(Guid id, CancellationToken ct)
    {
        try
        {
            await documents.WithdrawAsync(id, ct);
            TempData["Toast"] = "L’envoi est retiré.";
            return RedirectToPage(new { envoi = (string?)null });
        }
        catch (ApiProblem problem) when (problem.Status is 404 or 409)
        {
            ModelState.AddModelError("", problem.Detail);
        }

        await ShowAsync(ct);
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        View = await documents.ListAsync(ct);
        ViewData["Title"] = "Mes documents";
    }
}
