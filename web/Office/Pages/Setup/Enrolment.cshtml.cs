using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Preau.Contracts;
using Preau.Office.Pages.Setup.Drafting;
using Preau.Office.Pages.Setup.Forms;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>How families ask for an enrolment in one service, with the pieces asked.</summary>
[May(Permissions.Settings)]
internal sealed class EnrolmentModel(PlanningSetupClient setup) : SetupPage(setup)
{
    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    [BindProperty]
    public EnrolmentForm Input { get; set; } = new();

    public JsonObject Service { get; private set; } = [];

    public string Facility { get; private set; } = "";

    private string Path { get; set; } = "";

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        if (!Find())
        {
            return NotFound();
        }

        Input = EnrolmentForm.Of(Service["enrolment"]);
        ModelState.Clear();
        return Page();
    }

    /// <summary>Pieces added, moved or taken away, and the sentences read again; nothing is saved.</summary>
    public async Task<IActionResult> OnPostRowsAsync(string? act, CancellationToken ct)
    {
        await LoadKeepingRevisionAsync(ct);
        if (!Find())
        {
            return NotFound();
        }

        Input.Pieces.Apply(act, "pieces", () => new PieceForm { Required = true, AtCounter = true });
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
        if (ModelState.IsValid && await TryChangeAsync("Inscriptions : dans le brouillon.", ct, Put(Path, Input.WriteTo(Service["enrolment"].Copy()))))
        {
            return RedirectToPage("/Setup/Service", new { key = Key });
        }

        Find();
        return Page();
    }

    private bool Find()
    {
        if (Document.Service(Key) is not { } found)
        {
            return false;
        }

        (Service, Facility, Path) = (found.Service, found.Facility.Text("label"), $"facilities/{found.Facility.Text("key")}/services/{Key}/enrolment");
        return true;
    }
}
