using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Contracts.Settings;
using Preau.Contracts.Settings.Billing;
using Preau.Office.Pages.Setup.Drafting;

namespace Preau.Office.Pages.Tariffs;

/// <summary>One version of a tariff as its form shows it. What no field says stays as the file has it.</summary>
internal sealed partial class VersionForm
{
    private static readonly string[] Prices = ["flat", "brackets", "effort", "percentOf", "byChildren", "durations"];

    /// <summary>One of <see cref="Prices"/>.</summary>
    public string? Kind { get; set; }

    [Setting<TariffVersion>(nameof(TariffVersion.Flat), ByHand = true)]
    public decimal? Flat { get; set; }

    public List<BracketForm> Brackets { get; set; } = [];

    [Setting<EffortRate>(nameof(EffortRate.Percent), ByHand = true)]
    public decimal? EffortPercent { get; set; }

    [Setting<EffortRate>(nameof(EffortRate.Floor), ByHand = true)]
    public decimal? EffortFloor { get; set; }

    [Setting<EffortRate>(nameof(EffortRate.Ceiling), ByHand = true)]
    public decimal? EffortCeiling { get; set; }

    [Setting<PercentOf>(nameof(PercentOf.Tariff), ByHand = true)]
    public string? PartTariff { get; set; }

    [Setting<PercentOf>(nameof(PercentOf.Percent), ByHand = true)]
    public decimal? PartPercent { get; set; }

    [Setting<TariffVersion>(nameof(TariffVersion.Per), ByHand = true)]
    public string? Per { get; set; }

    [Setting<TariffVersion>(nameof(TariffVersion.PlannedUnits), ByHand = true)]
    public int? Planned { get; set; }

    [Setting<TariffVersion>(nameof(TariffVersion.GraceMinutes), ByHand = true)]
    public int? Grace { get; set; }

    [Setting<TariffVersion>(nameof(TariffVersion.MostUnits), ByHand = true)]
    public int? Most { get; set; }

    [Setting<Package>(nameof(Package.Proration), ByHand = true)]
    public string? Proration { get; set; }

    /// <summary>"", "nonResident", "nonResidentPercent" or "nonResidentAmount".</summary>
    public string? OutsideKind { get; set; }

    public decimal? Outside { get; set; }

    [Setting<TariffVersion>(nameof(TariffVersion.PackedLunch), ByHand = true)]
    public decimal? PackedLunch { get; set; }

    /// <summary>"10, 20": for the 2nd child, the 3rd and those after.</summary>
    [Setting<TariffVersion>(nameof(TariffVersion.SiblingDiscounts), ByHand = true)]
    public string? Discounts { get; set; }

    [Setting<Siblings>(nameof(Siblings.Among), ByHand = true)]
    public string? Among { get; set; }

    public ConditionForm Late { get; set; } = new();

    public ConditionForm Unbooked { get; set; } = new();

    public ConditionForm Occasional { get; set; } = new();

    public ConditionForm Unexcused { get; set; } = new();

    [Setting<RegistrationFee>(nameof(RegistrationFee.Amount), ByHand = true)]
    public decimal? Fee { get; set; }

    [Setting<RegistrationFee>(nameof(RegistrationFee.Per), ByHand = true)]
    public string? FeePer { get; set; }

    [Setting<PriceCap>(nameof(PriceCap.Amount), ByHand = true)]
    public decimal? Cap { get; set; }

    [Setting<PriceCap>(nameof(PriceCap.Per), ByHand = true)]
    public string? CapPer { get; set; }

    /// <summary>"", "amount" or "percent".</summary>
    public string? FoodKind { get; set; }

    public decimal? Food { get; set; }

    [Setting<FoodPart>(nameof(FoodPart.Account), ByHand = true)]
    public string? FoodAccount { get; set; }

    [Setting<TariffVersion>(nameof(TariffVersion.Account), ByHand = true)]
    public string? Account { get; set; }

    [Setting<TariffVersion>(nameof(TariffVersion.ProductCode), ByHand = true)]
    public string? ProductCode { get; set; }

    [Setting<TariffVersion>(nameof(TariffVersion.TaxCredit), ByHand = true)]
    public bool TaxCredit { get; set; }

