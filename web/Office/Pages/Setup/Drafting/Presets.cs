using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Rendering;
using Preau.Contracts.Api;

namespace Preau.Office.Pages.Setup.Drafting;

/// <summary>What a canteen, a care service, a Wednesday or a holiday centre usually is, so that five answers are enough.</summary>
internal static class Presets
{
    private static readonly string[] SchoolWeek = ["monday", "tuesday", "thursday", "friday"];
    private static readonly string[] FiveDays = ["monday", "tuesday", "wednesday", "thursday", "friday"];

    public static IEnumerable<SelectListItem> Choices => SetupText.Choices(
        ("canteen", "Cantine"), ("morning", "Accueil du matin"), ("evening", "Accueil du soir"), ("wednesday", "Centre du mercredi"),
        ("holidays", "Centre de vacances"));

    public static IEnumerable<SelectListItem> Limits => SetupText.Choices(
        ("eve", "La veille"), ("two-days", "Deux jours ouvrés avant"), ("open-day", "Le jour d’ouverture précédent"),
        ("thursday", "Le jeudi pour la semaine suivante"), ("ten-days", "Dix jours avant les vacances"));

    /// <summary>Changes of the draft, with the keys of the new service and of its rule.</summary>
    public static (List<DraftChange> Changes, string Key, string Rule) Build(NewModel.NewService input, SetupDocument document, DateOnly today)
    {
        var label = string.IsNullOrWhiteSpace(input.Label) ? Choices.First(c => c.Value == input.Kind).Text : input.Label.Trim();
        var key = document.NewKey(label);
        var changes = new List<DraftChange>();
        var facility = input.Facility;
        if (string.IsNullOrEmpty(facility))
        {
            facility = document.NewKey(input.NewFacility!.Trim());
            facility = facility == key ? facility + "-accueil" : facility;
            changes.Add(Change("facilities/-", new JsonObject { ["key"] = facility, ["label"] = input.NewFacility.Trim(), ["services"] = new JsonArray() }));
        }

        changes.Add(Change($"rules/{key}", new JsonArray(Rule(input, today))));
        var pools = Pools(input, label, key);
        foreach (var pool in pools)
        {
            changes.Add(Change($"facilities/{facility}/pools/-", pool));
        }

        changes.Add(Change($"facilities/{facility}/services/-", new JsonObject
        {
            ["key"] = key,
            ["label"] = label,
            ["ages"] = JsonReading.Ages(input.From, input.To),
            ["opening"] = Opening(input.Kind),
            ["rule"] = key,
            ["units"] = Units(input.Kind, label, key, [.. pools.Select(p => p.Text("key"))]),
        }));
        return (changes, key, key);
    }

    private static JsonObject Opening(string? kind) => kind switch
    {
        "wednesday" => new JsonObject { ["wednesdays"] = true },
        "holidays" => new JsonObject { ["shortHolidays"] = JsonReading.List(FiveDays), ["summer"] = JsonReading.List(FiveDays) },
        _ => new JsonObject { ["schoolDays"] = JsonReading.List(SchoolWeek) },
    };

    private static JsonArray Units(string? kind, string label, string key, string[] pools)
    {
        if (kind is not ("wednesday" or "holidays"))
        {
            return [Unit(key, label, kind == "canteen" ? "Repas" : null, kind == "canteen", pools)];
        }

        var whole = Unit(key + "-journee", $"{label} journée", "Journée", true, pools);
        var half = Unit(key + "-apres-midi", $"{label} après-midi", "Après-midi", false, pools);
        half["excludes"] = JsonReading.List([key + "-journee"]);
        return [whole, half];
    }

    private static JsonObject Unit(string key, string label, string? shortLabel, bool meal, string[] pools)
    {
        var unit = new JsonObject { ["key"] = key, ["label"] = label };
        unit.Put("shortLabel", shortLabel);
        unit.Put("meal", meal ? true : null);
        unit.Put("pools", JsonReading.List(pools));
        return unit;
    }

    private static List<JsonObject> Pools(NewModel.NewService input, string label, string key)
    {
        if (input.Places is not { } places)
        {
            return [];
        }

        if (input.YoungPlaces is not { } young || input.From >= 6 || input.To < 6)
        {
            return [Pool(key + "-places", label, places, input.From, input.To)];
        }

        return [Pool(key + "-moins-de-6-ans", $"{label}, moins de 6 ans", young, input.From, 5),
            Pool(key + "-6-ans-et-plus", $"{label}, 6 ans et plus", places - young, 6, input.To)];
    }

    private static JsonObject Pool(string key, string label, int places, int? from, int? to) =>
        new() { ["key"] = key, ["label"] = label, ["capacity"] = places, ["ages"] = JsonReading.Ages(from, to) };

    private static JsonObject Rule(NewModel.NewService input, DateOnly today)
    {
        var deadlines = new JsonObject { ["book"] = Limit(input, input.Late), ["absence"] = Limit(input, "toAgent") };
        if (input.Limit == "ten-days")
        {
            deadlines["opens"] = new JsonObject { ["anchor"] = "bookingPeriod", ["days"] = 45, ["time"] = "08:00" };
        }

        return new JsonObject
        {
            ["validFrom"] = today.Iso(),
            ["deadlines"] = deadlines,
            ["validation"] = new JsonObject { ["book"] = input.Answer, ["cancel"] = "automatic", ["absence"] = "automatic" },
            ["full"] = "refuse",
        };
    }

    private static JsonObject Limit(NewModel.NewService input, string late)
    {
        var limit = input.Limit switch
        {
            "eve" => new JsonObject { ["anchor"] = "daysBefore", ["days"] = 1 },
            "open-day" => new JsonObject { ["anchor"] = "previousOpenDay" },
            "thursday" => new JsonObject { ["anchor"] = "weekdayOfWeek", ["weekday"] = "thursday", ["weeksBefore"] = 1 },
            "ten-days" => new JsonObject { ["anchor"] = "bookingPeriod", ["days"] = 10 },
            _ => new JsonObject { ["anchor"] = "daysBefore", ["days"] = 2, ["skip"] = new JsonObject { ["weekends"] = true, ["publicHolidays"] = true } },
        };
        limit["time"] = input.Time!.Value.ToString("HH:mm", CultureInfo.InvariantCulture);
        limit["late"] = late;
        return limit;
    }

    private static DraftChange Change(string path, JsonNode value) => new(path, JsonSerializer.SerializeToElement(value));
}
