using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Preau.Contracts.Settings;

namespace Preau.Architecture;

/// <summary>
/// Sections of deploy/tenants/schema.json from the records that read them: shape and range from their types and attributes, descriptions from their
/// documentation comments, titles from their labels.
/// </summary>
/// <param name="prefix">Of the names of definitions: "planning" for PlanningDocument and planningPool.</param>
internal sealed partial class SettingsSchema(string prefix, Type section)
{
    private readonly SortedDictionary<string, JsonObject> _definitions = new(StringComparer.Ordinal);

    private readonly Dictionary<Assembly, Dictionary<string, XElement>> _comments = [];

    /// <summary>Definitions by name; that of the section itself bears the bare prefix.</summary>
    public IReadOnlyDictionary<string, JsonObject> Definitions()
    {
        Record(section);
        return _definitions;
    }

    public bool Owns(string definition) =>
        definition == prefix || (definition.StartsWith(prefix, StringComparison.Ordinal) && char.IsUpper(definition[prefix.Length]));

    private JsonObject Record(Type type, string? anchor = null)
    {
        var name = type == section ? prefix : prefix + Regex.Replace(type.Name, "(Document|Rules|Settings)$", "");
        if (_definitions.ContainsKey(name))
        {
            return Reference(name);
        }

        var properties = new JsonObject();
        var definition = new JsonObject { ["type"] = "object" };
        _definitions[name] = definition;
        Put(definition, "description", Summary(type));
        definition["additionalProperties"] = false;
        var members = SettingMember.Of(type);
        string[] required = [.. anchor is null ? [] : (string[])["anchor"], .. members.Where(m => m.IsRequired).Select(m => m.Name)];
        if (required.Length > 0)
        {
            definition["required"] = new JsonArray([.. required.Select(r => (JsonNode)r)]);
        }

        if (anchor is not null)
        {
            properties["anchor"] = new JsonObject { ["enum"] = new JsonArray(anchor) };
        }

        foreach (var member in members)
        {
            properties[member.Name] = Member(type, member);
        }

        definition["properties"] = properties;
        return Reference(name);
    }

    private JsonObject Member(Type record, SettingMember member)
    {
        var value = Value(member.Type);
        var node = member.IsNullable ? Nullable(value) : value;
        if (member.HasLabel)
        {
            node["title"] = member.Label;
        }

        Put(node, "description", Summary(record, member));
        if (member.Range is { } range)
        {
            (node["minimum"], node["maximum"]) = (Number(range.Minimum), Number(range.Maximum));
        }

        if (member.Length is { } length)
        {
            (node["minLength"], node["maxLength"]) = (length.MinimumLength, length.MaximumLength);
        }

        Put(node, "pattern", member.Pattern);
        Put(node, "minItems", member.Least);
        Put(node, "maxItems", member.Most);
        if (member.Allowed is { } allowed)
        {
            node.Remove("type");
            node["enum"] = new JsonArray([.. allowed.Select(a => a is string text ? (JsonNode)text : Number(a!)),
                .. member.IsNullable ? (JsonNode?[])[null] : []]);
        }

        if (member.Items is { } items)
        {
            PutItems(node, items);
        }

        Put(node, "default", Default(member));
        return node;
    }

    private static void PutItems(JsonObject node, ItemsAttribute items)
    {
        Put(node, "uniqueItems", items.Unique ? true : null);
        var element = node["items"]!.AsObject();
        if (items.Among is { } words)
        {
            element.Remove("type");
            element["enum"] = new JsonArray([.. words.Select(w => (JsonNode)w)]);
        }

        Put(element, "minLength", items.MinLength > 0 ? items.MinLength : null);
        Put(element, "maxLength", items.MaxLength > 0 ? items.MaxLength : null);
        Put(element, "pattern", items.Pattern);
        if (items.Most > 0)
        {
            (element["minimum"], element["maximum"]) = (Number(items.Least), Number(items.Most));
        }
    }

