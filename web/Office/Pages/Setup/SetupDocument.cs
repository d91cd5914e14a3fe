using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Preau.Office.Pages.Setup;

/// <summary>The document of a commune's planning as the screens walk it. Only what a form shows is read; all the rest is left alone.</summary>
sealed class SetupDocument(JsonElement element)
{
    public JsonObject Root { get; } = JsonNode.Parse(element.GetRawText())!.AsObject();

    public IEnumerable<JsonObject> Facilities => Root.Elements("facilities");

    public IEnumerable<string> RuleNames => (Root["rules"] as JsonObject ?? []).Select(r => r.Key);

    public IEnumerable<(JsonObject Facility, JsonObject Service)> Services => Facilities.SelectMany(f => f.Elements("services").Select(s => (f, s)));

    public IEnumerable<JsonObject> Versions(string rule) => (Root["rules"]?[rule] as JsonArray ?? []).OfType<JsonObject>().OrderBy(v => v.Text("validFrom"), StringComparer.Ordinal);

    public (JsonObject Facility, JsonObject Service)? Service(string key) => Services.Where(s => s.Service.Text("key") == key).Select(s => ((JsonObject, JsonObject)?)s).FirstOrDefault();

    /// <summary>Is a key of that kind taken anywhere in the document?</summary>
    public bool IsTaken(string key) => Facilities.Any(f => f.Text("key") == key || f.Elements("pools").Any(p => p.Text("key") == key))
        || Services.Any(s => s.Service.Text("key") == key || s.Service.Elements("units").Any(u => u.Text("key") == key)) || RuleNames.Contains(key);

    /// <summary>« Centre du mercredi » → "centre-du-mercredi", with a number when that is taken.</summary>
    public string NewKey(string label)
    {
        var plain = new System.Text.StringBuilder();
        foreach (var sign in label.ToLowerInvariant().Replace("œ", "oe", StringComparison.Ordinal).Normalize(System.Text.NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(sign))
            {
                plain.Append(sign);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark && plain.Length > 0 && plain[^1] != '-')
            {
                plain.Append('-');
            }
        }
        var root = plain.ToString().Trim('-') is { Length: > 0 } name ? name[..Math.Min(name.Length, 50)] : "service";
        var key = root;
        for (var n = 2; IsTaken(key); n++)
        {
            key = $"{root}-{n}";
        }
        return key;
    }
}

/// <summary>Members of JSON objects as forms read and write them.</summary>
static class JsonReading
{
    public static IEnumerable<JsonObject> Elements(this JsonObject node, string name) => (node[name] as JsonArray ?? []).OfType<JsonObject>();

    public static string Text(this JsonNode? node, string name) => node?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public static int? Number(this JsonNode? node, string name) => node?[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    public static bool Flag(this JsonNode? node, string name, bool otherwise = false) => node?[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : otherwise;

    public static string[] Texts(this JsonNode? node, string name) => [.. (node?[name] as JsonArray ?? []).OfType<JsonValue>().Select(v => v.TryGetValue<string>(out var text) ? text : "").Where(t => t.Length > 0)];

    public static DateOnly? Day(this JsonNode? node, string name) => DateOnly.TryParseExact(node.Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Writes the member, or takes it away when there is nothing to say.</summary>
    public static void Put(this JsonObject node, string name, JsonNode? value)
    {
        if (value is null or JsonArray { Count: 0 } or JsonObject { Count: 0 })
        {
            node.Remove(name);
        }
        else
        {
            node[name] = value;
        }
    }

    public static JsonArray List(IEnumerable<string>? texts) => [.. (texts ?? []).Where(t => !string.IsNullOrEmpty(t)).Select(t => JsonValue.Create(t))];

    public static JsonObject? Ages(int? from, int? to) => from is null && to is null ? null : new JsonObject { ["from"] = from ?? 0, ["to"] = to ?? 99 };

    public static string Iso(this DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
