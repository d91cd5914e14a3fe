using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Office.Pages.Setup.Drafting;
using Preau.Office.Pages.Setup.Forms;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>Places of a facility that its units share.</summary>
[May(Permissions.Settings)]
internal sealed class PoolModel(PlanningSetupClient setup) : SetupPage(setup)
{
    /// <summary>Key of the facility.</summary>
    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    /// <summary>Key of the places, or "nouvelles".</summary>
    [BindProperty(SupportsGet = true)]
    public string Pool { get; set; } = "";

    [BindProperty]
    public PoolForm Input { get; set; } = new();

    public bool IsNew => Pool == "nouvelles";

    public JsonObject Facility { get; private set; } = [];

    public JsonObject Known { get; private set; } = [];

    /// <summary>Units that take a place there.</summary>
    public string[] Users =>
        [.. Facility.Elements("services").SelectMany(s => s.Elements("units")).Where(u => u.Texts("pools").Contains(Pool)).Select(u => u.Text("label"))];

    private string ListPath => $"facilities/{Key}/pools";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (!Find())
        {
            return NotFound();
        }

        Input = PoolForm.Of(Known);
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

        Input.Check(ModelState);
        var pool = IsNew ? new JsonObject { ["key"] = Document.NewKey(Input.Label ?? "places") } : Known.Copy();
        Input.WriteTo(pool);
        return ModelState.IsValid && await TryChangeAsync($"{Input.Label!.Trim()} : dans le brouillon.", ct, Put($"{ListPath}/{(IsNew ? "-" : Pool)}", pool))
            ? RedirectToPage("/Setup/Facility", new { key = Key })
            : Again();
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        await LoadKeepingRevisionAsync(ct);
        if (!Find() || IsNew)
        {
            return NotFound();
        }

        Only("");
        if (Users.Length > 0)
        {
            ModelState.AddModelError("", "Des prestations prennent encore ces places : décochez-les d’abord dans chaque prestation.");
            Input = PoolForm.Of(Known);
            return Page();
        }

        return await TryChangeAsync("Places retirées dans le brouillon.", ct, Put($"{ListPath}/{Pool}", null))
            ? RedirectToPage("/Setup/Facility", new { key = Key })
            : Again();
    }

    private PageResult Again()
    {
        Find();
        return Page();
    }

    private bool Find()
    {
        Facility = Document.Facilities.FirstOrDefault(f => f.Text("key") == Key) ?? [];
        Known = Facility.Elements("pools").FirstOrDefault(p => p.Text("key") == Pool) ?? [];
        return Facility.Count > 0 && (IsNew || Known.Count > 0);
    }
}
