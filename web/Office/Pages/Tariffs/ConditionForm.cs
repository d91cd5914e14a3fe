using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Office.Pages.Setup.Drafting;

namespace Preau.Office.Pages.Tariffs;

/// <summary>A condition of a price as a sentence with fields: « Réservé en retard : 1,50 € de plus, les 2 premiers du mois ».</summary>
internal sealed class ConditionForm
{
    /// <summary>"", "amount", "percent" or "price".</summary>
    public string? Kind { get; set; }

    public decimal? Value { get; set; }

    /// <summary>With a price: that of households from elsewhere.</summary>
    public decimal? Outside { get; set; }

    public int? First { get; set; }

    public static ConditionForm Of(JsonNode? node) => node is not JsonObject ? new ConditionForm { Kind = "" } : new ConditionForm
    {
        Kind = node["amount"] is not null ? "amount" : node["percent"] is not null ? "percent" : "price",
        Value = node.Amount("amount") ?? node.Amount("percent") ?? node.Amount("price"),
        Outside = node.Amount("nonResident"),
        First = node.Number("first"),
    };

    public JsonObject? ToJson(ModelStateDictionary state, string prefix)
    {
        if (string.IsNullOrEmpty(Kind))
        {
            return null;
        }

        if (Value is not >= 0)
        {
            if (!(state.TryGetValue(prefix + ".Value", out var entry) && entry.Errors.Count > 0))
            {
                state.AddModelError(prefix + ".Value", "Écrivez le montant en chiffres, par exemple 1,50.");
            }

            return null;
        }

        var node = new JsonObject { [Kind is "amount" or "percent" ? Kind : "price"] = Value };
        node.Put("nonResident", Kind == "price" ? Outside : null);
        node.Put("first", First);
        return node;
    }
}