    private JsonObject Value(Type type) => SettingShape.KindOf(type) switch
    {
        SettingKind.Flag => Typed("boolean"),
        SettingKind.Whole => Typed("integer"),
        SettingKind.Amount => Typed("number"),
        SettingKind.Text => Typed("string"),
        SettingKind.Day => new JsonObject { ["type"] = "string", ["format"] = "date" },
        SettingKind.Moment => new JsonObject { ["type"] = "string", ["pattern"] = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?$" },
        SettingKind.Hour => new JsonObject { ["type"] = "string", ["pattern"] = "^([01][0-9]|2[0-3]):[0-5][0-9]$" },
        SettingKind.Word => new JsonObject { ["enum"] = new JsonArray([.. SettingShape.WordsOf(type).Select(w => (JsonNode)w)]) },
        SettingKind.Weekdays => new JsonObject { ["type"] = "array", ["items"] = Value(typeof(DayOfWeek)) },
        SettingKind.WeekLimit => new JsonObject { ["type"] = "string", ["pattern"] = "^[a-z]+day ([01][0-9]|2[0-3]):[0-5][0-9]$" },
        SettingKind.Deadline => Deadline(),
        SettingKind.Deadlines =>
            new JsonObject { ["anyOf"] = new JsonArray(Deadline(), new JsonObject { ["type"] = "array", ["minItems"] = 1, ["items"] = Deadline() }) },
        SettingKind.List => new JsonObject { ["type"] = "array", ["items"] = Value(SettingShape.ElementOf(type)!) },
        SettingKind.Map => new JsonObject { ["type"] = "object", ["additionalProperties"] = Value(SettingShape.ValueOfMap(type)!) },
        SettingKind.Record when type.GetCustomAttribute<OrSentenceAttribute>() is { } sentence => new JsonObject
        {
            ["oneOf"] = new JsonArray(new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = sentence.MaxLength }, Record(type)),
        },
        SettingKind.Record => Record(type),
        _ => [],
    };

    private JsonObject Deadline()
    {
        var name = prefix + nameof(Deadline);
        if (!_definitions.ContainsKey(name))
        {
            _definitions[name] = new JsonObject { ["description"] = Summary(typeof(DeadlineRule)) };
            _definitions[name]["oneOf"] = new JsonArray([.. DeadlineRuleConverter.Anchors.Select(a => (JsonNode)Record(a.Value, a.Key))]);
        }

        return Reference(name);
    }

    private static JsonNode? Default(SettingMember member) => member.Default switch
    {
        null => null,
        bool flag => flag,
        string text => text,
        Enum word => JsonNamingPolicy.CamelCase.ConvertName(word.ToString()),
        int or long or decimal or double => Number(member.Default),
        _ => null,
    };

    private static JsonObject Typed(string type) => new() { ["type"] = type };

    private static JsonObject Reference(string name) => new() { ["$ref"] = "#/definitions/" + name };

    private static JsonObject Nullable(JsonObject value)
    {
        if (value["type"] is { } type)
        {
            value["type"] = new JsonArray(type.DeepClone(), "null");
            return value;
        }

        if (value["enum"] is JsonArray words)
        {
            words.Add(null);
            return value;
        }

        return new JsonObject { ["anyOf"] = new JsonArray(value, Typed("null")) };
    }

    private static JsonNode Number(object value) =>
        Convert.ToDecimal(value, CultureInfo.InvariantCulture) is var number && number == decimal.Truncate(number) ? (long)number : number;

    private static void Put(JsonObject node, string name, JsonNode? value)
    {
        if (value is not null)
        {
            node[name] = value;
        }
    }

    private string? Summary(Type type) => Text(Comment(type.Assembly, "T:" + type.FullName)?.Element("summary"));

    private string? Summary(Type record, SettingMember member) =>
        Text(Comment(record.Assembly, $"P:{member.Property.DeclaringType!.FullName}.{member.Property.Name}")?.Element("summary"))
        ?? Text(Comment(record.Assembly, "T:" + record.FullName)?.Elements("param").FirstOrDefault(p => (string?)p.Attribute("name") == member.Property.Name));

    private XElement? Comment(Assembly assembly, string id)
    {
        if (!_comments.TryGetValue(assembly, out var comments))
        {
            var path = Path.ChangeExtension(assembly.Location, ".xml");
            _comments[assembly] = comments = XDocument.Load(path).Descendants("member").ToDictionary(m => (string)m.Attribute("name")!);
        }

        return comments.GetValueOrDefault(id);
    }

    // References are said as the file writes them: <see cref="P:….EvidenceDays"/> is evidenceDays.
    private static string? Text(XElement? element) => element is null ? null : Spaces().Replace(string.Concat(element.Nodes().Select(n => n switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" } see => JsonNamingPolicy.CamelCase.ConvertName(((string?)see.Attribute("cref") ?? "").Split('.')[^1]),
        XElement inner => inner.Value,
        _ => "",
    })), " ").Trim();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
