using System.Text.Json;
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

/// <summary>What families book in a service, and its roll call and hours. Members that no form knows stay as they are.</summary>
[May(Permissions.Settings)]
internal sealed class UnitModel(PlanningSetupClient setup) : SetupPage(setup)
{
    /// <summary>Key of the service.</summary>
    [BindProperty(SupportsGet = true)]
    public string Key { get; set; } = "";

    /// <summary>Key of the unit, or "nouvelle".</summary>
    [BindProperty(SupportsGet = true)]
    public string Unit { get; set; } = "";

    [BindProperty]
    public UnitForm Input { get; set; } = new();

    [BindProperty]
    public AttendanceForm Attendance { get; set; } = new();

    public bool IsNew => Unit == "nouvelle";

    public JsonObject Facility { get; private set; } = [];

    public JsonObject Service { get; private set; } = [];

    public JsonObject Known { get; private set; } = [];

    public AttendanceExample? Example { get; private set; }

    public IEnumerable<JsonObject> Others => Document.Services.SelectMany(s => s.Service.Elements("units")).Where(u => u.Text("key") != Unit);

    public IEnumerable<SelectListItem> DayUnits => Service.Elements("units").Where(u => u.Text("key") != Unit && u.Text("weekOf").Length == 0)
        .Select(u => new SelectListItem(u.Text("label"), u.Text("key"))).Prepend(new SelectListItem("Non, c’est un jour", ""));

    private string ListPath => $"facilities/{Facility.Text("key")}/services/{Key}/units";

    /// <summary>What a unit hangs on: places it takes, units it excludes or needs.</summary>
    public (string Name, string Legend, string[] Chosen, IEnumerable<JsonObject> Options)[] Links =>
    [
        ("Pools", "Prend une place dans", Input.Pools, Facility.Elements("pools")),
        ("Excludes", "Ne va pas le même jour avec", Input.Excludes, Others),
        ("Requires", "Demande aussi, le même jour", Input.Requires, Others),
    ];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        (Input, Attendance) = (UnitForm.Of(Known), AttendanceForm.Of(Known["attendance"]));
        ModelState.Clear();
        await ShowExampleAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostUnitAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct))
        {
            return NotFound();
        }

        Only(nameof(Input));
        Attendance = AttendanceForm.Of(Known["attendance"]);
        Input.Check(ModelState);
        if (ModelState.IsValid)
        {
            var unit = IsNew ? new JsonObject { ["key"] = Document.NewKey(Input.Label!.Trim()) } : Known.Copy();
            Input.WriteTo(unit);
            if (await TryChangeAsync($"{Input.Label!.Trim()} : dans le brouillon.", ct, Put($"{ListPath}/{(IsNew ? "-" : Unit)}", unit)))
            {
                return RedirectToPage("/Setup/Unit", new { key = Key, unit = unit.Text("key") });
            }
        }

        await ShowExampleAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostExampleAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct) || IsNew)
        {
            return NotFound();
        }

        Only(nameof(Attendance));
        Input = UnitForm.Of(Known);
        Attendance.Check(ModelState);
        await ShowExampleAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAttendanceAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct) || IsNew)
        {
            return NotFound();
        }

        Only(nameof(Attendance));
        Input = UnitForm.Of(Known);
        Attendance.Check(ModelState);
        var attendance = Attendance.WriteTo(Known["attendance"].Copy());
        if (ModelState.IsValid
            && await TryChangeAsync("Pointage et heures : dans le brouillon.", ct,
                Put($"{ListPath}/{Unit}/attendance", attendance.Count == 0 && Known["attendance"] is null ? null : attendance)))
        {
            return RedirectToPage("/Setup/Unit", null, new { key = Key, unit = Unit }, "pointage");
        }

        await ShowExampleAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        if (!await FindAsync(ct) || IsNew)
        {
            return NotFound();
        }

        Only("");
        if (await TryChangeAsync("Prestation retirée dans le brouillon.", ct, Put($"{ListPath}/{Unit}", null)))
        {
            return RedirectToPage("/Setup/Service", new { key = Key });
        }

        (Input, Attendance) = (UnitForm.Of(Known), AttendanceForm.Of(Known["attendance"]));
        return Page();
    }

    private async Task ShowExampleAsync(CancellationToken ct)
    {
        if (IsNew || !ModelState.IsValid || Attendance is not { Arrival: { } arrival, Departure: { } departure })
        {
            return;
        }

        try
        {
            var attendance = Attendance.WriteTo(Known["attendance"].Copy());
            Example = await Setup.AttendanceAsync(new AskAttendance(Unit, JsonSerializer.SerializeToElement(attendance), arrival, departure), ct);
        }
        catch (ApiProblem problem) when (problem.Status == 400)
        {
            ModelState.AddModelError("", Words(problem));
        }
    }

    private async Task<bool> FindAsync(CancellationToken ct)
    {
        await LoadKeepingRevisionAsync(ct);
        if (HttpMethods.IsGet(Request.Method))
        {
            Revision = Draft.Revision;
        }

        if (Document.Service(Key) is not { } found)
        {
            return false;
        }

        (Facility, Service) = found;
        Known = Service.Elements("units").FirstOrDefault(u => u.Text("key") == Unit) ?? [];
        return IsNew || Known.Count > 0;
    }
}
