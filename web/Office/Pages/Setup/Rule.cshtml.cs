using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Office.Pages.Setup.Drafting;
using Preau.Office.Pages.Setup.Forms;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>The limits of a rule set as sentences, with what families will read. Saving adds a version from a date on; one in force is never changed.</summary>
[May(Permissions.Settings)]
internal sealed class RuleModel(PlanningSetupClient setup, TenantContext tenant) : SetupPage(setup)
{
    private HashSet<string> _inForce = [];
    private bool _isNew;

    [BindProperty(SupportsGet = true)]
    public string Name { get; set; } = "";

    /// <summary>Whose days the preview shows.</summary>
    [BindProperty(SupportsGet = true, Name = "service")]
    public string? Service { get; set; }

    /// <summary>The version that the form began with: members that it doesn't know are taken from it.</summary>
    [BindProperty]
    public string? Base { get; set; }

    /// <summary>Mend the version that the form began with, although it is in force.</summary>
    [BindProperty]
    public bool Correct { get; set; }

    [BindProperty]
    public RuleForm Input { get; set; } = new();

    public JsonObject[] Users { get; private set; } = [];

    public DateOnly[] History { get; private set; } = [];

    public RulePreview? Preview { get; private set; }

    /// <summary>The version that the form began with holds already.</summary>
    public DateOnly? HoldsSince => DateOnly.TryParseExact(Base, "yyyy-MM-dd", out var day) && day <= tenant.Today && _inForce.Contains(Base!) ? day : null;

    /// <summary>It is still to come, and others remain without it.</summary>
    public bool MayRemove => HoldsSince is null && History.Length > 1;

    public int PeriodCount => Document.Versions(Name).Sum(v => v.Elements("periods").Count());

    public string FromHelp =>
        _isNew
            ? "Cette règle n’est pas encore en vigueur : toute date convient."
            : "Demain au plus tôt. À la même date qu’une version à venir, elle la remplace.";

    public static IEnumerable<SelectListItem> FullChoices =>
        SetupText.Choices(("refuse", "Refuser"), ("toAgent", "Envoyer à un agent"), ("waitingList", "Mettre en liste d’attente"));

    public async Task<IActionResult> OnGetAsync(string? version, CancellationToken ct)
    {
        if (!await PrepareAsync(ct))
        {
            return NotFound();
        }

        ModelState.Clear();
        await ShowAsync(version, ct);
        return Page();
    }

    /// <summary>Criteria added, moved or taken away; nothing is saved.</summary>
    public async Task<IActionResult> OnPostRowsAsync(string? act, CancellationToken ct)
    {
        var revision = Revision;
        if (!await PrepareAsync(ct))
        {
            return NotFound();
        }

        Revision = revision;
        Input.Criteria.Apply(act, "criteria", () => new CriterionForm());
        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> OnPostPreviewAsync(CancellationToken ct)
    {
        if (!await PrepareAsync(ct))
        {
            return NotFound();
        }

        await ShowPreviewAsync(Build(), ct);
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken ct)
    {
        var revision = Revision;
        if (!await PrepareAsync(ct))
        {
            return NotFound();
        }

        Revision = revision;
        if (Correct && HoldsSince is { } since)
        {
            Input.From = since;
            ModelState.Remove("Input.From");
        }

        var built = Build();
        var from = Input.From.GetValueOrDefault().Iso();
        if (HoldsSince is not null && !Correct && IsSame(built))
        {
            TempData["Toast"] = "Aucun changement : tout est resté comme avant.";
            return RedirectToPage(new { name = Name, service = Service });
        }

        if (Input.From is { } day && !_isNew && !(Correct && from == Base) && day <= tenant.Today)
        {
            ModelState.AddModelError("Input.From",
                $"Choisissez un jour à partir de demain, le {French.DayOfMonth(tenant.Today.AddDays(1))} : ce qui est déjà en vigueur ne change plus.");
        }

        if (ModelState.IsValid)
        {
            var change = Document.Versions(Name).Any(v => v.Text("validFrom") == from) ? Put($"rules/{Name}/{from}", built)
                : _isNew && Document.Versions(Name).Count() == 1 ? Put($"rules/{Name}/{Base}", built) : Put($"rules/{Name}/-", WithoutPeriods(built));
            if (await TryChangeAsync($"Règle « {Name} » dans le brouillon, pour les jours à partir du {French.DayOfMonth(Input.From!.Value, tenant.Today)}.",
                ct, change))
            {
                return RedirectToPage("/Setup/Draft");
            }
        }

        await ShowPreviewAsync(built, ct);
        return Page();
    }

    /// <summary>Takes away a version that is still to come.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        var revision = Revision;
        if (!await PrepareAsync(ct))
        {
            return NotFound();
        }

        Revision = revision;
        Only("");
        if (Document.Versions(Name).All(v => v.Text("validFrom") != Base) || !MayRemove)
        {
            ModelState.AddModelError("",
                "Cette version ne peut pas être retirée : seule une version à venir le peut, tant qu’il en reste une autre. "
                    + "Choisissez-la dans la liste des versions.");
        }
        else if (await TryChangeAsync("Version à venir retirée dans le brouillon.", ct, Put($"rules/{Name}/{Base}", null)))
        {
            return RedirectToPage(new { name = Name, service = Service });
        }

        await ShowAsync(Base, ct);
        return Page();
    }

