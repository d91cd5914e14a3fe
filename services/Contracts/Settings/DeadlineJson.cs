using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Preau.Contracts.Settings;

/// <summary>
/// Reads a rule by its <c>anchor</c>, wherever that property stands, strictly: unknown anchors, properties and words are
/// refused with what was expected, whatever the options of the caller.
/// </summary>
public sealed class DeadlineRuleConverter : JsonConverter<DeadlineRule>
{
    /// <summary>The kind of rule that each anchor names.</summary>
    public static IReadOnlyDictionary<string, Type> Anchors { get; } = new Dictionary<string, Type>(StringComparer.Ordinal)
    {
        ["daysBefore"] = typeof(DaysBefore),
        ["previousWeekday"] = typeof(PreviousWeekday),
        ["weekdayOfWeek"] = typeof(WeekdayOfWeek),
        ["dayOfPreviousMonth"] = typeof(DayOfPreviousMonth),
        ["previousOpenDay"] = typeof(PreviousOpenDay),
        ["perWeekdayTable"] = typeof(PerWeekdayTable),
        ["fixedDate"] = typeof(FixedDate),
        ["bookingPeriod"] = typeof(BookingPeriod),
        ["none"] = typeof(NoLimit),
    };

    private static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new WordConverter<LateAnswer>(), new WordConverter<DayOfWeek>(), new WordConverter<FilterPeriod>(), new HourConverter() },
    };

    public override DeadlineRule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var json = document.RootElement;
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("Expected a rule such as { \"anchor\": \"daysBefore\", \"days\": 2, \"time\": \"12:00\" }.");
        }

        var anchor = json.TryGetProperty("anchor", out var value) ? value.GetRawText() : "missing";
        var name = anchor.Trim('"');
        if (!Anchors.TryGetValue(name, out var type))
        {
            throw new JsonException($"\"anchor\" is {anchor}; expected one of {string.Join(", ", Anchors.Keys)}.");
        }

        try
        {
            CheckNames(json, type, "anchor");
            var body = JsonObject.Create(json)!;
            body.Remove("anchor");
            var rule = (DeadlineRule)body.Deserialize(type, Strict)!;
            return (rule.FindProblem() ?? rule.On?.FindProblem()) is { } wrong ? throw new JsonException($"{wrong}.") : rule;
        }
        catch (JsonException problem)
        {
            // Without a path of its own, so that the outer reader puts the one of the whole file.
            throw new JsonException($"In the rule \"{name}\": {Explain(problem)}", problem);
        }
    }

    public override void Write(Utf8JsonWriter writer, DeadlineRule value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("anchor", Anchors.First(a => a.Value == value.GetType()).Key);
        foreach (var (name, node) in JsonSerializer.SerializeToNode(value, value.GetType(), Strict)!.AsObject())
        {
            if (node is not JsonObject { Count: 0 })
            {
                writer.WritePropertyName(name);
                node!.WriteTo(writer);
            }
        }

        writer.WriteEndObject();
    }

    /// <summary>Names unknown, missing, doubled or null properties in the words of the file; the serializer would name .NET types.</summary>
    private static void CheckNames(JsonElement json, Type type, string? extra = null)
    {
        var properties = Strict.GetTypeInfo(type).Properties.Where(p => p.Set is not null).ToList();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in json.EnumerateObject())
        {
            var property = properties.FirstOrDefault(p => p.Name == member.Name);
            if (property is null && member.Name == "surcharge")
            {
                throw new JsonException("\"surcharge\" is written once, in the tariff: \"late\" of a version in section billing.");
            }

            if (property is null && member.Name != extra)
            {
                throw new JsonException($"\"{member.Name}\" is not known; expected {string.Join(", ", properties.Select(p => p.Name))}.");
            }

            if (!seen.Add(member.Name))
            {
                throw new JsonException($"\"{member.Name}\" is given twice.");
            }

            if (member.Value.ValueKind == JsonValueKind.Null)
            {
                throw new JsonException($"\"{member.Name}\" is null: leave it out instead.");
            }

            if (property is not null && Strict.GetTypeInfo(property.PropertyType).Kind == JsonTypeInfoKind.Object
                && member.Value.ValueKind == JsonValueKind.Object)
            {
                CheckNames(member.Value, property.PropertyType);
            }
        }

        if (properties.FirstOrDefault(p => p.IsRequired && !seen.Contains(p.Name)) is { } missing)
        {
            throw new JsonException($"\"{missing.Name}\" is missing.");
        }
    }

    private static string Explain(JsonException problem)
    {
        var property = problem.Path is null or "$" ? null : problem.Path.TrimStart('$', '.');
        return property is null ? problem.Message
            : problem.InnerException is not null || problem.Message.Contains("Path:", StringComparison.Ordinal)
            ? $"\"{property}\" has a value of the wrong kind."
            : $"\"{property}\": {problem.Message}";
    }
}

/// <summary>One rule, or a list of them.</summary>
internal sealed class OneOrManyRulesConverter : JsonConverter<IReadOnlyList<DeadlineRule>>
{
    public override IReadOnlyList<DeadlineRule> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            return [ReadOne(ref reader, "", options)];
        }

        var rules = new List<DeadlineRule>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            rules.Add(ReadOne(ref reader, $"[{rules.Count}]: ", options));
        }

        return rules;
    }

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<DeadlineRule> value, JsonSerializerOptions options)
    {
        if (value.Count == 1)
        {
            JsonSerializer.Serialize(writer, value[0], options);
        }
        else
        {
            JsonSerializer.Serialize(writer, value.ToArray(), options);
        }
    }

    private static DeadlineRule ReadOne(ref Utf8JsonReader reader, string place, JsonSerializerOptions options)
    {
        try
        {
            return JsonSerializer.Deserialize<DeadlineRule>(ref reader, options) ?? throw new JsonException("A rule can't be null.");
        }
        catch (JsonException problem)
        {
            // Without a path of its own, so that the outer reader puts the one of the whole file.
            throw new JsonException(place + problem.Message, problem);
        }
    }
}

/// <summary>“12:00”, hours and minutes only.</summary>
public sealed class HourConverter : JsonConverter<TimeOnly>
{
    public static TimeOnly Parse(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new JsonException($"'{text}' is no hour; expected one such as 12:00 or 23:59.");

    public static string Format(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    public override TimeOnly Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Parse(reader.TokenType == JsonTokenType.String ? reader.GetString()! : JsonDocument.ParseValue(ref reader).RootElement.GetRawText());

    public override void Write(Utf8JsonWriter writer, TimeOnly value, JsonSerializerOptions options) => writer.WriteStringValue(Format(value));
}
