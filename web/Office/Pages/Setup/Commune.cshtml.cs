using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>What holds for all services: who decides, zone and territory, reasons of absence.</summary>
[May(Permissions.Settings)]
internal sealed class CommuneModel(PlanningSetupClient setup) : SetupPage(setup)
{
    [BindProperty]
    public CommuneForm Input { get; set; } = new();

    public IEnumerable<SelectListItem> Zones => SetupText.Choices([("A", "Zone A"), ("B", "Zone B"), ("C", "Zone C"), .. Input.Zone is "A" or "B" or "C" or null ? ((string, string)[])[] : [(Input.Zone, Input.Zone)]]);

    public async Task OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        Fill();
    }

    public async Task<IActionResult> OnPostCommuneAsync(CancellationToken ct)
    {
        if (ModelState.IsValid && await TryChangeAsync("Réglages de la commune dans le brouillon.", ct,
            Put("validator", Input.Validator!.Trim()), Put("zone", Input.Zone), Put("territory", Input.Territory), Put("oneChangePerCell", Input.OneChange), Put("absenceDaysAfter", Input.AbsenceDaysAfter)))
        {
            return RedirectToPage();
        }
        var revision = Revision;
        await LoadAsync(ct);
        Revision = revision;
        return Page();
    }

    public async Task<IActionResult> OnPostReasonAsync(string? key, string? label, string? help, string? inTime, string? late, bool byFamily, bool needsEvidence, int? evidenceDays, int? maxDays, int? waitingDays, bool remove, CancellationToken ct)
    {
        var revision = Revision;
        await LoadAsync(ct);
        ModelState.Clear();
        Fill();
        Revision = revision;
        if (string.IsNullOrWhiteSpace(label))
        {
            ModelState.AddModelError("", "Écrivez le motif comme les familles doivent le lire.");
            return Page();
        }
        var known = Document.Root.Elements("absenceReasons").FirstOrDefault(r => r.Text("key") == key);
        var reason = known?.DeepClone().AsObject() ?? new JsonObject { ["key"] = NewKey(label.Trim()) };
        reason["label"] = label.Trim();
        reason.Put("help", string.IsNullOrWhiteSpace(help) ? null : help.Trim());
        reason.Put("needsEvidence", needsEvidence ? true : null);
        reason.Put("byFamily", byFamily ? null : false);
        var evidence = reason["evidence"]?.DeepClone().AsObject() ?? [];
        // One place says the days: with a longer form of the rule, the short one goes.
        var isLong = evidence.Any(m => m.Key is not ("maxDays" or "days"));
        evidence.Put("maxDays", maxDays);
        if (evidence["days"] is not null)
        {
            evidence.Put("days", evidenceDays);
        }
        reason.Put("evidence", evidence);
        reason.Put("evidenceDays", isLong ? null : evidenceDays);
        var waiting = reason["waiting"]?.DeepClone().AsObject() ?? [];
        waiting.Put("days", waitingDays);
        reason.Put("waiting", waitingDays is null ? null : waiting);
        reason["inTime"] = inTime;
        reason["late"] = late;
        var path = known is null ? "absenceReasons/-" : $"absenceReasons/{key}";
        return await TryChangeAsync(remove ? "Motif retiré dans le brouillon." : "Motif dans le brouillon.", ct, Put(path, remove ? null : reason)) ? RedirectToPage() : Page();
    }

    string NewKey(string label)
    {
        var key = Document.NewKey(label);
        return Document.Root.Elements("absenceReasons").Any(r => r.Text("key") == key) ? key + "-2" : key;
    }

    void Fill() => Input = new CommuneForm
    {
        Validator = Document.Root.Text("validator"),
        Zone = Document.Root.Text("zone"),
        Territory = Document.Root.Text("territory") is { Length: > 0 } territory ? territory : "metropole",
        OneChange = Document.Root.Flag("oneChangePerCell"),
        AbsenceDaysAfter = Document.Root.Number("absenceDaysAfter") ?? 7,
    };

    internal sealed class CommuneForm
    {
        [Required(ErrorMessage = "Écrivez qui décide, par exemple « le service enfance jeunesse ».")]
        [StringLength(100, ErrorMessage = "100 signes au plus.")]
        public string? Validator { get; set; }

        public string? Zone { get; set; }

        public string? Territory { get; set; }

        public bool OneChange { get; set; }

        [Required(ErrorMessage = "Indiquez un nombre de jours entre 0 et 60.")]
        [Range(0, 60, ErrorMessage = "Indiquez un nombre de jours entre 0 et 60.")]
        public int? AbsenceDaysAfter { get; set; }
    }
}
