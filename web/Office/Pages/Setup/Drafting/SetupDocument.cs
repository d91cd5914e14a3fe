using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Preau.Office.Pages.Setup.Drafting;

/// <summary>The document of a commune's planning as the screens walk it. Only what a form shows is read; all the rest is left alone.</summary>
internal sealed class SetupDocument(JsonElement element)
{
    public JsonObject Root { get; } = JsonNode.Parse(element.GetRawText())!.AsObject();

    public IEnumerable<JsonObject> Facilities => Root.Elements("facilities");

    public IEnumerable<string> RuleNames => (Root["rules"] as JsonObject ?? []).Select(r => r.Key);

    public IEnumerable<(JsonObject Facility, JsonObject Service)> Services => Facilities.SelectMany(f => f.Elements("services").Select(s => (f, s)));

    public IEnumerable<JsonObject> Versions(string rule) =>
        (Root["rules"]?[rule] as JsonArray ?? []).OfType<JsonObject>().OrderBy(v => v.Text("validFrom"), StringComparer.Ordinal);

    public (JsonObject Facility, JsonObject Service)? Service(string key) =>
        Services.Where(s => s.Service.Text("key") == key).Select(s => ((JsonObject, JsonObject)?)s).FirstOrDefault();

    /// <summary>A rule has only a key: on screens it is named by what follows it. « Ses délais », « Délais communs avec Garderie du soir ».</summary>
    public string RuleTitle(string rule, JsonObject service)
    {
        string[] others = [.. Followers(rule).Where(s => s.Text("key") != service.Text("key")).Select(s => s.Text("label")).Distinct()];
        return others.Length switch
        {
            0 => "Ses délais",
            <= 2 => $"Délais communs avec {French.List(others)}",
            _ => $"Délais communs à {others.Length + 1} services",
        };
    }

    /// <summary>« Délais de Cantine et Garderie du soir ».</summary>
    public string RuleTitle(string rule)
    {
        string[] users = [.. Followers(rule).Select(s => s.Text("label")).Distinct()];
        return users.Length switch
        {
            0 => $"Délais « {rule} », que rien ne suit",
            <= 2 => $"Délais : {French.List(users)}",
            _ => $"Délais : {users[0]}, {users[1]} et {users.Length - 2} de plus",
        };
    }

    private IEnumerable<JsonObject> Followers(string rule) => Services.Select(s => s.Service).Where(s => s.Text("rule") == rule);

    /// <summary>Is a key of that kind taken anywhere in the document?</summary>
    public bool IsTaken(string key) => Facilities.Any(f => f.Text("key") == key || f.Elements("pools").Any(p => p.Text("key") == key))
        || Services.Any(s => s.Service.Text("key") == key || s.Service.Elements("units").Any(u => u.Text("key") == key)) || RuleNames.Contains(key);

    /// <summary>« Centre du mercredi » → "centre-du-mercredi", with a number when that is taken.</summary>
    public string NewKey(string label)
    {
        var root = Key(label, "service");
        var key = root;
        for (var n = 2; IsTaken(key); n++)
        {
            key = $"{root}-{n}";
        }

        return key;
    }

    /// <param name="otherwise">For a label without a letter.</param>
    public static string Key(string label, string otherwise)
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

        return plain.ToString().Trim('-') is { Length: > 0 } name ? name[..Math.Min(name.Length, 50)].TrimEnd('-') : otherwise;
    }

    /// <summary>The part at a place of a draft's change, or null; steps into lists are keys, dates of validity or numbers.</summary>
    public JsonNode? Find(string path) => path.Split('/').Aggregate((JsonNode?)Root, (node, step) => node switch
    {
        JsonObject o => o[step],
        JsonArray a => a.FirstOrDefault(e => e is JsonObject && (e.Text("key") == step || e.Text("validFrom") == step))
            ?? (int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < a.Count ? a[number] : null),
        _ => null,
    });
}
