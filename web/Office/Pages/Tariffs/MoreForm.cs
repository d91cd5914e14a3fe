using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Preau.Contracts.Settings;
using Preau.Contracts.Settings.Billing;
using Preau.Office.Pages.Setup.Drafting;

namespace Preau.Office.Pages.Tariffs;

/// <summary>The rarer parts of a tariff's version: prices by children and durations, steps of
/// a stay, categories, supplements, late pick-ups, contracts.</summary>
internal sealed class MoreForm
{
    /// <summary>"12 ; 22 ; 30": with one child counted, two, three and more.</summary>
    [Setting<TariffVersion>(nameof(TariffVersion.ByChildren), ByHand = true)]
    public string? ByChildren { get; set; }

    /// <summary>"60 : 2,50" a line: minutes, price; the last one « au-delà : 4 ».</summary>
    [Setting<TariffVersion>(nameof(TariffVersion.Durations), ByHand = true)]
    public string? Durations { get; set; }

    /// <summary>"2 : 3" or "5 : 4 : sans repas" a line: hours of the stay, hours that count.</summary>
    [Setting<TariffVersion>(nameof(TariffVersion.Steps), ByHand = true)]
    public string? Steps { get; set; }

    [Setting<TariffVersion>(nameof(TariffVersion.LeastUnits), ByHand = true)]
    public int? Least { get; set; }

    [Setting<TariffVersion>(nameof(TariffVersion.Rounding), ByHand = true)]
    public string? Rounding { get; set; }

    /// <summary>"agent : 4,20" a line.</summary>
    [Setting<TariffVersion>(nameof(TariffVersion.Categories), ByHand = true)]
    public string? Categories { get; set; }

    /// <summary>"11 : 10" a line: from the nth day of the month, percent off.</summary>
    [Setting<TariffVersion>(nameof(TariffVersion.VolumeDiscounts), ByHand = true)]
    public string? Volume { get; set; }

    /// <summary>"Sortie : 2 : 08/07/2027 ; mercredi" a line.</summary>
    [Setting<TariffVersion>(nameof(TariffVersion.DaySupplements), ByHand = true)]
    public string? Supplements { get; set; }

    [Setting<Siblings>(nameof(Siblings.From), ByHand = true)]
    public int? SiblingsFrom { get; set; }

    [Setting<Siblings>(nameof(Siblings.Everyone), ByHand = true)]
    public bool Everyone { get; set; }

    [Setting<LatePickUpFee>(nameof(LatePickUpFee.Amount), ByHand = true)]
    public decimal? LateFee { get; set; }

    [Setting<LatePickUpFee>(nameof(LatePickUpFee.From), ByHand = true)]
    public int? LateFrom { get; set; }

    [Setting<LatePickUpFee>(nameof(LatePickUpFee.Within), ByHand = true)]
    public string? LateWithin { get; set; }

    [Setting<LatePickUpFee>(nameof(LatePickUpFee.Per), ByHand = true)]
    public string? LatePer { get; set; }

    [Setting<LatePickUpFee>(nameof(LatePickUpFee.EveryMinutes), ByHand = true)]
    public int? LateEvery { get; set; }

    [Setting<HoursContract>(nameof(HoursContract.Weeks), ByHand = true)]
    public int? Weeks { get; set; }

    [Setting<HoursContract>(nameof(HoursContract.Months), ByHand = true)]
    public int? Months { get; set; }

    [Setting<HoursContract>(nameof(HoursContract.RateOn), ByHand = true)]
    public string? RateOn { get; set; }

    /// <summary>"10 ; 11 ; 12": months in which a year's package is billed.</summary>
    [Setting<Package>(nameof(Package.BilledIn), ByHand = true)]
    public string? BilledIn { get; set; }

    [Setting<RegistrationFee>(nameof(RegistrationFee.Within), ByHand = true)]
    public string? FeeWithin { get; set; }

    [Setting<PriceCap>(nameof(PriceCap.Within), ByHand = true)]
    public string? CapWithin { get; set; }

    [Setting<FoodPart>(nameof(FoodPart.ProductCode), ByHand = true)]
    public string? FoodProduct { get; set; }

    public static MoreForm Of(JsonNode version) => new()
    {
        ByChildren = LineText.Numbers(version["byChildren"]),
        Durations = LineText.Lines(version["durations"],
            d => $"{(d.Number("upTo") is { } minutes ? minutes.ToString(CultureInfo.InvariantCulture) : "au-delà")} : {LineText.Of(d.Amount("price"))}"),
        Steps = LineText.Lines(version["steps"],
            s => $"{LineText.Of(s.Amount("upTo"))} : {LineText.Of(s.Amount("counts"))}{(s.Flag("withoutMeal") ? " : sans repas" : "")}"),
        Least = version.Number("leastUnits"),
        Rounding = version.Text("rounding") is { Length: > 0 } rounding ? rounding : "started",
        Categories = LineText.Lines(version["categories"], c => $"{c.Text("category")} : {LineText.Of(c.Amount("price"))}"),
        Volume = LineText.Lines(version["volumeDiscounts"], v => $"{v.Number("from")} : {LineText.Of(v.Amount("percent"))}"),
        Supplements = LineText.Lines(version["daySupplements"], LineText.Supplement),
        SiblingsFrom = version["siblings"].Number("from"),
        Everyone = version["siblings"].Flag("everyone"),
        LateFee = version["latePickUp"].Amount("amount"),
        LateFrom = version["latePickUp"].Number("from"),
        LateWithin = version["latePickUp"].Text("within"),
        LatePer = version["latePickUp"].Text("per"),
        LateEvery = version["latePickUp"].Number("everyMinutes"),
        Weeks = version["contract"].Number("weeks"),
        Months = version["contract"].Number("months"),
        RateOn = version["contract"].Text("rateOn"),
        BilledIn = LineText.Numbers(version["package"]?["billedIn"]),
        FeeWithin = version["registrationFee"].Text("within"),
        CapWithin = version["cap"].Text("within"),
        FoodProduct = version["food"].Text("productCode"),
    };

