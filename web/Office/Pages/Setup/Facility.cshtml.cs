using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Contracts.Settings;
using Preau.Office.Pages.Setup.Drafting;
using Preau.Office.Pages.Setup.Forms;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>One facility: its name, its school and member commune, the order of its services, its places.</summary>
[May(Permissions.Settings)]
internal sealed class FacilityModel(PlanningSetupClient setup) : SetupPage(setup)
{
    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    [BindProperty]
    public FacilityForm Input { get; set; } = new();

    public JsonObject Facility { get; private set; } = [];

    /// <summary>Keys that other facilities use.</summary>
    public IEnumerable<string> Known(string member) => Document.Facilities.Select(f => f.Text(member)).Where(k => k.Length > 0).Distinct().Order();

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (!Find())
        {
            return NotFound();
        }

        Input = FacilityForm.Of(Facility);
        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken ct)
    {
        await LoadKeepingRevisionAsync(ct);
        if (!Find())
        {
            return NotFound();
        }

        var changed = Facility.Copy();
        SettingForm.Write<FacilityDocument>(Input, changed);
        return ModelState.IsValid
            && await TryChangeAsync($"{Input.Label!.Trim()} : dans le brouillon.", ct,
                [.. ((string[])["label", "school", "municipality"]).Select(m => Put($"facilities/{Key}/{m}", changed[m]?.DeepClone()))])
            ? RedirectToPage(new { key = Key }) : Again();
    }

    /// <summary>Families see the services in this order.</summary>
    public async Task<IActionResult> OnPostOrderAsync(string? act, CancellationToken ct)
    {
        await LoadKeepingRevisionAsync(ct);
        if (!Find())
        {
            return NotFound();
        }

        Only("");
        Input = FacilityForm.Of(Facility);
        return await TryMoveAsync($"facilities/{Key}/services", act, "Ordre des services : dans le brouillon.", ct)
            ? RedirectToPage(new { key = Key })
            : Again();
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        await LoadKeepingRevisionAsync(ct);
        if (!Find())
        {
            return NotFound();
        }

        Only("");
        Input = FacilityForm.Of(Facility);
        if (Facility.Elements("services").Any())
        {
            ModelState.AddModelError("", "Cet accueil a encore des services : retirez-les d’abord.");
            return Page();
        }

        return await TryChangeAsync("Accueil retiré dans le brouillon.", ct, Put($"facilities/{Key}", null)) ? RedirectToPage("/Setup/Index") : Again();
    }

    private PageResult Again()
    {
        Find();
        return Page();
    }

    private bool Find() => (Facility = Document.Facilities.FirstOrDefault(f => f.Text("key") == Key) ?? []).Count > 0;

    internal sealed class FacilityForm
    {
        [Setting<FacilityDocument>(nameof(FacilityDocument.Label), Missing = "Donnez un nom à l’accueil, comme les familles le lisent.")]
        public string? Label { get; set; }

        [Setting<FacilityDocument>(nameof(FacilityDocument.School))]
        public string? School { get; set; }

        [Setting<FacilityDocument>(nameof(FacilityDocument.Municipality))]
        public string? Municipality { get; set; }

        public static FacilityForm Of(JsonObject facility)
        {
            var form = new FacilityForm();
            SettingForm.Read<FacilityDocument>(form, facility);
            return form;
        }
    }
}
