using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Identity.Communes;
using Preau.Identity.Operating;
using Preau.Ui;

namespace Preau.Identity.Pages.Admin;

/// <summary>« Créer une commune »: four steps in one form. Buttons that only look (contrast, the
/// proposed colour) are submits too, so it works without scripts.</summary>
internal sealed class NewCommuneModel(CreateCommune create, CommuneCatalog communes, TimeProvider clock) : PageModel
{
    [BindProperty]
    public string? Name { get; set; }

    [BindProperty]
    public string? Slug { get; set; }

    [BindProperty]
    public string? Host { get; set; }

    [BindProperty]
    public string? Brand { get; set; } = Ui.Theme.DefaultBrand;

    [BindProperty]
    public string? Zone { get; set; } = "A";

    [BindProperty]
    public string? Territory { get; set; } = "metropole";

    [BindProperty]
    public Preset Preset { get; set; }

    [BindProperty]
    public string? Members { get; set; }

    [BindProperty]
    public string? AgentName { get; set; }

    [BindProperty]
    public string? AgentEmail { get; set; }

    /// <summary>The colour asked for; null when the text is no colour.</summary>
    public Theme? Asked => Ui.Theme.TryParse(Brand, out var theme) ? theme : null;

    public static IEnumerable<SelectListItem> Territories => NewCommune.Territories.Keys.Select(t => new SelectListItem(WordOf(t), t));

    public static IEnumerable<SelectListItem> Zones => NewCommune.Zones.Select(z => new SelectListItem("Zone " + z, z));

    /// <summary>« 2026-2027 », the year its rules begin with.</summary>
    public string SchoolYear =>
        clock.GetUtcNow() is { Month: >= 8 } now ? $"{now.Year}-{now.Year + 1}" : $"{clock.GetUtcNow().Year - 1}-{clock.GetUtcNow().Year}";

    public void OnPostCheck() => Checked();

    public void OnPostTake()
    {
        Brand = (Asked ?? Ui.Theme.Of(null)).Proposal().Brand;
        ModelState.Remove(nameof(Brand));
        Checked();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var commune = Given();
        ModelState.Clear();
        foreach (var (field, sentence) in await create.DoAsync(commune, User.Identity?.Name ?? "", ct))
        {
            ModelState.AddModelError(field, sentence);
        }

        if (!ModelState.IsValid)
        {
            (Slug, Name) = (commune.Slug, commune.Name);
            return Page();
        }

        await communes.AllAsync(ct);
        TempData["Toast"] = $"{commune.Name} est créée, en préparation. L’invitation part à {commune.AgentEmail}.";
        return RedirectToPage("/Admin/Commune", new { slug = commune.Slug });
    }

    public static string WordOf(string territory) => territory switch
    {
        "metropole" => "Métropole",
        "alsace-moselle" => "Alsace et Moselle",
        "reunion" => "La Réunion",
        "saint-barthelemy" => "Saint-Barthélemy",
        _ => French.Culture.TextInfo.ToTitleCase(territory),
    };

    public static string WordOf(Preset preset) => preset switch
    {
        Preset.Town => "Ville",
        Preset.Intercommunality => "Intercommunalité",
        Preset.Treasury => "La trésorerie encaisse",
        _ => "Village",
    };

    private NewCommune Given() => new(
        Name?.Trim() ?? "", Slug?.Trim() is { Length: > 0 } slug ? slug : NewCommune.SlugOf(Name ?? ""),
        Host?.Trim().ToLowerInvariant() is { Length: > 0 } host ? host : null,
        Brand?.Trim() ?? "", Zone ?? "", Territory ?? "", Preset,
        (Members ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), AgentName?.Trim() ?? "", AgentEmail?.Trim() ?? "");

    // Only what was asked to look at: the rest of the form is not finished yet.
    private void Checked()
    {
        ModelState.Clear();
        if (Given().Broken().FirstOrDefault(b => b.Field == nameof(Brand)) is { Sentence: { } sentence })
        {
            ModelState.AddModelError(nameof(Brand), sentence);
        }
    }
}