    /// <summary>The form as that version is; the latest one when there is none of that day.</summary>
    private async Task ShowAsync(string? version, CancellationToken ct)
    {
        var shown = Document.Versions(Name).LastOrDefault(v => v.Text("validFrom") == version) ?? Document.Versions(Name).Last();
        Base = shown.Text("validFrom");
        Input = RuleForm.Of(shown);
        Input.From = shown.Day("validFrom") is { } own && (_isNew || own > tenant.Today) ? own : FirstMonday();
        await ShowPreviewAsync(shown, ct);
    }

    private async Task<bool> PrepareAsync(CancellationToken ct)
    {
        var inForce = Setup.InForceAsync(ct);
        await LoadAsync(ct);
        var document = new SetupDocument((await inForce).Document);
        _inForce = [.. document.Versions(Name).Select(v => v.Text("validFrom"))];
        _isNew = _inForce.Count == 0;
        Users = [.. Document.Services.Select(s => s.Service).Where(s => s.Text("rule") == Name)];
        History = [.. Document.Versions(Name).Select(v => v.Day("validFrom")).OfType<DateOnly>()];
        if (Users.All(u => u.Text("key") != Service))
        {
            Service = Users.FirstOrDefault()?.Text("key");
        }

        Input.AddEmpty();
        return Document.RuleNames.Contains(Name);
    }

    /// <summary>The version that the form began with, and on it what the form says.</summary>
    private JsonObject Build()
    {
        var known = Document.Versions(Name).FirstOrDefault(v => v.Text("validFrom") == Base) ?? Document.Versions(Name).Last();
        var version = known.DeepClone().AsObject();
        Input.WriteTo(version, ModelState);
        return version;
    }

    private bool IsSame(JsonObject built)
    {
        var again = built.Copy();
        again["validFrom"] = Base;
        return Document.Versions(Name).Any(v => v.Text("validFrom") == Base && v.ToJsonString() == again.ToJsonString());
    }

    // Periods have their own days, whatever the version: once is enough.
    private static JsonObject WithoutPeriods(JsonObject version)
    {
        version.Remove("periods");
        return version;
    }

    private async Task ShowPreviewAsync(JsonObject version, CancellationToken ct)
    {
        if (!ModelState.IsValid || Service is null)
        {
            return;
        }

        try
        {
            Preview = await Setup.PreviewAsync(Service, JsonSerializer.SerializeToElement(version), Input.From, ct);
        }
        catch (ApiProblem problem) when (problem.Status == 400)
        {
            ModelState.AddModelError("", Words(problem));
        }
    }

    // A rule that begins in the middle of a week surprises everybody.
    private DateOnly FirstMonday() => tenant.Today.AddDays(((8 - (int)tenant.Today.DayOfWeek) % 7) is 0 ? 7 : (8 - (int)tenant.Today.DayOfWeek) % 7);
}
