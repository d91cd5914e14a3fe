using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Office.Pages.Setup.Drafting;

namespace Preau.Office.Pages.Tariffs;

/// <summary>What a version says besides its price: time, discounts, what comes on top.</summary>
internal sealed partial class VersionForm
{
    private void WriteTime(JsonObject version)
    {
        version.Put("per", Per is null or "day" ? null : Per);
        var timed = Per is "quarterHour" or "halfHour" or "hour";
        version.Remove("plannedQuarters");
        version.Put("plannedUnits", timed && More.Weeks is null ? Planned : null);
        version.Put("graceMinutes", timed ? Grace : null);
        version.Put("mostUnits", timed ? Most : null);
        var package = version["package"].Copy();
        package.Put("proration", string.IsNullOrEmpty(Proration) || Proration == "none" ? null : Proration);
        version.Put("package", Per is "month" or "year" ? package : null);
    }

    private void WriteDiscounts(JsonObject version, ModelStateDictionary state, string prefix)
    {
        var list = new JsonArray();
        foreach (var text in (Discounts ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (decimal.TryParse(text.Replace(',', '.').TrimEnd('%', ' ', '\u00A0'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out var percent)
                && percent <= 100)
            {
                list.Add(percent);
            }
            else
            {
                Wrong(state, prefix + ".Discounts", "Des pourcentages séparés par un point-virgule, par exemple 10 ; 20.", 0m);
            }
        }

        version.Put("siblingDiscounts", list);
        var siblings = version["siblings"].Copy();
        siblings.Put("among", Among is null or "household" ? null : Among);
        version.Put("siblings", siblings);
    }

    private void WriteBesides(JsonObject version)
    {
        var fee = version["registrationFee"].Copy();
        fee.Put("amount", Fee);
        fee.Put("per", FeePer is null or "" or "child" ? null : FeePer);
        version.Put("registrationFee", Fee is null ? null : fee);
        var cap = version["cap"].Copy();
        cap.Put("amount", Cap);
        cap.Put("per", CapPer is null or "" or "child" ? null : CapPer);
        version.Put("cap", Cap is null ? null : cap);
        var food = version["food"].Copy();
        food.Put("amount", FoodKind == "amount" ? Food ?? 0 : null);
        food.Put("percent", FoodKind == "percent" ? Food ?? 0 : null);
        food.Say("account", FoodAccount);
        version.Put("food", string.IsNullOrEmpty(FoodKind) ? null : food);
        version.Say("account", Account);
        version.Say("productCode", ProductCode);
        version.Say("taxCredit", TaxCredit);
        var decision = new JsonObject();
        decision.Say("number", Decision);
        decision.Put("date", DecisionDate?.Iso());
        decision.Say("url", DecisionUrl);
        version.Put("decision", decision["number"] is null ? null : decision);
    }
}
