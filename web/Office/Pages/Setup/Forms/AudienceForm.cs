using System.Text.Json.Nodes;
using Preau.Contracts;
using Preau.Office.Pages.Setup.Drafting;

namespace Preau.Office.Pages.Setup.Forms;

/// <summary>Which families: by residence, town and situation. What is left empty doesn't matter.</summary>
internal sealed class AudienceForm
{
    /// <summary>"yes", "no", or empty for both.</summary>
    public string? Resident { get; set; }

    /// <summary>Towns, separated by commas.</summary>
    public string? Communes { get; set; }

    public string[] Categories { get; set; } = [];

    public bool IsEmpty => string.IsNullOrEmpty(Resident) && string.IsNullOrWhiteSpace(Communes) && Categories.Length == 0;

    /// <summary>« habitent la commune, à Dionay ou Chatte », after « les familles qui »; empty for all.</summary>
    public string Words
    {
        get
        {
            var words = new List<string>();
            if (Resident is "yes" or "no")
            {
                words.Add(Resident == "yes" ? "habitent la commune" : "habitent ailleurs");
            }

            if (Towns().Length > 0)
            {
                words.Add("ont leur adresse à " + Or(Towns()));
            }

            if (Categories.Length > 0)
            {
                words.Add($"ont la situation « {Or([.. Categories.Select(OfficeText.Category)])} »");
            }

            return French.List(words);
        }
    }

    public static AudienceForm Of(JsonNode? audience) => new()
    {
        Resident = audience?["resident"] is null ? "" : audience.Flag("resident") ? "yes" : "no",
        Communes = string.Join(", ", audience.Texts("communes")),
        Categories = audience.Texts("categories"),
    };

    /// <summary>Null for all families.</summary>
    public JsonObject? WriteTo(JsonObject audience)
    {
        if ((Resident is "yes" or "no") != audience["resident"] is not null || audience.Flag("resident") != (Resident == "yes"))
        {
            audience.Put("resident", Resident is "yes" or "no" ? Resident == "yes" : null);
        }

        audience.Say("communes", Towns());
        audience.Say("categories", FamilyCategories.All.Where(Categories.Contains));
        return audience.Count == 0 ? null : audience;
    }

    public static string Or(IReadOnlyList<string> words) =>
        words.Count < 2 ? string.Concat(words) : $"{string.Join(", ", words.Take(words.Count - 1))} ou {words[^1]}";

    public string[] Towns() => (Communes ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
