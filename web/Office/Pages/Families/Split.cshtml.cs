using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>Parents part: one of them gets a file, and each child stays, goes or lives in both.</summary>
[May(Permissions.Families)]
internal sealed class SplitModel(FamilyFilesClient files) : PageModel
{
    public static readonly SelectListItem[] Choices = [new("Reste ici", nameof(SplitKind.Stays)), new("Part", nameof(SplitKind.Moves)), new("Chez les deux", nameof(SplitKind.Both))];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty]
    public Guid? Guardian { get; set; }

    /// <summary>By child: a name of <see cref="SplitKind"/>.</summary>
    [BindProperty(Name = "Kids")]
    public Dictionary<Guid, SplitKind> Where { get; set; } = [];

    [BindProperty]
    public string? Street { get; set; }

    [BindProperty]
    public string? PostCode { get; set; }

    [BindProperty]
    public string? City { get; set; }

    [BindProperty]
    public bool Resident { get; set; }

    public string FamilyName { get; private set; } = "";

    public FileGroup[] Guardians { get; private set; } = [];

    public FileGroup[] Kids { get; private set; } = [];

    public string ChoiceOf(FileGroup child) => Where.GetValueOrDefault(child.Of!.Value, SplitKind.Both).ToString();

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await LoadAsync(ct);
        if (Guardian is null)
        {
            ModelState.AddModelError("Guardian", "Choisissez le parent qui reçoit un dossier.");
            return Page();
        }
        try
        {
            var made = await files.SplitAsync(Id, new SplitFamily(Guardian, [.. Kids.Select(k => new SplitChild(k.Of, Where.GetValueOrDefault(k.Of!.Value, SplitKind.Both)))], Street, PostCode, City, Resident), ct);
            TempData["Toast"] = $"Dossier {made.Name} ouvert, n° {made.Number}.";
            return RedirectToPage("/Families/File", new { id = made.FamilyId });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            foreach (var (place, texts) in problem.Errors)
            {
                ModelState.AddModelError(place switch { "household.postCode" => "PostCode", "household.city" => "City", _ => "Street" }, texts[0]);
            }
            if (problem.Errors.Count == 0)
            {
                ModelState.AddModelError("", problem.Detail);
            }
            return Page();
        }
    }

    async Task LoadAsync(CancellationToken ct)
    {
        var view = await files.FieldsAsync(Id, ct);
        FamilyName = view.Name;
        Guardians = [.. view.Groups.Where(g => g.Subject == "guardian")];
        Kids = [.. view.Groups.Where(g => g.Subject == "child")];
    }
}
