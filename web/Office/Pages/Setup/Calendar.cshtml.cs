using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Office.Pages.Setup.Drafting;
using Preau.Platform;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>The school year of a service or of the commune on one page; closures, local days, and the official calendar compared before it is taken.</summary>
[May(Permissions.Settings)]
internal sealed class CalendarModel(PlanningSetupClient setup) : SetupPage(setup)
{
    private const int MostBytes = 1_000_000;

    [BindProperty(SupportsGet = true, Name = "year")]
    public int? Asked { get; set; }

    [BindProperty(SupportsGet = true, Name = "service")]
    public string? Service { get; set; }

    [BindProperty]
    public ClosureForm Closure { get; set; } = new();

    [BindProperty]
    public LocalDay Local { get; set; } = new();

    public YearView Year { get; private set; } = null!;

    public CalendarImportView? Imported { get; private set; }

    public IEnumerable<(JsonObject Closure, int Index)> Closures => Document.Root.Elements("closures").Select((c, i) => (c, i))
        .Where(c => c.c.Day("last") >= new DateOnly(Year.Year, 9, 1) && c.c.Day("first") <= new DateOnly(Year.Year + 1, 8, 31));

    public IEnumerable<SelectListItem> Reaches => new[] { new SelectListItem("Toute la commune", "municipality/") }
        .Concat(Document.Facilities.Select(f => new SelectListItem(f.Text("label"), $"facility/{f.Text("key")}")))
        .Concat(Document.Services.Select(s =>
            new SelectListItem($"{s.Service.Text("label")} ({s.Facility.Text("label")})", $"service/{s.Service.Text("key")}")))
        .Concat(Document.Facilities.Select(f => f.Text("school")).Where(s => s.Length > 0).Distinct()
            .Select(s => new SelectListItem($"École {s}", $"school/{s}")))
        .Concat(Document.Facilities.Select(f => f.Text("municipality")).Where(s => s.Length > 0).Distinct()
            .Select(s => new SelectListItem($"Commune {s}", $"municipality/{s}")));

    public IEnumerable<(string Text, string Path)> LocalDays
    {
        get
        {
            var school = Document.Root["school"];
            foreach (var (day, i) in school.Texts("extraSchoolDays").Select((d, i) => (d, i)))
            {
                yield return ($"Classe {Say(day)}", $"school/extraSchoolDays/{i}");
            }

            foreach (var (day, i) in (school as JsonObject ?? []).Elements("noClassDays").Select((d, i) => (d, i)))
            {
                yield return ($"Sans classe {Say(day.Text("date"))} : {day.Text("label")}", $"school/noClassDays/{i}");
            }

            foreach (var (day, i) in (school as JsonObject ?? []).Elements("movedDates").Select((d, i) => (d, i)))
            {
                yield return ($"{French.Sentence(Say(day.Text("published")))} devient {Say(day.Text("local"))}", $"school/movedDates/{i}");
            }
        }
    }

    public static string Words(YearDay day, bool ofService)
    {
        var words = new List<string>();
        if (day.Closed)
        {
            words.Add("fermeture");
        }

        words.AddRange(day.Flags.Select(f => f switch { "P" => "petites vacances", "G" => "grandes vacances", _ => "jour férié" }));
        if (day.Kind is "extra" or "noClass" or "unknown")
        {
            words.Add(SetupText.Kind(day.Kind));
        }

        if (day.Label is { } label)
        {
            words.Add(label);
        }

        if (ofService)
        {
            words.Insert(0, day.Open ? "ouvert" : "fermé");
        }

        return string.Join(", ", words);
    }

    public string Reach(JsonObject closure) => closure.Text("target") is { Length: > 0 } target
        ? Reaches.FirstOrDefault(r => r.Value == $"{closure.Text("scope")}/{target}")?.Text ?? target : "toute la commune";

    public async Task OnGetAsync(CancellationToken ct) => await ShowAsync(ct, fresh: true);

