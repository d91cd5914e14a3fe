using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Preau.Contracts.Settings;
using Preau.Contracts.Settings.Billing;

namespace Preau.Architecture;

/// <summary>deploy/tenants/schema.json says what the records say. To write it anew: PREAU_WRITE_SCHEMA=1 with this test.</summary>
public sealed class SchemaTests
{
    private const string Path = "deploy/tenants/schema.json";

    private static readonly (string Prefix, Type Record)[] Sections =
    [
        ("tenant", typeof(TenantSettings)), ("family", typeof(FamilySettings)), ("planning", typeof(PlanningDocument)),
        ("messaging", typeof(MessagingSettings)), ("billing", typeof(BillingSettings)),
    ];

    private static readonly JsonSerializerOptions Short = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public void The_schema_is_the_one_of_the_records()
    {
        var file = JsonNode.Parse(Repository.Read(Path))!.AsObject();
        foreach (var (prefix, record) in Sections)
        {
            Replace(file["definitions"]!.AsObject(), new SettingsSchema(prefix, record));
        }

        if (Environment.GetEnvironmentVariable("PREAU_WRITE_SCHEMA") == "1")
        {
            File.WriteAllText(System.IO.Path.Combine(Repository.Root, Path), Written(file));
        }

        var (records, written) = (file["definitions"]!.AsObject(), JsonNode.Parse(Repository.Read(Path))!["definitions"]!.AsObject());
        var differ = records.Select(d => d.Key).Union(written.Select(d => d.Key)).Where(d => !JsonNode.DeepEquals(records[d], written[d])).ToList();
        Assert.True(differ.Count == 0, "Run this test with PREAU_WRITE_SCHEMA=1: " + string.Join(", ", differ));
    }

    [Fact]
    public void Each_reference_of_the_schema_leads_to_a_definition()
    {
        var file = JsonDocument.Parse(Repository.Read(Path)).RootElement;
        var known = file.GetProperty("definitions").EnumerateObject().Select(d => "#/definitions/" + d.Name).ToHashSet();
        var found = References(file).ToHashSet();

        Assert.Empty(found.Except(known));
        Assert.Empty(known.Except(found));
    }

    [Fact]
    public void Each_setting_has_a_label()
    {
        var types = Sections.Select(s => s.Record).Concat(DeadlineRuleConverter.Anchors.Values).ToList();
        for (var i = 0; i < types.Count; i++)
        {
            types.AddRange(SettingMember.Of(types[i]).Select(m => Inner(m.Type)).OfType<Type>().Where(t => !types.Contains(t)).Distinct().ToList());
        }

        Assert.Empty(types.SelectMany(t => SettingMember.Of(t).Where(m => !m.HasLabel).Select(m => $"{t.Name}.{m.Property.Name}")));
    }

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(m => m.NameEquals("$ref") ? [m.Value.GetString()!] : References(m.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static Type? Inner(Type type) => SettingShape.KindOf(type) switch
    {
        SettingKind.Record => type,
        SettingKind.List => Inner(SettingShape.ElementOf(type)!),
        SettingKind.Map => Inner(SettingShape.ValueOfMap(type)!),
        _ => null,
    };

    // Where the section stands now, so that the others keep their place.
    private static void Replace(JsonObject definitions, SettingsSchema section)
    {
        var before = definitions.TakeWhile(d => !section.Owns(d.Key)).Select(d => d.Key).ToHashSet();
        var others = definitions.Where(d => !section.Owns(d.Key)).Select(d => (d.Key, Value: d.Value!.DeepClone())).ToList();
        definitions.Clear();
        foreach (var (name, value) in others.Where(o => before.Contains(o.Key)))
        {
            definitions[name] = value;
        }

        foreach (var (name, value) in section.Definitions())
        {
            definitions[name] = value;
        }

        foreach (var (name, value) in others.Where(o => !before.Contains(o.Key)))
        {
            definitions[name] = value;
        }
    }

    /// <summary>Two spaces deep, and on one line what fits on one.</summary>
    private static string Written(JsonNode node)
    {
        var text = new StringBuilder();
        Write(text, node, 0);
        return text.Append('\n').ToString();
    }

    private static void Write(StringBuilder text, JsonNode? node, int depth)
    {
        var line = node?.ToJsonString(Short).Replace("\":", "\": ", StringComparison.Ordinal) ?? "null";
        if (node is not (JsonObject or JsonArray) || (depth > 1 && line.Length + (2 * depth) < 150 && !line.Contains('{', StringComparison.Ordinal))
            || (depth > 2 && line.Length + (2 * depth) < 150))
        {
            text.Append(node is JsonObject or JsonArray ? Spaced(node) : node?.ToJsonString(Short) ?? "null");
            return;
        }

        var (open, close) = node is JsonObject ? ('{', '}') : ('[', ']');
        text.Append(open).Append('\n');
        var members = node is JsonObject o
            ? o.Select(m => (Name: (string?)m.Key, m.Value)).ToList()
            : [.. node.AsArray().Select(e => (Name: (string?)null, Value: e))];
        foreach (var ((name, value), i) in members.Select((m, i) => (m, i)))
        {
            text.Append(' ', 2 * (depth + 1)).Append(name is null ? "" : $"\"{name}\": ");
            Write(text, value, depth + 1);
            text.Append(i < members.Count - 1 ? ",\n" : "\n");
        }

        text.Append(' ', 2 * depth).Append(close);
    }

    private static string Spaced(JsonNode? node) => node switch
    {
        JsonObject { Count: 0 } => "{}",
        JsonObject o => $"{{ {string.Join(", ", o.Select(m => $"\"{m.Key}\": {Spaced(m.Value)}"))} }}",
        JsonArray a => $"[{string.Join(", ", a.Select(Spaced))}]",
        _ => node?.ToJsonString(Short) ?? "null",
    };
}
