using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Office.Pages.Setup.Drafting;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>Any part of the document as text: nothing that a commune's file can say is out of an agent's reach.</summary>
[May(Permissions.Settings)]
internal sealed class PartsModel(PlanningSetupClient setup) : SetupPage(setup)
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [BindProperty(SupportsGet = true, Name = "path")]
    public string? Path { get; set; }

    [BindProperty]
    public string? Json { get; set; }

    public IEnumerable<(string Path, string Name)> Paths =>
        Document.Root.Where(m => m.Key is not ("facilities" or "rules")).Select(m => (m.Key, Names.GetValueOrDefault(m.Key, m.Key)))
            .Concat(Document.RuleNames.Select(r => ($"rules/{r}", Document.RuleTitle(r))))
            .Concat(Document.Facilities.Select(f => ($"facilities/{f.Text("key")}/pools", $"{f.Text("label")} : places")))
            .Concat(Document.Services.Select(s =>
                ($"facilities/{s.Facility.Text("key")}/services/{s.Service.Text("key")}", $"{s.Service.Text("label")} ({s.Facility.Text("label")})")));

    private static readonly Dictionary<string, string> Names = new()
    {
        ["zone"] = "Zone de vacances",
        ["territory"] = "Territoire",
        ["timeZone"] = "Fuseau horaire",
        ["validator"] = "Qui répond aux demandes",
        ["oneChangePerCell"] = "Un seul changement par jour",
        ["absenceDaysAfter"] = "Absences dites après coup",
        ["absenceUndoMinutes"] = "Annuler une absence",
        ["absenceReasons"] = "Motifs d’absence",
        ["certificates"] = "Justificatifs",
        ["reminders"] = "Rappels avant une limite",
        ["closures"] = "Fermetures",
        ["school"] = "Années scolaires",
    };

    public string NameOf(string path) => Paths.FirstOrDefault(p => p.Path == path).Name ?? path;

    /// <summary>Where the same is set with words and boxes; null for what has no screen.</summary>
    public string? ScreenOf(string path) => path.Split('/') switch
    {
        ["closures" or "school"] => Url.Page("/Setup/Calendar"),
        [_] => Url.Page("/Setup/Commune"),
        ["rules", var rule] => Url.Page("/Setup/Rule", new { name = rule }),
        ["facilities", var facility, "pools"] => Url.Page("/Setup/Facility", new { key = facility }),
        ["facilities", _, "services", var service] => Url.Page("/Setup/Service", new { key = service }),
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        ModelState.Clear();
        Path = Paths.Any(p => p.Path == Path) ? Path : null;
        Json = Path is null ? null : Document.Find(Path)?.ToJsonString(Readable);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        try
        {
            var value = JsonDocument.Parse(Json ?? "").RootElement;
            if (await TryAsync(() => Setup.ChangeAsync(new ChangeDraft(Revision, [new DraftChange(Path ?? "", value)]), ct), "Partie dans le brouillon.", ct))
            {
                return RedirectToPage(new { path = Path });
            }
        }
        catch (JsonException e)
        {
            ModelState.AddModelError(nameof(Json), $"Ligne {e.LineNumber + 1} : il manque un guillemet, une virgule ou une accolade à cet endroit.");
            var revision = Revision;
            await LoadAsync(ct);
            Revision = revision;
        }

        return Page();
    }
}
