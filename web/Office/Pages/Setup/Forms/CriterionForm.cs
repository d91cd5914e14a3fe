using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Contracts.Settings;
using Preau.Office.Pages.Setup.Drafting;

namespace Preau.Office.Pages.Setup.Forms;

/// <summary>Points for some families, in a waiting list or an allocation.</summary>
internal sealed class CriterionForm
{
    /// <summary>Its place in the document that the form began with; null for a new one.</summary>
    public int? Was { get; set; }

    /// <summary>As families read it; left empty, it is written from the choices.</summary>
    public string? Label { get; set; }

    [Setting<CriterionDocument>(nameof(CriterionDocument.Points), ByHand = true)]
    public int? Points { get; set; }

    public AudienceForm For { get; set; } = new();

    [Setting<CriterionDocument>(nameof(CriterionDocument.Sibling), ByHand = true)]
    public bool Sibling { get; set; }

    public bool IsBlank => string.IsNullOrWhiteSpace(Label) && Points is null && For.IsEmpty && !Sibling;

    public string Title => string.IsNullOrWhiteSpace(Label) ? OwnWords : Label.Trim();

    /// <summary>« Pour les familles qui habitent la commune »; empty while nothing is chosen.</summary>
    public string Who =>
        For.IsEmpty && !Sibling
            ? ""
            : "Pour les familles qui " + French.List(
                [.. For.IsEmpty ? [] : (string[])[For.Words], .. Sibling ? (string[])["ont un frère ou une sœur là, ou qui demande, le même jour"] : []]);

    private string OwnWords
    {
        get
        {
            var words = new List<string>();
            if (For.Resident is "yes" or "no")
            {
                words.Add(For.Resident == "yes" ? "habite la commune" : "habite ailleurs");
            }

            if (For.Towns().Length > 0)
            {
                words.Add("adresse à " + AudienceForm.Or(For.Towns()));
            }

            if (For.Categories.Length > 0)
            {
                words.Add(AudienceForm.Or([.. For.Categories.Select(OfficeText.Category)]));
            }

            if (Sibling)
            {
                words.Add("frère ou sœur le même jour");
            }

            return French.Sentence(French.List(words));
        }
    }

    public static List<CriterionForm> Of(JsonNode? criteria) => [.. (criteria as JsonArray ?? []).Select((c, i) => new CriterionForm
    {
        Was = i,
        Label = c.Text("label"),
        Points = c.Number("points"),
        For = AudienceForm.Of(c?["for"]),
        Sibling = c.Flag("sibling"),
    })];

    /// <summary>The list in the order of the form; rows left blank are not in it. What is missing is said beside its row.</summary>
    public static JsonArray Write(IReadOnlyList<CriterionForm> rows, JsonNode? before, string prefix, ModelStateDictionary state)
    {
        var list = new JsonArray();
        foreach (var (row, i) in rows.Select((r, i) => (r, i)).Where(r => !r.r.IsBlank))
        {
            if (row.Points is not (>= 1 and <= 1000))
            {
                state.AddModelError($"{prefix}[{i}].Points", "Indiquez un nombre de points entre 1 et 1 000.");
            }

            if (row.For.IsEmpty && !row.Sibling)
            {
                state.AddModelError($"{prefix}[{i}].For.Resident", "Dites pour quelles familles : résidence, commune, situation, ou frère et sœur.");
            }

            if (row.Title.Length > 100)
            {
                state.AddModelError($"{prefix}[{i}].Label", "100 signes au plus : donnez un nom plus court à ce critère.");
            }

            var node = (row.Was is { } was && was >= 0 ? (before as JsonArray)?.ElementAtOrDefault(was) : null).Copy();
            node.Say("label", row.Title);
            node.Say("points", row.Points);
            node.Put("for", row.For.WriteTo(node["for"].Copy()));
            node.Say("sibling", row.Sibling);
            list.Add(node);
        }

        return list;
    }

    /// <summary>« Habite la commune : 100 points ; … ».</summary>
    public static string Words(IEnumerable<CriterionForm> rows) =>
        string.Join(" ; ", rows.Where(r => !r.IsBlank && r.Points is not null).Select(r => $"{r.Title} : {French.Count(r.Points!.Value, "point")}"));
}
