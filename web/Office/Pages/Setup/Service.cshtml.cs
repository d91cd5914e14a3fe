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

/// <summary>One service: name, ages, opening, rule set, what is booked and the places. Members that no form knows stay as they are.</summary>
[May(Permissions.Settings)]
internal sealed class ServiceModel(PlanningSetupClient setup) : SetupPage(setup)
{
    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    [BindProperty]
    public ServiceForm Input { get; set; } = new();

    public JsonObject Facility { get; private set; } = [];

    public JsonObject Service { get; private set; } = [];

    public SettingsFinding[] Findings => [.. Draft.Findings.Where(f => f.Place == Service.Text("label"))];

    public IEnumerable<SelectListItem> Rules =>
        Document.RuleNames.Select(r => new SelectListItem($"Règle « {r} »", r)).Append(new SelectListItem("Une règle à part, copie de l’actuelle", "+"));

    private string Path => $"facilities/{Facility.Text("key")}/services/{Key}";

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

    public async Task<IActionResult> OnPostServiceAsync(CancellationToken ct)
    {
        var revision = Revision;
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        Revision = revision;
        Only(nameof(Input));
        if (Input is { From: { } from, To: { } to } && from > to)
        {
            ModelState.AddModelError("Input.To", $"L’âge de fin vient avant celui du début : choisissez {from} ans ou plus.");
        }

        if (!ModelState.IsValid)
        {
            return Page();
        }

        var changed = Service.Copy();
        Input.WriteTo(changed);
        List<DraftChange> changes = [.. ((string[])["label", "ages", "online", "needsCompleteFile", "opening"])
            .Select(m => Put($"{Path}/{m}", changed[m]?.DeepClone()))];
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

        return await DoneAsync(await TryChangeAsync($"{Input.Label!.Trim()} : dans le brouillon.", ct, [.. changes]), ct);
    }

    /// <summary>Families see the units in this order.</summary>
    public async Task<IActionResult> OnPostOrderAsync(string? act, CancellationToken ct)
    {
        var revision = Revision;
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        Refill(revision);
        return await DoneAsync(await TryMoveAsync($"{Path}/units", act, "Ordre des prestations : dans le brouillon.", ct), ct);
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        var revision = Revision;
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        Refill(revision);
        return await TryChangeAsync($"{Service.Text("label")} : retiré dans le brouillon.", ct, Put(Path, null))
            ? RedirectToPage("/Setup/Draft")
            : await DoneAsync(false, ct);
    }

    private void Refill(long revision)
    {
        ModelState.Clear();
        Fill();
        Revision = revision;
    }

    private void Fill() => Input = ServiceForm.Of(Service);

    private async Task<IActionResult> DoneAsync(bool done, CancellationToken ct)
    {
        if (done)
        {
            return RedirectToPage(new { key = Key });
        }

        await FindAsync(ct);
        return Page();
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (Document.Service(Key) is not { } found)
        {
            return false;
        }

        (Facility, Service) = found;
        return true;
    }
}
