using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts;
using Preau.Office.Pages.Setup.Drafting;
using Preau.Office.Pages.Setup.Forms;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>One reason of absence.</summary>
[May(Permissions.Settings)]
internal sealed class ReasonModel(PlanningSetupClient setup) : SetupPage(setup)
{
    /// <summary>Key of the reason, or "nouveau".</summary>
    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    [BindProperty]
    public ReasonForm Input { get; set; } = new();

    public bool IsNew => Key == "nouveau";

    public JsonObject Known { get; private set; } = [];

    public IEnumerable<SelectListItem> ServiceChoices =>
        Document.Root.Elements("facilities")
            .SelectMany(f => f.Elements("services").Select(s => new SelectListItem($"{s.Text("label")}, {f.Text("label")}", s.Text("key"))));

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (!Find())
        {
            return NotFound();
        }

        Input = ReasonForm.Of(Known);
        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> OnPostShowAsync(CancellationToken ct)
    {
        await LoadKeepingRevisionAsync(ct);
        Input.Check(ModelState);
        return Find() ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken ct)
    {
        await LoadKeepingRevisionAsync(ct);
        if (!Find())
        {
            return NotFound();
        }

        Input.Check(ModelState);
        var reason = IsNew ? new JsonObject { ["key"] = NewKey() } : Known.Copy();
        Input.WriteTo(reason);
        return ModelState.IsValid
            && await TryChangeAsync($"{Input.Label!.Trim()} : dans le brouillon.", ct, Put($"absenceReasons/{(IsNew ? "-" : Key)}", reason))
            ? RedirectToPage("/Setup/Commune", null, "motifs")
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
        return await TryChangeAsync("Motif retiré dans le brouillon.", ct, Put($"absenceReasons/{Key}", null))
            ? RedirectToPage("/Setup/Commune", null, "motifs")
            : Again();
    }

    private PageResult Again()
    {
        Find();
        return Page();
    }

    private bool Find()
    {
        Known = Document.Root.Elements("absenceReasons").FirstOrDefault(r => r.Text("key") == Key) ?? [];
        return IsNew || Known.Count > 0;
    }

    private string NewKey()
    {
        var root = SetupDocument.Key(Input.Label ?? "", "motif");
        var key = root;
        for (var n = 2; Document.Root.Elements("absenceReasons").Any(r => r.Text("key") == key); n++)
        {
            key = $"{root}-{n}";
        }

        return key;
    }
}
