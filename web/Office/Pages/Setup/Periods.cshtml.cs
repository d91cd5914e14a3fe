using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Preau.Contracts;
using Preau.Office.Pages.Setup.Drafting;
using Preau.Office.Pages.Setup.Forms;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>The booking periods of one rule set or service.</summary>
[May(Permissions.Settings)]
internal sealed class PeriodsModel(PlanningSetupClient setup) : PeriodPage(setup)
{
    /// <summary>Set when the service follows its rule set because it has none of its own.</summary>
    public string? FollowsRule =>
        !OfRule && Periods.Count == 0 && Document.Service(Name)!.Value.Service.Text("rule") is { Length: > 0 } rule
            && Document.Versions(rule).Any(v => v.Elements("periods").Any())
            ? rule
            : null;

    public static PeriodForm Form(JsonObject period) => PeriodForm.Of(period);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        await LoadAsync(ct);
        return FindHolder() ? Page() : NotFound();
    }
}
