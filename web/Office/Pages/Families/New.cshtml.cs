using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>The quick form of a new family.</summary>
[May(Permissions.Families)]
internal sealed class NewModel(FamilyFilesClient files) : PageModel
{
    private static readonly string[] OfGuardian = ["civility", "role", "firstName", "lastName", "mobile", "email"];
    private static readonly string[] OfHousehold = ["street", "postCode", "city", "resident"];
    private static readonly string[] OfChild = ["firstName", "lastName", "birthDate", "gender", "school", "grade"];

    private FileGroup _guardian = null!;
    private FileGroup _household = null!;
    private FileGroup _child = null!;

    [BindProperty]
    public Dictionary<string, string?> Guardian { get; set; } = [];

    [BindProperty]
    public Dictionary<string, string?> Household { get; set; } = new() { ["resident"] = "oui" };

    [BindProperty]
    public List<Dictionary<string, string?>> Children { get; set; } = [];

    [BindProperty]
    public bool EvenIfKnown { get; set; }

    public string? Asked { get; private set; }

    public FieldsForm GuardianForm => new(_guardian, "Guardian", Guardian, OfGuardian);

    public FieldsForm HouseholdForm => new(_household, "Household", Household, OfHousehold);

    private static string Whose(string subject, string? at) =>
        subject switch { "guardian" => "responsable", "household" => "foyer", _ => int.TryParse(at, out var row) && row > 0 ? $"{row + 1}e enfant" : "enfant" };

    public FieldsForm ChildForm(int index) => new(_child, $"Children[{index}]", Children[index], OfChild);

    public Task OnGetAsync(CancellationToken ct)
    {
        Children = [[]];
        return LoadAsync(ct);
    }

    public async Task OnPostMoreAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (Children.Count < 12)
        {
            // The next child often has the name of the one before.
            Children.Add(new() { ["lastName"] = Children.Count > 0 ? Children[^1].GetValueOrDefault("lastName") : Guardian.GetValueOrDefault("lastName") });
        }

        await LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        // The name alone may have been proposed; anything else was typed, and what is missing beside it is asked for.
        var kept = Children.Where(c => OfChild.Any(f => f != "lastName" && !string.IsNullOrWhiteSpace(c.GetValueOrDefault(f)))).ToList();
        foreach (var child in kept.Where(c => string.IsNullOrWhiteSpace(c.GetValueOrDefault("lastName"))))
        {
            child["lastName"] = Guardian.GetValueOrDefault("lastName");
        }

        try
        {
            var made = await files.CreateAsync(new NewFamily(Guardian, Household, [.. kept], EvenIfKnown), ct);
            TempData["Toast"] = $"Dossier {made.Name} créé, n° {made.Number}.";
            return RedirectToPage("/Families/File", new { id = made.FamilyId });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            Children = kept.Count > 0 ? kept : [[]];
            Asked = problem.Code == "family.duplicate" ? problem.Detail : null;
            if (Asked is null)
            {
                FieldsForm.AddErrors(
                    ModelState, problem, (subject, at) => subject switch { "guardian" => "Guardian", "household" => "Household", _ => $"Children[{at}]" },
                    Whose);
            }

            await LoadAsync(ct);
            return Page();
        }
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        (_guardian, _household, _child) =
            (await files.BlankAsync("guardian", ct), await files.BlankAsync("household", ct), await files.BlankAsync("child", ct));
        while (Children.Count > 12)
        {
            Children.RemoveAt(12);
        }
    }
}
