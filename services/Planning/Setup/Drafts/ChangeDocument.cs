using System.Globalization;
using System.Text.Json.Nodes;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Planning.Setup.Drafts;

/// <summary>Changes named places of a document and nothing else: parts that a screen doesn't know stay as they are.</summary>
internal static class ChangeDocument
{
    /// <exception cref="TenantFileException">Names the change whose place isn't there.</exception>
    public static JsonNode Apply(JsonNode document, IEnumerable<DraftChange> changes)
    {
        var changed = document.DeepClone();
        foreach (var change in changes)
        {
            Change(changed, change);
        }

        return changed;
    }

    private static void Change(JsonNode root, DraftChange change)
    {
        var steps = change.Path.Split('/');
        var value = change.Value is { ValueKind: not System.Text.Json.JsonValueKind.Null } given ? JsonNode.Parse(given.GetRawText()) : null;
        var place = root;
        foreach (var (step, i) in steps[..^1].Select((s, i) => (s, i)))
        {
            var next = place switch
            {
                JsonObject o => o[step] ?? (value is null ? null : o[step] = steps[i + 1] == "-" ? new JsonArray() : new JsonObject()),
                JsonArray a when Find(a, step) is { } index => a[index],
                _ => null,
            };
            if (next is null)
            {
                if (value is null)
                {
                    // What isn't there need not be taken away.
                    return;
                }

                throw Missing(change.Path, step);
            }

            place = next;
        }

        Put(place, steps[^1], value, change.Path);
    }

    private static void Put(JsonNode place, string step, JsonNode? value, string path)
    {
        switch (place)
        {
            case JsonObject o when value is null:
                o.Remove(step);
                break;
            case JsonObject o:
                o[step] = value;
                break;
            case JsonArray a when step == "-" && value is not null:
                a.Add(value);
                break;
            case JsonArray a when Find(a, step) is { } index:
                if (value is null)
                {
                    a.RemoveAt(index);
                }
                else
                {
                    a[index] = value;
                }

                break;
            case JsonArray when value is null:
                break;
            default:
                throw Missing(path, step);
        }
    }

    private static TenantFileException Missing(string path, string step) => new($"planning: there is no \"{step}\" at {path}.");

    /// <summary>By key, by date of validity, else by number.</summary>
    private static int? Find(JsonArray list, string step)
    {
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is JsonObject element && (IsText(element["key"], step) || IsText(element["validFrom"], step)))
            {
                return i;
            }
        }

        return int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number < list.Count ? number : null;
    }

    private static bool IsText(JsonNode? node, string text) => node is JsonValue value && value.TryGetValue<string>(out var found) && found == text;
}