    public async Task<IActionResult> OnPostAddClosureAsync(CancellationToken ct)
    {
        Only("Closure");
        if (Closure is { First: { } first, Last: { } last } && last < first)
        {
            ModelState.AddModelError("Closure.Last", $"Le dernier jour vient avant le premier : choisissez à partir du {French.DayOfMonth(first, null)}.");
        }

        var reach = Closure.Reach?.Split('/', 2) is [_, _] both ? both : ["municipality", ""];
        var closure = new JsonObject { ["first"] = Closure.First?.Iso(), ["last"] = Closure.Last?.Iso(), ["label"] = Closure.Label?.Trim() };
        closure.Put("scope", reach is ["municipality", ""] ? null : reach[0]);
        closure.Put("target", reach[1].Length > 0 ? reach[1] : null);
        closure.Put("opens", Closure.Opens ? true : null);
        return ModelState.IsValid && await TryChangeAsync("Fermeture dans le brouillon.", ct, Put("closures/-", closure)) ? Back() : await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostRemoveClosureAsync(int index, CancellationToken ct)
    {
        Only("");
        return await TryChangeAsync("Fermeture retirée dans le brouillon.", ct, Put($"closures/{index.ToString(CultureInfo.InvariantCulture)}", null))
            ? Back()
            : await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAddDayAsync(CancellationToken ct)
    {
        Only("Local");
        if (Local.Kind == "moved" && Local.Moved is null)
        {
            ModelState.AddModelError("Local.Moved", "Indiquez la date qui vaut ici.");
        }

        if (Local.Kind == "none" && string.IsNullOrWhiteSpace(Local.Label))
        {
            ModelState.AddModelError("Local.Label", "Dites pourquoi il n’y a pas classe, par exemple « Journée banalisée ».");
        }

        var date = Local.Date?.Iso();
        var change = Local.Kind switch
        {
            "none" => Put("school/noClassDays/-", new JsonObject { ["date"] = date, ["label"] = Local.Label?.Trim() }),
            "moved" => Put("school/movedDates/-", new JsonObject { ["published"] = date, ["local"] = Local.Moved?.Iso() }),
            _ => Put("school/extraSchoolDays/-", date),
        };
        return ModelState.IsValid && await TryChangeAsync("Calendrier scolaire : dans le brouillon.", ct, change) ? Back() : await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostRemoveDayAsync(string? path, CancellationToken ct)
    {
        Only("");
        await LoadKeepingRevisionAsync(ct);
        if (LocalDays.All(d => d.Path != path))
        {
            ModelState.AddModelError("", "Ce jour n’est plus dans le calendrier d’ici : la liste ci-dessous est à jour.");
            return await ShowAsync(ct);
        }

        return await TryChangeAsync("Retiré dans le brouillon.", ct, Put(path!, null)) ? Back() : await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostImportAsync(IFormFile? file, CancellationToken ct)
    {
        Only("");
        if (file is null || file.Length == 0)
        {
            ModelState.AddModelError("file", "Choisissez le fichier du calendrier officiel, ICS ou JSON.");
        }
        else if (file.Length > MostBytes)
        {
            ModelState.AddModelError("file", $"« {file.FileName} » pèse {French.Size(file.Length)}. Filtrez-le sur votre zone : 1 Mo au plus.");
        }
        else if (await TextFile.ReadAsync(file.OpenReadStream(), ct) is not { Length: > 0 } text)
        {
            ModelState.AddModelError("file", "Ce fichier n’est pas du texte lisible. Téléchargez-le de nouveau sans l’ouvrir dans un tableur.");
        }
        else
        {
            try
            {
                Imported = await Setup.ImportAsync(text, ct);
            }
            catch (ApiProblem problem) when (problem.Status is 400 or 413)
            {
                ModelState.AddModelError("file",
                    problem.Status == 413 ? "Ce fichier est trop gros : filtrez-le sur votre zone." : $"Rien n’a été importé. {problem.Detail}");
            }
        }

        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostTakeImportAsync(string? years, CancellationToken ct)
    {
        Only("");
        try
        {
            var value = JsonDocument.Parse(years ?? "").RootElement;
            if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0)
            {
                // Nothing would take the whole calendar away.
                throw new JsonException();
            }

            if (await TryAsync(() => Setup.ChangeAsync(new ChangeDraft(Revision, [new DraftChange("school/years", value)]), ct),
                "Calendrier officiel dans le brouillon.", ct))
            {
                return Back();
            }
        }
        catch (JsonException)
        {
            ModelState.AddModelError("", "Ces dates ne sont plus lisibles : importez de nouveau le fichier.");
        }

        return await ShowAsync(ct);
    }

    private RedirectToPageResult Back() => RedirectToPage(new { year = Asked, service = Service });

    // Each form of the page is checked alone.
    private async Task<IActionResult> ShowAsync(CancellationToken ct, bool fresh = false)
    {
        var revision = Revision;
        await LoadAsync(ct);
        if (fresh)
        {
            ModelState.Clear();
        }
        else if (ModelState.IsValid)
        {
            revision = Draft.Revision;
        }

        Revision = fresh ? Draft.Revision : revision;
        try
        {
            Year = await Setup.YearAsync(Asked, Service, ct);
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 404)
        {
            // A mistyped address shows this year of the commune.
            Year = await Setup.YearAsync(null, null, ct);
        }

        return Page();
    }

    private static string Say(string iso) =>
        DateOnly.TryParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? $"le {French.Day(day, DateOnly.MinValue)}"
            : iso;

    internal sealed class ClosureForm
    {
        [Required(ErrorMessage = "Écrivez le motif, par exemple « Pont de l’Ascension ».")]
        [StringLength(100, ErrorMessage = "100 signes au plus.")]
        public string? Label { get; set; }

        [Required(ErrorMessage = "Indiquez le premier jour.")]
        public DateOnly? First { get; set; }

        [Required(ErrorMessage = "Indiquez le dernier jour.")]
        public DateOnly? Last { get; set; }

        public string? Reach { get; set; } = "municipality/";

        public bool Opens { get; set; }
    }

    internal sealed class LocalDay
    {
        public string Kind { get; set; } = "extra";

        [Required(ErrorMessage = "Indiquez le jour.")]
        public DateOnly? Date { get; set; }

        public DateOnly? Moved { get; set; }

        [StringLength(100, ErrorMessage = "100 signes au plus.")]
        public string? Label { get; set; }
    }
}
