using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Preau.Contracts.Api;
using Preau.Contracts.Words;
using Preau.Planning.Dates.Calendars;
using Preau.Planning.Dates.Deadlines;

namespace Preau.Planning.Setup.Drafts;

/// <summary>The difference of two documents in French sentences. It walks any document: members without a record are named as they are.</summary>
internal sealed class DescribeChanges(JsonNode before, JsonNode after)
{
    private readonly List<SettingsDifference> _found = [];

    public IReadOnlyList<SettingsDifference> Run()
    {
        Compare("", "", typeof(PlanningDocument), null, before, after);
        return _found;
    }

    /// <param name="type">What both are; null where the document has no record for it.</param>
    private void Compare(string place, string name, Type? type, SettingMember? member, JsonNode? old, JsonNode? now)
    {
        if (JsonNode.DeepEquals(old, now))
        {
            return;
        }

        switch (old, now)
        {
            case (JsonObject a, JsonObject b) when a["anchor"] is null && b["anchor"] is null:
                CompareMembers(place, name, type, a, b);
                break;
            case (JsonArray a, JsonArray b) when IsKeyed(a) && IsKeyed(b):
                CompareElements(place, name, type is null ? null : SettingShape.ElementOf(type), a, b);
                break;
            default:
                Add(place, $"{Capital(member?.Word ?? name)} : {Written(old, name, type)} devient {Written(now, name, type)}.");
                break;
        }
    }

    private void CompareMembers(string place, string name, Type? type, JsonObject old, JsonObject now)
    {
        foreach (var key in old.Select(m => m.Key).Union(now.Select(m => m.Key)))
        {
            var inside = name == "rules" ? Join(place, $"règle « {key} »") : place;
            var (a, b) = (old[key], now[key]);
            var member = Member(type, key);
            var inner = type is null ? null : SettingShape.ValueOfMap(type) ?? member?.Type;
            if (a is null && b is not (null or JsonObject or JsonArray { Count: > 0 }))
            {
                Add(inside, $"{Capital(member?.Word ?? key)} : {Written(b, key, inner)}.");
            }
            else if (b is null && a is not (null or JsonObject or JsonArray { Count: > 0 }))
            {
                Add(inside, $"{Capital(member?.Word ?? key)} : plus réglé, c’était {Written(a, key, inner)}.");
            }
            else
            {
                Compare(inside, name == "rules" ? "versions" : key, inner, member, a ?? Empty(b), b ?? Empty(a));
            }
        }
    }

    private static SettingMember? Member(Type? type, string name) =>
        type is not null && SettingShape.KindOf(type) == SettingKind.Record ? SettingMember.Of(type).FirstOrDefault(m => m.Name == name) : null;

    private void CompareElements(string place, string name, Type? type, JsonArray old, JsonArray now)
    {
        // Elements that have the same name twice (a closure each year) are told apart by their turn.
        var (a, b) = (Named(old), Named(now));
        foreach (var (id, element) in a)
        {
            if (!b.TryGetValue(id, out var other))
            {
                Add(place, $"{Capital(SettingWords.One(name))} {Title(element)} : n’y est plus.");
            }
            else
            {
                Compare(Join(place, Title(element)), name, type, null, element, other);
            }
        }

        foreach (var (id, element) in b.Where(e => !a.ContainsKey(e.Key)))
        {
            Add(place, $"{Capital(SettingWords.One(name))} {Title(element)} : {SettingWords.New(name)}{Summary(element)}.");
        }
    }

    private static Dictionary<string, JsonNode> Named(JsonArray list)
    {
        var named = new Dictionary<string, JsonNode>();
        foreach (var element in list)
        {
            var name = Name(element!);
            var id = name;
            for (var turn = 2; named.ContainsKey(id); turn++)
            {
                id = $"{name} {turn}";
            }

            named.Add(id, element!);
        }

        return named;
    }

    private static bool IsKeyed(JsonArray list) => list.All(e => e is JsonObject o && o["anchor"] is null);

