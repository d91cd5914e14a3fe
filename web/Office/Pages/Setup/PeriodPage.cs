using System.Text.Json.Nodes;
using Preau.Office.Pages.Setup.Drafting;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Setup;

/// <summary>Booking periods belong to a rule set, whatever its version, or to a service that has its own.</summary>
internal abstract class PeriodPage(PlanningSetupClient setup) : SetupPage(setup)
{
    [Microsoft.AspNetCore.Mvc.BindProperty(SupportsGet = true)]
    public string Holder { get; set; } = "";

    [Microsoft.AspNetCore.Mvc.BindProperty(SupportsGet = true)]
    public string Name { get; set; } = "";

    public bool OfRule => Holder == "regle";

    public string Title => OfRule ? $"règle « {Name} »" : Document.Service(Name)!.Value.Service.Text("label");

    public IReadOnlyList<(JsonObject Period, string Path)> Periods { get; private set; } = [];

    /// <summary>Where a new one is put.</summary>
    protected string ListPath { get; private set; } = "";

    /// <summary>Services for which these periods hold.</summary>
    public string[] For => OfRule
        ? [.. Document.Services.Where(s => s.Service.Text("rule") == Name && !s.Service.Elements("periods").Any()).Select(s => s.Service.Text("label"))]
        : [Document.Service(Name)!.Value.Service.Text("label")];

    protected bool FindHolder()
    {
        if (OfRule && Document.RuleNames.Contains(Name))
        {
            Periods = [.. Document.Versions(Name)
                .SelectMany(v => v.Elements("periods").Select(p => (p, $"rules/{Name}/{v.Text("validFrom")}/periods/{p.Text("key")}")))
                .OrderBy(p => p.p.Text("first"), StringComparer.Ordinal)];
            ListPath = $"rules/{Name}/{Document.Versions(Name).Last().Text("validFrom")}/periods";
            return true;
        }

        if (Holder == "service" && Document.Service(Name) is { } found)
        {
            ListPath = $"facilities/{found.Facility.Text("key")}/services/{Name}/periods";
            Periods = [.. found.Service.Elements("periods").Select(p => (p, $"{ListPath}/{p.Text("key")}"))
                .OrderBy(p => p.p.Text("first"), StringComparer.Ordinal)];
            return true;
        }

        return false;
    }
}