    [Setting<CouncilDecision>(nameof(CouncilDecision.Number), ByHand = true)]
    public string? Decision { get; set; }

    [Setting<CouncilDecision>(nameof(CouncilDecision.Date), ByHand = true)]
    public DateOnly? DecisionDate { get; set; }

    [Setting<CouncilDecision>(nameof(CouncilDecision.Url), ByHand = true)]
    public string? DecisionUrl { get; set; }

    [Setting<TariffVersion>(nameof(TariffVersion.From), ByHand = true)]
    public DateOnly? From { get; set; }

    public MoreForm More { get; set; } = new();

    public static VersionForm Of(JsonNode version) => new()
    {
        Kind = Prices.FirstOrDefault(k => version[k] is not null) ?? "brackets",
        Flat = version.Amount("flat"),
        Brackets = [.. (version["brackets"] as JsonArray ?? [])
            .Select(b => new BracketForm { From = b.Amount("from"), Price = b.Amount("price"), More = LineText.Numbers(b?["byChildren"]) })],
        EffortPercent = version["effort"].Amount("percent"),
        EffortFloor = version["effort"].Amount("floor"),
        EffortCeiling = version["effort"].Amount("ceiling"),
        PartTariff = version["percentOf"].Text("tariff"),
        PartPercent = version["percentOf"].Amount("percent"),
        Per = version.Text("per") is { Length: > 0 } per ? per : "day",
        Planned = version.Number("plannedUnits") ?? version.Number("plannedQuarters"),
        Grace = version.Number("graceMinutes"),
        Most = version.Number("mostUnits"),
        Proration = version["package"].Text("proration"),
        OutsideKind = ((string[])["nonResident", "nonResidentPercent", "nonResidentAmount"]).FirstOrDefault(k => version[k] is not null) ?? "",
        Outside = version.Amount("nonResident") ?? version.Amount("nonResidentPercent") ?? version.Amount("nonResidentAmount"),
        PackedLunch = version.Amount("packedLunch"),
        Discounts = string.Join(" ; ",
            (version["siblingDiscounts"] as JsonArray ?? []).Select(d => French.Plain((decimal)d!))),
        Among = version["siblings"].Text("among") is { Length: > 0 } among ? among : "household",
        Late = ConditionForm.Of(version["late"]),
        Unbooked = ConditionForm.Of(version["unbooked"] ?? (version.Amount("unbookedPercent") is { } more ? new JsonObject { ["percent"] = more } : null)),
        Occasional = ConditionForm.Of(version["occasional"]),
        Unexcused = ConditionForm.Of(version["unexcused"]),
        Fee = version["registrationFee"].Amount("amount"),
        FeePer = version["registrationFee"].Text("per"),
        Cap = version["cap"].Amount("amount"),
        CapPer = version["cap"].Text("per"),
        FoodKind = version["food"] is null ? "" : version["food"]!["amount"] is null ? "percent" : "amount",
        Food = version["food"].Amount("amount") ?? version["food"].Amount("percent"),
        FoodAccount = version["food"].Text("account"),
        Account = version.Text("account"),
        ProductCode = version.Text("productCode"),
        TaxCredit = version.Flag("taxCredit"),
        Decision = version["decision"] is JsonObject decision ? decision.Text("number") : version.Text("decision"),
        DecisionDate = version["decision"] is JsonObject dated ? dated.Day("date") : null,
        DecisionUrl = version["decision"] is JsonObject linked ? linked.Text("url") : "",
        From = version.Day("from"),
        More = MoreForm.Of(version),
    };

    /// <summary>Writes what the form says; what can't be read is said beside its field.</summary>
    public void WriteTo(JsonObject version, ModelStateDictionary state, string prefix)
    {
        version["from"] = From is { } from ? from.Iso() : Wrong(state, prefix + ".From", "Indiquez la date d’entrée en vigueur.", "2000-01-01");
        version.Remove("until");
        WritePrice(version, state, prefix);
        WriteTime(version);
        foreach (var name in (string[])["nonResident", "nonResidentPercent", "nonResidentAmount"])
        {
            version.Put(name, OutsideKind == name && Outside is { } outside ? outside : null);
        }

        version.Put("packedLunch", PackedLunch);
        WriteDiscounts(version, state, prefix);
        version.Put("late", Late.ToJson(state, prefix + ".Late"));
        version.Remove("unbookedPercent");
        version.Put("unbooked", Unbooked.ToJson(state, prefix + ".Unbooked"));
        version.Put("occasional", Occasional.ToJson(state, prefix + ".Occasional"));
        version.Put("unexcused", Unexcused.ToJson(state, prefix + ".Unexcused"));
        WriteBesides(version);
        More.WriteTo(version, Kind, state, prefix + ".More");
    }