    /// <summary>Writes over what the rest of the form wrote; what can't be read is said beside its field.</summary>
    public void WriteTo(JsonObject version, string? kind, ModelStateDictionary state, string prefix)
    {
        version.Put(
            "byChildren", kind == "byChildren"
                ? Read(LineText.ReadNumbers(ByChildren), "ByChildren", "Des prix séparés par un point-virgule, par exemple 12 ; 22 ; 30.", required: true)
                : null);
        version.Put(
            "durations", kind == "durations"
                ? Read(LineText.ReadLines(Durations, Duration), "Durations", "Une durée par ligne, par exemple 60 : 2,50 ; la dernière s’écrit au-delà : 4.",
                    required: true)
                : null);
        var timed = version.Text("per") is "quarterHour" or "halfHour" or "hour";
        version.Put("steps",
            timed ? Read(LineText.ReadLines(Steps, Step), "Steps", "Un palier par ligne, en heures, par exemple 2 : 3 ou 5 : 4 : sans repas.") : null);
        version.Put("leastUnits", timed ? Least : null);
        version.Put("rounding", timed && Rounding is "nearest" or "exact" ? Rounding : null);
        version.Put("categories", Read(LineText.ReadLines(Categories, p => p.Length == 2 && p[0].Length > 0 && LineText.Number(p[1]) is { } price
            ? new JsonObject { ["category"] = p[0], ["price"] = price } : null), "Categories", "Une catégorie par ligne, par exemple agent : 4,20."));
        version.Put("volumeDiscounts",
            Read(LineText.ReadLines(Volume, p => p.Length == 2 && int.TryParse(p[0], NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            && LineText.Number(p[1]) is { } percent ? new JsonObject { ["from"] = from, ["percent"] = percent } : null), "Volume",
            "Un jour et un pourcentage par ligne, par exemple 11 : 10."));
        version.Put(
            "daySupplements", Read(LineText.ReadLines(Supplements, LineText.ReadSupplement), "Supplements",
                "Un supplément par ligne, par exemple Sortie : 2 : 08/07/2027 ; mercredi."));
        WriteObjects(version);

        JsonArray? Read(JsonArray? list, string field, string sentence, bool required = false)
        {
            if (list is null || (required && list.Count == 0))
            {
                state.AddModelError($"{prefix}.{field}", sentence);
            }

            return list is { Count: > 0 } ? list : null;
        }
    }

    private void WriteObjects(JsonObject version)
    {
        if (version["siblings"] is JsonObject || SiblingsFrom is > 2 || Everyone)
        {
            var siblings = version["siblings"].Copy();
            siblings.Put("from", SiblingsFrom is null or 2 ? null : SiblingsFrom);
            siblings.Put("everyone", Everyone ? true : null);
            version.Put("siblings", siblings);
        }

        var late = new JsonObject();
        late.Put("amount", LateFee);
        late.Put("from", LateFrom is null or 1 ? null : LateFrom);
        late.Put("within", LateWithin is null or "" or "month" ? null : LateWithin);
        late.Put("per", LatePer is null or "" or "child" ? null : LatePer);
        late.Put("everyMinutes", LateEvery);
        version.Put("latePickUp", LateFee is null ? null : late);
        var contract = new JsonObject();
        contract.Put("weeks", Weeks);
        contract.Put("months", Months is null or 12 ? null : Months);
        contract.Put("rateOn", RateOn is null or "" or "january" ? null : RateOn);
        version.Put("contract", Weeks is null ? null : contract);
        if (version["package"] is JsonObject || (version.Text("per") is "year" && !string.IsNullOrWhiteSpace(BilledIn)))
        {
            var package = version["package"].Copy();
            package.Put("billedIn", version.Text("per") == "year" && LineText.ReadNumbers(BilledIn) is { Count: > 0 } months ? months : null);
            version.Put("package", package);
        }

        Put("registrationFee", "within", FeeWithin is null or "" or "schoolYear" ? null : FeeWithin);
        Put("cap", "within", CapWithin is null or "" or "month" ? null : CapWithin);
        Put("food", "productCode", FoodProduct.OrNull());

        void Put(string part, string name, string? value)
        {
            if (version[part] is JsonObject of)
            {
                of.Put(name, value);
            }
        }
    }

    private static JsonObject? Duration(string[] parts)
    {
        if (parts.Length != 2 || LineText.Number(parts[1]) is not { } price)
        {
            return null;
        }

        var duration = new JsonObject { ["price"] = price };
        if (int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes))
        {
            duration["upTo"] = minutes;
            return duration;
        }

        return parts[0] is "au-delà" or "au-dela" or "plus" ? duration : null;
    }

    private static JsonObject? Step(string[] parts)
    {
        if (parts.Length is < 2 or > 3 || LineText.Number(parts[0]) is not { } upTo || LineText.Number(parts[1]) is not { } counts
            || (parts.Length == 3 && parts[2] != "sans repas"))
        {
            return null;
        }

        var step = new JsonObject { ["upTo"] = upTo, ["counts"] = counts };
        if (parts.Length == 3)
        {
            step["withoutMeal"] = true;
        }

        return step;
    }
}
