using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Office.Pages.Setup.Drafting;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>Five questions make a whole service: units, places, opening and a rule of its own, in the draft.</summary>
[May(Permissions.Settings)]
internal sealed class NewModel(PlanningSetupClient setup, TenantContext tenant) : SetupPage(setup)
{
    [BindProperty]
    public NewService Input { get; set; } = new();

    public IEnumerable<SelectListItem> Facilities =>
        Document.Facilities.Select(f => new SelectListItem(f.Text("label"), f.Text("key"))).Append(new SelectListItem("Un nouvel accueil", ""));

    public async Task OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        Input.Facility = Document.Facilities.FirstOrDefault()?.Text("key");
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var revision = Revision;
        await LoadAsync(ct);
        Revision = revision;
        if (string.IsNullOrEmpty(Input.Facility) && string.IsNullOrWhiteSpace(Input.NewFacility))
        {
            ModelState.AddModelError("Input.NewFacility", "Donnez un nom au nouvel accueil, ou choisissez-en un qui existe.");
        }

        if (Input is { From: { } from, To: { } to } && from > to)
        {
            ModelState.AddModelError("Input.To", $"L’âge de fin vient avant celui du début : choisissez {from} ans ou plus.");
        }

        if (Input.YoungPlaces is { } young && (Input.Places is not { } all || young >= all))
        {
            ModelState.AddModelError("Input.YoungPlaces", "Le groupe des moins de 6 ans a moins de places que le tout : indiquez les deux nombres.");
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var (changes, key, rule) = Presets.Build(Input, Document, tenant.Today);
        return await TryChangeAsync("Service préparé. Vérifiez ses délais, puis appliquez.", ct, [.. changes])
            ? RedirectToPage("/Setup/Rule", new { name = rule, service = key })
            : Page();
    }

    internal sealed class NewService
    {
        [Required(ErrorMessage = "Choisissez un genre de service.")]
        public string? Kind { get; set; }

        [StringLength(100, ErrorMessage = "100 signes au plus.")]
        public string? Label { get; set; }

        public string? Facility { get; set; }

        [StringLength(100, ErrorMessage = "100 signes au plus.")]
        public string? NewFacility { get; set; }

        [Required(ErrorMessage = "Indiquez l’âge du plus jeune, par exemple 3.")]
        [Range(0, 99, ErrorMessage = "Indiquez un âge entre 0 et 99 ans.")]
        public int? From { get; set; } = 3;

        [Required(ErrorMessage = "Indiquez l’âge du plus grand, par exemple 11.")]
        [Range(0, 99, ErrorMessage = "Indiquez un âge entre 0 et 99 ans.")]
        public int? To { get; set; } = 11;

        [Range(1, 100_000, ErrorMessage = "Indiquez un nombre de places entre 1 et 100 000, ou laissez vide.")]
        public int? Places { get; set; }

        [Range(1, 100_000, ErrorMessage = "Indiquez un nombre de places entre 1 et 100 000, ou laissez vide.")]
        public int? YoungPlaces { get; set; }

        public string Limit { get; set; } = "two-days";

        [Required(ErrorMessage = "Indiquez une heure, par exemple 12:00.")]
        public TimeOnly? Time { get; set; } = new TimeOnly(12, 0);

        public string Answer { get; set; } = "automatic";

        public string Late { get; set; } = "refuse";
    }
}
