using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>Parents part: one of them gets a file, and each child stays, goes or lives in both. Read once more before it is done.</summary>
[May(Permissions.Families)]
internal sealed class SplitModel(FamilyFilesClient files, AccessCodesClient accounts) : PageModel
{
    public const string Confirm = "oui";
    public const string Correct = "corriger";

    public static readonly SelectListItem[] Choices = [new("Reste ici", nameof(SplitKind.Stays)), new("Part", nameof(SplitKind.Moves)),
        new("Chez les deux", nameof(SplitKind.Both))];

    public static readonly SelectListItem[] YesNo = [new("Oui, tarif des résidents", "true"), new("Non, tarif hors commune", "false")];

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
    public bool AddressUnknown { get; set; }

    /// <summary>Not said: asked, since the price depends on it.</summary>
    [BindProperty]
    public bool? Resident { get; set; }

    /// <summary><see cref="Confirm"/> or <see cref="Correct"/> after the review; none from the form.</summary>
    [BindProperty]
    public string? Act { get; set; }

    public bool IsReview { get; private set; }

    public string FamilyName { get; private set; } = "";

    public FileGroup[] Guardians { get; private set; } = [];

    public FileGroup[] Kids { get; private set; } = [];

    public string? Leaving => Array.Find(Guardians, g => g.Of == Guardian)?.Name;

    /// <summary>What becomes of the way into the portal of who leaves, as far as Identity says who has one.</summary>
    public string AccessWords { get; private set; } = "";

    /// <summary>What was told, as the fields of the form.</summary>
    public IEnumerable<(string Name, string? Value)> Told =>
    [
        ("Guardian", Guardian.ToString()), .. Kids.Select(k => ($"Kids[{k.Of}]", (string?)KindOf(k).ToString())),
        ("Street", Street), ("PostCode", PostCode), ("City", City),
        ("AddressUnknown", AddressUnknown ? "true" : "false"), ("Resident", Resident == true ? "true" : "false"),
    ];

    public SplitKind KindOf(FileGroup child) => Where.GetValueOrDefault(child.Of!.Value, SplitKind.Both);

    public Task OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        return LoadAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        ModelState.Clear();
        await LoadAsync(ct);
        if (Act == Correct || !IsWhole())
        {
            return Page();
        }

        if (Act != Confirm)
        {
            AccessWords = (await accounts.WithAccountAsync([Guardian!.Value], ct))?.Contains(Guardian.Value) switch
            {
                true => $"{Leaving} garde son compte, et ne voit plus que le nouveau dossier",
                false => $"{Leaving} n’a pas de compte : invitez depuis le nouveau dossier",
                null => $"Si {Leaving} a un compte, il reste, et ne voit plus que le nouveau dossier",
            };
            IsReview = true;
            return Page();
        }

        try
        {
            SplitChild[] children = [.. Kids.Select(k => new SplitChild(k.Of, KindOf(k)))];
            var made = await files.SplitAsync(Id, new SplitFamily(Guardian, children, Street, PostCode, City, Resident == true, AddressUnknown), ct);
            TempData["Toast"] = $"Dossier {made.Name} ouvert, n° {made.Number}.";
            return RedirectToPage("/Families/File", new { id = made.FamilyId });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
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

    private bool IsWhole()
    {
        if (Leaving is null)
        {
            ModelState.AddModelError("Guardian", "Choisissez le parent qui reçoit un dossier.");
        }

        (string Field, string? Value, string Asked)[] address = AddressUnknown ? []
            :
            [
                ("Street", Street, "Écrivez la nouvelle adresse, ou cochez « Adresse inconnue pour le moment »."),
                ("PostCode", PostCode, "Écrivez le code postal."), ("City", City, "Écrivez la ville."),
            ];
        foreach (var (field, _, asked) in address.Where(a => string.IsNullOrWhiteSpace(a.Value)))
        {
            ModelState.AddModelError(field, asked);
        }

        if (!AddressUnknown && PostCode?.Trim() is { Length: > 0 } code && !(code.Length == 5 && code.All(char.IsAsciiDigit)))
        {
            ModelState.AddModelError("PostCode", "Un code postal a cinq chiffres : « 38330 ».");
        }

        if (Resident is null)
        {
            ModelState.AddModelError("Resident", "Dites s’il réside dans la commune : le tarif en dépend.");
        }

        return ModelState.IsValid;
    }

    private async Task LoadAsync(CancellationToken ct)
    {
        var view = await files.FieldsAsync(Id, ct);
        FamilyName = view.Name;
        Guardians = [.. view.Groups.Where(g => g.Subject == "guardian")];
        Kids = [.. view.Groups.Where(g => g.Subject == "child")];
    }
}
