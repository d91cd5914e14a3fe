using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>One service: name, ages, opening, rule set, what is booked and the places. Members that no form knows stay as they are.</summary>
[May(Permissions.Settings)]
internal sealed class ServiceModel(PlanningSetupClient setup) : SetupPage(setup)
{
    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    [BindProperty]
    public ServiceForm Input { get; set; } = new();

    [BindProperty]
    public EnrolmentForm Enrolment { get; set; } = new();

    public JsonObject Facility { get; private set; } = [];

    public JsonObject Service { get; private set; } = [];

    public SettingsFinding[] Findings => [.. Draft.Findings.Where(f => f.Place == Service.Text("label"))];

    public IEnumerable<SelectListItem> Rules => Document.RuleNames.Select(r => new SelectListItem($"Règle « {r} »", r)).Append(new SelectListItem("Une règle à part, copie de l’actuelle", "+"));

    string Path => $"facilities/{Facility.Text("key")}/services/{Key}";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }
        Fill();
        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> OnPostEnrolmentAsync(CancellationToken ct)
    {
        var revision = Revision;
        if (!await FindAsync(ct))
        {
            return NotFound();
        }
        Input = ServiceForm.Of(Service);
        Revision = revision;
        Only(nameof(Enrolment));
        return ModelState.IsValid
            ? await DoneAsync(await TryChangeAsync("Inscriptions : dans le brouillon.", ct, Put($"{Path}/enrolment", Enrolment.WriteTo(Service["enrolment"]?.DeepClone().AsObject() ?? []))), ct)
            : Page();
    }

    public async Task<IActionResult> OnPostServiceAsync(CancellationToken ct)
    {
        var revision = Revision;
        if (!await FindAsync(ct))
        {
            return NotFound();
        }
        Revision = revision;
        Only(nameof(Input));
        Enrolment = EnrolmentForm.Of(Service["enrolment"]);
        if (Input is { From: { } from, To: { } to } && from > to)
        {
            ModelState.AddModelError("Input.To", $"L’âge de fin vient avant celui du début : choisissez {from} ans ou plus.");
        }
        if (!ModelState.IsValid)
        {
            return Page();
        }
        var changes = new List<DraftChange>
        {
            Put($"{Path}/label", Input.Label!.Trim()),
            Put($"{Path}/ages", JsonReading.Ages(Input.From, Input.To)),
            Put($"{Path}/online", Input.Online ? null : false),
            Put($"{Path}/opening", Input.WriteTo(Service["opening"]?.DeepClone().AsObject() ?? [])),
        };
        if (Input.Rule == "+")
        {
            var name = Document.NewKey(Input.Label!.Trim());
            changes.Add(Put($"rules/{name}", Document.Root["rules"]?[Service.Text("rule")]?.DeepClone()));
            changes.Add(Put($"{Path}/rule", name));
        }
        else
        {
            changes.Add(Put($"{Path}/rule", Input.Rule));
        }
        return await DoneAsync(await TryChangeAsync($"{Input.Label.Trim()} : dans le brouillon.", ct, [.. changes]), ct);
    }

    public async Task<IActionResult> OnPostUnitAsync(string? unit, string? label, string? shortLabel, bool meal, string[] pools, string[] excludes, string[] requires, bool remove, CancellationToken ct)
    {
        var revision = Revision;
        if (!await FindAsync(ct))
        {
            return NotFound();
        }
        Refill(revision);
        if (string.IsNullOrWhiteSpace(label))
        {
            ModelState.AddModelError("", "Donnez un nom à la prestation, par exemple « Repas ».");
            return Page();
        }
        var known = Service.Elements("units").FirstOrDefault(u => u.Text("key") == unit);
        var changed = known?.DeepClone().AsObject() ?? new JsonObject { ["key"] = Document.NewKey(label.Trim()) };
        changed["label"] = label.Trim();
        changed.Put("shortLabel", string.IsNullOrWhiteSpace(shortLabel) ? null : shortLabel.Trim());
        changed.Put("meal", meal ? true : null);
        changed.Put("pools", JsonReading.List(pools));
        changed.Put("excludes", JsonReading.List(excludes));
        changed.Put("requires", JsonReading.List(requires));
        return await DoneAsync(await TryChangeAsync(remove ? "Prestation retirée dans le brouillon." : "Prestation dans le brouillon.", ct,
            Put($"{Path}/units/{(known is null ? "-" : unit)}", remove ? null : changed)), ct);
    }

    public async Task<IActionResult> OnPostPoolAsync(string? pool, string? label, int? capacity, int? from, int? to, bool remove, CancellationToken ct)
    {
        var revision = Revision;
        if (!await FindAsync(ct))
        {
            return NotFound();
        }
        Refill(revision);
        if (string.IsNullOrWhiteSpace(label) || capacity is not (>= 0 and <= 100_000) || from > to)
        {
            ModelState.AddModelError("", "Donnez un nom, un nombre de places entre 0 et 100 000, et des âges dans l’ordre.");
            return Page();
        }
        var known = Facility.Elements("pools").FirstOrDefault(p => p.Text("key") == pool);
        var changed = known?.DeepClone().AsObject() ?? new JsonObject { ["key"] = Document.NewKey(label.Trim()) };
        changed["label"] = label.Trim();
        changed["capacity"] = capacity;
        changed.Put("ages", JsonReading.Ages(from, to));
        return await DoneAsync(await TryChangeAsync(remove ? "Places retirées dans le brouillon." : "Places dans le brouillon.", ct,
            Put($"facilities/{Facility.Text("key")}/pools/{(known is null ? "-" : pool)}", remove ? null : changed)), ct);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        var revision = Revision;
        if (!await FindAsync(ct))
        {
            return NotFound();
        }
        Refill(revision);
        return await TryChangeAsync($"{Service.Text("label")} : retiré dans le brouillon.", ct, Put(Path, null)) ? RedirectToPage("/Setup/Draft") : await DoneAsync(false, ct);
    }

    void Refill(long revision)
    {
        ModelState.Clear();
        Fill();
        Revision = revision;
    }

    void Fill() => (Input, Enrolment) = (ServiceForm.Of(Service), EnrolmentForm.Of(Service["enrolment"]));

    // Each form of the page is checked alone.
    void Only(string form)
    {
        foreach (var key in ModelState.Keys.Where(k => !k.StartsWith(form + ".", StringComparison.Ordinal)).ToList())
        {
            ModelState.Remove(key);
        }
    }

    async Task<IActionResult> DoneAsync(bool done, CancellationToken ct)
    {
        if (done)
        {
            return RedirectToPage(new { key = Key });
        }
        await FindAsync(ct);
        return Page();
    }

    async Task<bool> FindAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Document.Service(Key) is not { } found)
        {
            return false;
        }
        (Facility, Service) = found;
        return true;
    }

    internal sealed class ServiceForm
    {
        [Required(ErrorMessage = "Donnez un nom au service, comme les familles le lisent.")]
        [StringLength(100, ErrorMessage = "100 signes au plus.")]
        public string? Label { get; set; }

        public bool Online { get; set; }

        [Range(0, 99, ErrorMessage = "Indiquez un âge entre 0 et 99 ans.")]
        public int? From { get; set; }

        [Range(0, 99, ErrorMessage = "Indiquez un âge entre 0 et 99 ans.")]
        public int? To { get; set; }

        public string[] SchoolDays { get; set; } = [];

        public bool Wednesdays { get; set; }

        public string[] ShortHolidays { get; set; } = [];

        public string[] Summer { get; set; } = [];

        public string[] NoClass { get; set; } = [];

        public bool PublicHolidays { get; set; }

        public string? Rule { get; set; }

        public static ServiceForm Of(JsonObject service) => new()
        {
            Label = service.Text("label"),
            Online = service.Flag("online", true),
            From = service["ages"].Number("from"),
            To = service["ages"].Number("to"),
            SchoolDays = service["opening"].Texts("schoolDays"),
            Wednesdays = service["opening"].Flag("wednesdays"),
            ShortHolidays = service["opening"].Texts("shortHolidays"),
            Summer = service["opening"].Texts("summer"),
            NoClass = service["opening"].Texts("noClass"),
            PublicHolidays = service["opening"].Flag("publicHolidays"),
            Rule = service.Text("rule"),
        };

        public JsonObject WriteTo(JsonObject opening)
        {
            opening.Put("schoolDays", JsonReading.List(SchoolDays));
            opening.Put("wednesdays", Wednesdays ? true : null);
            opening.Put("shortHolidays", JsonReading.List(ShortHolidays));
            opening.Put("summer", JsonReading.List(Summer));
            opening.Put("noClass", JsonReading.List(NoClass));
            opening.Put("publicHolidays", PublicHolidays ? true : null);
            return opening;
        }
    }
}