    private void WritePrice(JsonObject version, ModelStateDictionary state, string prefix)
    {
        foreach (var name in Prices)
        {
            version.Remove(name);
        }

        switch (Kind)
        {
            case "flat":
                version["flat"] = Flat ?? Wrong(state, prefix + ".Flat", "Écrivez le prix en chiffres, par exemple 3,60.", 0m);
                break;
            case "effort":
                version["effort"] = new JsonObject
                {
                    ["percent"] = EffortPercent ?? Wrong(state, prefix + ".EffortPercent", "Écrivez le taux en chiffres, par exemple 0,36.", 0m),
                    ["floor"] = EffortFloor ?? 0,
                    ["ceiling"] = EffortCeiling
                        ?? Wrong(state, prefix + ".EffortCeiling", "Écrivez le prix plafond : c’est celui d’une famille sans quotient.", 0m),
                };
                break;
            case "percentOf":
                version["percentOf"] = new JsonObject
                {
                    ["tariff"] = PartTariff ?? "",
                    ["percent"] = PartPercent ?? Wrong(state, prefix + ".PartPercent", "Écrivez le pourcentage, par exemple 55.", 0m),
                };
                break;
            case "byChildren" or "durations":
                break;
            default:
                version["brackets"] = ReadBrackets(state, prefix);
                break;
        }
    }

    // Each bracket goes to where the next one begins, so there can be neither hole nor overlap.
    private JsonArray ReadBrackets(ModelStateDictionary state, string prefix)
    {
        var rows = Brackets.Select((b, i) => (Row: b, Index: i)).Where(b => b.Row.From is not null || b.Row.Price is not null).ToList();
        foreach (var (row, i) in rows)
        {
            if (row.Price is null)
            {
                Wrong(state, $"{prefix}.Brackets[{i}].Price", "Écrivez le prix de cette tranche.", 0m);
            }
            else if (LineText.ReadNumbers(row.More) is null)
            {
                Wrong(state, $"{prefix}.Brackets[{i}].Price", "Avec 2 enfants ; avec 3 : des prix séparés par un point-virgule.", 0m);
            }
            else if (row.From is null)
            {
                Wrong(state, $"{prefix}.Brackets[{i}].From", "Écrivez le quotient où commence cette tranche.", 0m);
            }
        }

        if (rows.Count == 0)
        {
            Wrong(state, $"{prefix}.Brackets[0].Price", "Une tranche au moins : elle commence à 0.", 0m);
        }

        var sorted = rows.Select(r => r.Row).OrderBy(r => r.From ?? 0).ToList();
        return
        [
            .. sorted.Select((row, i) =>
            {
                var bracket = new JsonObject { ["from"] = row.From ?? 0, ["price"] = row.Price ?? 0 };
                bracket.Put("below", i + 1 < sorted.Count ? sorted[i + 1].From ?? 0 : null);
                bracket.Put("byChildren", LineText.ReadNumbers(row.More) is { Count: > 0 } more ? more : null);
                return bracket;
            }),
        ];
    }

    private static T Wrong<T>(ModelStateDictionary state, string key, string text, T instead)
    {
        // What could not even be read has its own sentence already.
        if (!(state.TryGetValue(key, out var entry) && entry.Errors.Count > 0))
        {
            state.AddModelError(key, text);
        }

        return instead;
    }
}

internal sealed class BracketForm
{
    public decimal? From { get; set; }

    public decimal? Price { get; set; }

    /// <summary>"3,20 ; 2,80": with two children counted, three and more; empty when the number changes nothing.</summary>
    public string? More { get; set; }
}
