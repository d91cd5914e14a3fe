using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Ui.Clients;

namespace Preau.Families.Pages.Account;

/// <summary>The forms of the family's file (F-43…F-59): what is obligatory, what is missing, one form each.</summary>
public sealed class FileModel(SectionsClient sections) : PageModel
{
    public FileSectionsView View { get; private set; } = null!;

    /// <summary>The form that was sent and not taken.</summary>
    public string? Failed { get; private set; }

    public Dictionary<string, string?> Typed { get; private set; } = [];

    public static string KeyOf(FileSectionView section) => section.ChildId is { } child ? $"{section.Section}-{child.ToString("N")[^6..]}" : section.Section;

    public Task OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostAsync(string? section, Guid? child, CancellationToken ct)
    {
        await ShowAsync(ct);
        if (View.Sections.FirstOrDefault(s => s.Section == section && s.ChildId == child) is not { } form)
        {
            return RedirectToPage();
        }
        var key = KeyOf(form);
        Typed = form.Fields.ToDictionary(f => f.Key, f => (string?)Request.Form[$"{key}-{f.Key}"].ToString());
        foreach (var field in form.Fields.Where(f => f.Required && string.IsNullOrWhiteSpace(Typed[f.Key])))
        {
            ModelState.AddModelError($"{key}-{field.Key}", "Répondez à cette question.");
        }
        if (ModelState.IsValid)
        {
            try
            {
                await sections.FillMineAsync(form.Section, new FillSection(child, Typed), ct);
                TempData["Toast"] = $"« {form.Label} » est enregistré.";
                return RedirectToPage();
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409 or 422)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }
        Failed = key;
        return Page();
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        View = await sections.MineAsync(ct);
        ViewData["Title"] = "Mon dossier";
    }
}