    private static string Name(JsonNode element) =>
        (string?)element["key"] ?? (string?)element["validFrom"] ?? (string?)element["rentree"]
        ?? string.Join('|', (string?)element["label"], (string?)element["name"], (string?)element["scope"], (string?)element["target"],
            element["date"] ?? element["published"] ?? element["first"] ?? element["at"]);

    private static string Title(JsonNode element) =>
        element["validFrom"] is { } from ? $"valable à partir du {Written(from)}"
        : element["label"] is { } label ? $"« {label} »{(element["first"] is not null ? $" {Range(element)}" : "")}"
        : element["name"] is { } name ? $"« {name} »"
        : (element["date"] ?? element["published"] ?? element["rentree"] ?? element["at"]) is { } day ? Written(day)
        : (string?)element["key"] ?? "";

    private static string Range(JsonNode element) => (string?)element["last"] is { } last && Day((string?)element["first"]) is { } from && Day(last) is { } to
        ? FrenchDates.Range(from, to, DateOnly.MinValue) : "";

    private static string Summary(JsonNode element) => element["deadlines"] is JsonObject deadlines
        ? ", " + string.Join(" ; ", deadlines.Where(d => d.Value is not null)
            .Select(d => $"{Member(typeof(DeadlineSet), d.Key)?.Word ?? d.Key} {Written(d.Value)}"))
        : element["capacity"] is { } places ? $", {places} places"
        : element["points"] is { } points ? $", {points} points"
        : element["for"] is { } families ? $", {Written(families, "for", typeof(AudienceDocument))}" : "";

    private static string Written(JsonNode? node, string name = "", Type? type = null) => node switch
    {
        null => "rien",
        JsonObject o when o["anchor"] is not null => Rule(o),
        JsonObject { Count: 0 } or JsonArray { Count: 0 } => "rien",
        JsonObject o when o["from"] is JsonValue && o["to"] is JsonValue =>
            int.TryParse(o["from"]!.ToString(), out _) ? $"de {o["from"]} à {o["to"]} ans" : $"de {o["from"]} à {o["to"]}",
        JsonObject o => string.Join(", ", o.Select(m => (m, Member: Member(type, m.Key)))
            .Select(m => $"{m.Member?.Word ?? m.m.Key} {Written(m.m.Value, m.m.Key, m.Member?.Type)}")),
        JsonArray a => string.Join(" ; ", a.Select(e => Written(e, name, type is null ? null : SettingShape.ElementOf(type)))),
        JsonValue v when v.TryGetValue<bool>(out var yes) => yes ? "oui" : "non",
        JsonValue v when v.TryGetValue<string>(out var text) =>
            Day(text) is { } day ? FrenchDates.Day(day, DateOnly.MinValue) : Moment(text) is { } moment
            ? FrenchDates.Moment(moment, DateOnly.MinValue) : SettingWords.Value(name, text),
        JsonValue v when v.TryGetValue<decimal>(out var number) => French.Plain(number),
        _ => node.ToJsonString(),
    };

    private static string Rule(JsonObject rule)
    {
        try
        {
            var read = rule.Deserialize<DeadlineRule>()!;
            return $"{read.Sentence} ({read.LateSentence.TrimEnd('.').Replace("Après, ", "après, ", StringComparison.Ordinal)})";
        }
        catch (JsonException)
        {
            return rule.ToJsonString();
        }
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static DateTime? Moment(string? text) =>
        DateTime.TryParseExact(text, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment)
            ? moment : null;

    private static JsonNode? Empty(JsonNode? like) => like switch { JsonObject => new JsonObject(), JsonArray => new JsonArray(), _ => null };

    private static string Join(string place, string inner) => place.Length == 0 ? inner : inner.Length == 0 ? place : $"{place}, {inner}";

    private static string Capital(string text) => text.Length == 0 ? text : char.ToUpper(text[0], CultureInfo.InvariantCulture) + text[1..];

    private void Add(string place, string text) => _found.Add(new SettingsDifference(Capital(place), text));
}
