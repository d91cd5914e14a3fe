using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Families;

/// <summary>Whose week it is: the rule between two households, holidays, exceptions and swaps.</summary>
[May(Permissions.Families)]
internal sealed class CustodyPageModel(FamilyFilesClient files) : PageModel
{
    public static readonly SelectListItem[] Weeks =
    [
        new("Une semaine sur deux", nameof(CustodyWeeks.Alternate)), new("Semaines impaires", nameof(CustodyWeeks.Odd)),
        new("Semaines paires", nameof(CustodyWeeks.Even)), new("Toujours, sauf exceptions", nameof(CustodyWeeks.Always)),
    ];

    public static readonly SelectListItem[] Holidays =
    [
        new("Comme les autres semaines", nameof(CustodyHolidays.AsWeeks)),
        new("Première moitié ici les années paires", nameof(CustodyHolidays.FirstInEvenYears)),
        new("Première moitié ici les années impaires", nameof(CustodyHolidays.FirstInOddYears)),
    ];

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Child { get; set; }

    [BindProperty(SupportsGet = true, Name = "avec")]
    public Guid? Other { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    [BindProperty]
    public RuleForm Input { get; set; } = new();

    [BindProperty]
    public DaysForm Days { get; set; } = new();

    public CustodyView? View { get; private set; }

    public string FamilyName { get; private set; } = "";

    public string ChildName { get; private set; } = "";

    public string OtherName { get; private set; } = "";

    public FamilyPage? Found { get; private set; }

    public static SelectListItem[] Where(CustodyView view) => [new("ici", "true"), new($"chez {view.OtherParent}", "false")];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        ModelState.Clear();
        if (!await LoadAsync(ct))
        {
            return NotFound();
        }

        if (View is { } view)
        {
            Input = new RuleForm { Weeks = view.Weeks, Anchor = view.Anchor, Holidays = view.Holidays };
        }

        return Page();
    }

    public Task<IActionResult> OnPostAsync(CancellationToken ct) => ActAsync("Garde enregistrée : les deux dossiers suivent.", "Input",
        () => files.SetCustodyAsync(Id, Child, new SetCustody(Other, Input.Weeks, Input.Anchor, Input.Holidays, null), ct), ct);

    public Task<IActionResult> OnPostDaysAsync(CancellationToken ct) => Days is { From: null } or { Until: null } ? MissingAsync(ct)
        : ActAsync("Jours enregistrés.", "Days", () => files.AddCustodyDaysAsync(Id, Child, new AddCustodyDays(Days.From, Days.Until, Days.Here), ct), ct);

    public Task<IActionResult> OnPostNoDaysAsync(Guid exception, CancellationToken ct) =>
        ActAsync("Retiré : la règle vaut de nouveau.", "", () => files.RemoveCustodyDaysAsync(Id, Child, exception, ct), ct);

    private async Task<IActionResult> MissingAsync(CancellationToken ct)
    {
        ModelState.Clear();
        ModelState.AddModelError(Days.From is null ? "Days.From" : "Days.Until", "Indiquez le jour.");
        return await LoadAsync(ct) ? Page() : NotFound();
    }

    private async Task<IActionResult> ActAsync(string said, string form, Func<Task> act, CancellationToken ct)
    {
        ModelState.Clear();
        try
        {
            await act();
            TempData["Toast"] = said;
            return RedirectToPage(new { id = Id, child = Child });
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404 or 409)
        {
            ModelState.AddModelError(problem.Code switch { "custody.anchor" => "Input.Anchor", "custody.days" => "Days.Until", _ => "" },
                problem.Errors.Count > 0 && form == "Input" ? "Choisissez la règle et les vacances." : problem.Detail);
        }

        return await LoadAsync(ct) ? Page() : NotFound();
    }

    private async Task<bool> LoadAsync(CancellationToken ct)
    {
        var file = await files.FieldsAsync(Id, ct);
        if (Array.Find(file.Groups, g => g.Subject == "child" && g.Of == Child) is not { } child)
        {
            return false;
        }

        (FamilyName, ChildName) = (file.Name, child.Name);
        try
        {
            View = await files.CustodyAsync(Id, Child, ct);
        }
        catch (ApiProblem problem) when (problem.Status == 404)
        {
            View = null;
        }

        OtherName = View is null && Other is { } other ? (await files.FieldsAsync(other, ct)).Name : "";
        Q = Q?.Trim() is { Length: > 100 } words ? words[..100] : Q?.Trim();
        Found = View is null && Other is null && !string.IsNullOrEmpty(Q) ? await files.SearchAsync(Q, null, false, ct) : null;
        return true;
    }

    internal sealed class RuleForm
    {
        public CustodyWeeks? Weeks { get; set; }

        public DateOnly? Anchor { get; set; }

        public CustodyHolidays? Holidays { get; set; } = CustodyHolidays.AsWeeks;
    }

    internal sealed class DaysForm
    {
        public DateOnly? From { get; set; }

        public DateOnly? Until { get; set; }

        public bool Here { get; set; } = true;
    }
}
