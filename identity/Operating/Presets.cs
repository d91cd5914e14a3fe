using System.Text.Json;
using System.Text.Json.Nodes;

namespace Preau.Identity.Operating;

public enum Preset
{
    Village,
    Town,
    Intercommunality,
    Treasury,
}

/// <summary>Sections a new commune begins with, one file each beside this one: services, rules,
/// reasons and tariffs to adjust. The same shape as a commune's file.</summary>
internal static class Presets
{
    /// <summary>Sections by name: "family", "planning", "billing", "messaging".</summary>
    /// <param name="today">In the commune: rules and tariffs hold from the first day of its school year.</param>
    public static JsonObject Sections(NewCommune commune, DateOnly today)
    {
        var from = new DateOnly(today.Month >= 8 ? today.Year : today.Year - 1, 9, 1);
        var root = JsonNode.Parse(Filled(Read(commune.Preset), ("from", $"{from:yyyy-MM-dd}"), ("zone", commune.Zone), ("territory", commune.Territory),
            ("timeZone", commune.TimeZone)))!
            .AsObject();
        if (commune.Preset == Preset.Intercommunality)
        {
            ForEachMember(root["planning"]!["facilities"]!.AsArray(), commune.Members);
            foreach (var tariff in root["billing"]!["tariffs"]!.AsArray())
            {
                ForEachMember(tariff!["units"]!.AsArray(), commune.Members);
            }
        }

        return root;
    }

    /// <summary>Section "tenant" of the new commune's file.</summary>
    public static JsonObject Tenant(NewCommune commune) => new()
    {
        ["name"] = commune.Name.Trim(),
        ["longName"] = commune.Preset == Preset.Intercommunality ? commune.Name.Trim() : "Commune de " + commune.Name.Trim(),
        ["state"] = "soon",
        ["timeZone"] = commune.TimeZone,
        ["hosts"] = new JsonArray([.. commune.Host is null ? Array.Empty<JsonNode>() : [commune.Host]]),
        ["brand"] = Ui.Theme.Of(commune.Brand).Brand,
        ["loginTitle"] = "Se connecter",
        ["loginText"] = "Avec votre identifiant, ou l’adresse électronique que la mairie connaît.",
        ["members"] = new JsonArray([.. commune.Members.Select(m => (JsonNode)new JsonObject { ["name"] = m, ["state"] = "open" })]),
    };

    private static void ForEachMember(JsonArray items, IReadOnlyList<string> members)
    {
        var templates = items.Select(i => i!.ToJsonString(Relaxed)).ToList();
        items.Clear();
        foreach (var member in members)
        {
            foreach (var template in templates)
            {
                items.Add(JsonNode.Parse(Filled(template, ("member", NewCommune.SlugOf(member)), ("memberName", member))));
            }
        }
    }

    private static string Filled(string text, params ReadOnlySpan<(string Name, string Value)> values)
    {
        foreach (var (name, value) in values)
        {
            text = text.Replace("{{" + name + "}}", JsonEncodedText.Encode(value).ToString(), StringComparison.Ordinal);
        }

        return text;
    }

    private static string Read(Preset preset)
    {
        using var stream = typeof(Presets).Assembly.GetManifestResourceStream($"preset-{preset.ToString().ToLowerInvariant()}.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
