using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Preau.Contracts.Api;
using Preau.Office.Pages.Setup.Drafting;
using Preau.Ui.Clients;

namespace Preau.Office.Pages.Tariffs;

/// <summary>What the pages of tariffs share: the section of the commune's file as in force, and saving it as a whole.</summary>
internal abstract class TariffPage(TariffsClient tariffs) : PageModel
{
    /// <summary>Of the settings as the form showed them.</summary>
    [BindProperty]
    public long Version { get; set; }

    public TariffsOverview Overview { get; private set; } = null!;

    public JsonObject Document { get; private set; } = [];

    protected TariffsClient Tariffs => tariffs;

    protected async Task LoadAsync(CancellationToken ct)
    {
        var section = tariffs.SectionAsync(ct);
        Overview = await tariffs.OverviewAsync(ct);
        Document = JsonNode.Parse((await section).Document.GetRawText())!.AsObject();
    }

    protected JsonObject? Tariff(string key) => Document.Elements("tariffs").FirstOrDefault(t => t.Text("key") == key);

    /// <summary>False, with the reasons above the form or beside its fields, when it can't be saved.</summary>
    protected async Task<bool> TrySaveAsync(string done, CancellationToken ct)
    {
        try
        {
            await tariffs.SaveSectionAsync(new SaveSection(Version, JsonSerializer.SerializeToElement(Document)), ct);
            TempData["Toast"] = done;
            return true;
        }
        catch (ApiProblem problem) when (problem.Status is 400 or 409)
        {
            Say(problem);
            return false;
        }
    }

    protected void Say(ApiProblem problem)
    {
        var sentences = problem.Errors.Count > 0 ? problem.Errors.SelectMany(e => e.Value.Select(v => $"{Place(e.Key)}{v}")) : [problem.Detail];
        foreach (var sentence in sentences.Distinct())
        {
            ModelState.AddModelError("", sentence);
        }
    }

    // "tariffs[2].draft.brackets[1].price" is read as "Tranche 2 : ".
    private static string Place(string path)
    {
        var field = path.Split('.').Skip(2).ToArray();
        return field switch
        {
            [] => "",
            [var first, ..] when first.StartsWith("brackets[", StringComparison.Ordinal) =>
                $"Tranche {int.Parse(first[9..^1], System.Globalization.CultureInfo.InvariantCulture) + 1} : ",
            [var first, ..] => Names.GetValueOrDefault(first) is { } name ? name + " : " : "",
        };
    }

    private static readonly Dictionary<string, string> Names = new()
    {
        ["from"] = "Entrée en vigueur",
        ["flat"] = "Prix",
        ["effort"] = "Taux d’effort",
        ["percentOf"] = "Part d’un autre tarif",
        ["plannedUnits"] = "Unités prévues",
        ["plannedQuarters"] = "Unités prévues",
        ["graceMinutes"] = "Tolérance",
        ["mostUnits"] = "Plafond d’unités",
        ["nonResident"] = "Hors commune",
        ["nonResidentPercent"] = "Hors commune",
        ["nonResidentAmount"] = "Hors commune",
        ["packedLunch"] = "Panier-repas",
        ["siblingDiscounts"] = "Fratrie",
        ["late"] = "Réservé en retard",
        ["unbooked"] = "Sans réservation",
        ["occasional"] = "Occasionnel",
        ["unexcused"] = "Absence facturée",
        ["registrationFee"] = "Droit d’inscription",
        ["cap"] = "Plafond",
        ["food"] = "Part alimentaire",
        ["account"] = "Compte",
        ["productCode"] = "Code produit",
        ["decision"] = "Délibération",
        ["package"] = "Forfait",
    };
}
