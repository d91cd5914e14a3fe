using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts;
using Preau.Office.Pages.Setup.Drafting;
using Preau.Office.Pages.Setup.Forms;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>One booking period. A new one begins as the last one moved to the next holidays.</summary>
[May(Permissions.Settings)]
internal sealed class PeriodModel(PlanningSetupClient setup, TenantContext tenant) : PeriodPage(setup)
{
    /// <summary>Its key, or "nouvelle".</summary>
    [BindProperty(SupportsGet = true)]
    public string Period { get; set; } = "";

    [BindProperty]
    public PeriodForm Input { get; set; } = new();

    public bool IsNew => Period == "nouvelle";

    /// <summary>Name of the period that a new one began as.</summary>
    public string? CopyOf { get; private set; }

    // Periods of school days are rare and follow no calendar: nothing is proposed for them.
    private bool OpensInHolidays => Document.Services.Select(s => s.Service).Where(s => OfRule ? s.Text("rule") == Name : s.Text("key") == Name)
        .Any(s => s["opening"].Texts("shortHolidays").Length > 0 || s["opening"].Texts("summer").Length > 0);

    private (JsonObject Period, string Path)? Known =>
        Periods.Where(p => p.Period.Text("key") == Period).Select(p => ((JsonObject, string)?)p).FirstOrDefault();

    public async Task<IActionResult> OnGetAsync(string? copie, CancellationToken ct)
    {
        await LoadAsync(ct);
        if (!FindHolder() || (!IsNew && Known is null))
        {
            return NotFound();
        }

        if (!IsNew)
        {
            Input = PeriodForm.Of(Known!.Value.Period);
        }
        else if ((copie is null ? Periods.Count > 0 ? Periods[^1] : default : Periods.FirstOrDefault(p => p.Period.Text("key") == copie)).Period is { } source)
        {
            CopyOf = source.Text("label");
            Input = await new CopyPeriod(Setup).NextAsync(source, Periods.Max(p => p.Period.Day("last")) ?? tenant.Today, OfRule ? null : Name, ct);
        }
        else if (OpensInHolidays)
        {
            Input = await new CopyPeriod(Setup).FirstAsync(tenant.Today, OfRule ? null : Name, ct);
        }

        ModelState.Clear();
        return Page();
    }

    /// <summary>Rows added, moved or taken away, and the sentences read again; nothing is saved.</summary>
    public async Task<IActionResult> OnPostRowsAsync(string? act, CancellationToken ct)
    {
        await LoadKeepingRevisionAsync(ct);
        if (!FindHolder() || (!IsNew && Known is null))
        {
            return NotFound();
        }

        Input.Opens.Apply(act, "opens", () => new OpeningForm());
        Input.Criteria.Apply(act, "criteria", () => new CriterionForm());
        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> OnPostSaveAsync(CancellationToken ct)
    {
        await LoadKeepingRevisionAsync(ct);
        if (!FindHolder() || (!IsNew && Known is null))
        {
            return NotFound();
        }

        Input.Check(ModelState, Periods.Select(p => p.Period).Where(p => p.Text("key") != Period));
        var period = Input.WriteTo(IsNew ? new JsonObject { ["key"] = NewKey() } : Known!.Value.Period.Copy(), ModelState);
        return ModelState.IsValid
            && await TryChangeAsync($"{Input.Label!.Trim()} : dans le brouillon.", ct, Put(IsNew ? ListPath + "/-" : Known!.Value.Path, period))
            ? Back()
            : Again();
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        await LoadKeepingRevisionAsync(ct);
        if (!FindHolder() || Known is not { } known)
        {
            return NotFound();
        }

        Only("");
        Input = PeriodForm.Of(known.Period);
        return await TryChangeAsync("Période retirée dans le brouillon.", ct, Put(known.Path, null)) ? Back() : Again();
    }

    // Loading again after a refusal forgets which lists were found.
    private PageResult Again()
    {
        FindHolder();
        return Page();
    }

    private RedirectToPageResult Back() => RedirectToPage("/Setup/Periods", new { holder = Holder, name = Name });

    private string NewKey()
    {
        var root = Document.NewKey(
            $"{Input.Label} {(Input.Label?.Contains($"{Input.First?.Year}", StringComparison.Ordinal) == true ? "" : Input.First?.Year)}");
        var key = root;
        for (var n = 2; Periods.Any(p => p.Period.Text("key") == key); n++)
        {
            key = $"{root}-{n}";
        }

        return key;
    }
}
