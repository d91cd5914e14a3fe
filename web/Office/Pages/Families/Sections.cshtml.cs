using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>The forms of a family's file, filled by an agent from paper. Opening the page is a look at health answers, which the family sees.</summary>
[May(Permissions.Families)]
internal sealed class SectionsModel(SectionsClient sections, FamilyClient family) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public FamilyView Family { get; private set; } = null!;

    public FileSectionsView View { get; private set; } = null!;

    /// <summary>The form that was sent and not taken.</summary>
    public string? Failed { get; private set; }

    public Dictionary<string, string?> Typed { get; private set; } = [];

    public static string KeyOf(FileSectionView section) => section.ChildId is { } child ? $"{section.Section}-{child.ToString("N")[^6..]}" : section.Section;

    public static string Words(FileSectionField field, string? value) => field.Kind switch
    {
        _ when string.IsNullOrEmpty(value) => "sans réponse",
        "date" when DateOnly.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var day) =>
            French.Date(day),
        _ => value,
    };

    public static IEnumerable<SelectListItem> Choices(FileSectionField field) => field.Kind == "yesno"
        ? [new SelectListItem("Oui", "oui"), new SelectListItem("Non", "non")]
        : field.Choices.Select(c => new SelectListItem(c, c));

    public Task OnGetAsync(CancellationToken ct) => LoadAsync(ct);

    public async Task<IActionResult> OnPostAsync(string? section, Guid? child, CancellationToken ct)
    {
        await LoadAsync(ct);
        if (View.Sections.FirstOrDefault(s => s.Section == section && s.ChildId == child) is not { } form)
        {
            return RedirectToPage(new { id = Id });
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
                await sections.FillOneAsync(Id, form.Section, new FillSection(child, Typed), ct);
                TempData["Toast"] = $"« {form.Label} » est enregistré.";
                return RedirectToPage(new { id = Id });
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 409 or 422)
            {
                ModelState.AddModelError("", problem.Detail);
            }
        }

        Failed = key;
        return Page();
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        Family = await family.OneAsync(Id, ct);
        View = await sections.OneAsync(Id, ct);
    }
}
