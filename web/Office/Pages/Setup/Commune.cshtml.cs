using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Office.Pages.Setup.Drafting;
using Preau.Office.Pages.Setup.Forms;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>What holds for all services: who decides, calendar, absences, reminders, and the reasons of absence in their order.</summary>
[May(Permissions.Settings)]
internal sealed class CommuneModel(PlanningSetupClient setup, IConfiguration configuration) : SetupPage(setup)
{
    /// <summary>Where an agent writes for what only the operator changes: of the installation; null when it says none.</summary>
    public string? Operator => configuration["Operator:Contact"].OrNull();

    [BindProperty]
    public CommuneForm Input { get; set; } = new();

    // Other zones need a calendar of their own, which comes with an import.
    public IEnumerable<SelectListItem> Zones => With(SetupText.Choices(("A", "Zone A"), ("B", "Zone B"), ("C", "Zone C")), Input.Zone);

    public IEnumerable<SelectListItem> TimeZones => With(SetupText.Choices(SetupText.TimeZones), Input.TimeZone);

    public List<JsonObject> Reasons => [.. Document.Root.Elements("absenceReasons")];

    public async Task OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        Input = CommuneForm.Of(Document.Root);
    }

    public async Task<IActionResult> OnPostCommuneAsync(CancellationToken ct)
    {
        await LoadKeepingRevisionAsync(ct);
        var changed = Document.Root.Copy();
        Input.WriteTo(changed);
        return ModelState.IsValid
            && await TryChangeAsync("Réglages de la commune dans le brouillon.", ct,
                [.. changed.Select(m => m.Key).Union(Document.Root.Select(m => m.Key)).Where(m => !JsonNode.DeepEquals(changed[m], Document.Root[m]))
                    .Select(m => Put(m, changed[m]?.DeepClone()))])
            ? RedirectToPage()
            : Page();
    }

    /// <summary>Families choose from the reasons in this order.</summary>
    public async Task<IActionResult> OnPostOrderAsync(string? act, CancellationToken ct)
    {
        await LoadKeepingRevisionAsync(ct);
        Only("");
        Input = CommuneForm.Of(Document.Root);
        return await TryMoveAsync("absenceReasons", act, "Ordre des motifs : dans le brouillon.", ct) ? RedirectToPage(null, null, "motifs") : Page();
    }

    private static IEnumerable<SelectListItem> With(IEnumerable<SelectListItem> choices, string? now) =>
        string.IsNullOrEmpty(now) || choices.Any(c => c.Value == now) ? choices : choices.Append(new SelectListItem(now, now));
}
