using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Preau.Planning.Calendars;

namespace Preau.Planning.Deadlines;

/// <summary>
/// Reads a rule by its <c>anchor</c>, wherever that property stands, strictly: unknown anchors, properties and words are
/// refused with what was expected, whatever the options of the caller.
/// </summary>
internal sealed class DeadlineRuleConverter : JsonConverter<DeadlineRule>
{
    private static readonly Dictionary<string, Type> Anchors = new(StringComparer.Ordinal)
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
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Converters = { new WordConverter<LateAnswer>(), new WordConverter<DayOfWeek>(), new WordConverter<FilterPeriod>(), new HourConverter() },
    };

    public override DeadlineRule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        var json = ToObject(document.RootElement);
        var anchor = json["anchor"]?.ToJsonString() ?? "missing";
        var name = anchor.Trim('"');
        if (!Anchors.TryGetValue(name, out var type))
        {
            throw new JsonException($"\"anchor\" is {anchor}; expected one of {string.Join(", ", Anchors.Keys)}.");
        }

        json.Remove("anchor");
        DeadlineRule rule;
        try
        {
            rule = (DeadlineRule)json.Deserialize(type, Strict)!;
        }
        catch (JsonException problem)
        {
            // Without a path of its own, so that the outer reader puts the one of the whole file.
            throw new JsonException($"In the rule \"{name}\", {problem.Path}: {problem.Message}", problem);
        }

        return rule.FindProblem() is { } wrong ? throw new JsonException($"In the rule \"{name}\": {wrong}.") : rule;
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

    private static JsonObject ToObject(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new JsonException("Expected a rule such as { \"anchor\": \"daysBefore\", \"days\": 2, \"time\": \"12:00\" }.");
        }

        var json = new JsonObject();
        foreach (var property in element.EnumerateObject())
        {
            if (!json.TryAdd(property.Name, JsonSerializer.SerializeToNode(property.Value)))
            {
                throw new JsonException($"\"{property.Name}\" is given twice.");
            }
        }

        return json;
    }
}

/// <summary>One rule, or a list of them.</summary>
internal sealed class OneOrManyRulesConverter : JsonConverter<IReadOnlyList<DeadlineRule>>
{
    public override IReadOnlyList<DeadlineRule> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        DeadlineRule?[] rules = reader.TokenType == JsonTokenType.StartArray
            ? JsonSerializer.Deserialize<DeadlineRule?[]>(ref reader, options)!
            : [JsonSerializer.Deserialize<DeadlineRule>(ref reader, options)];
        return rules.Contains(null) ? throw new JsonException("A rule can't be null.") : [.. rules.OfType<DeadlineRule>()];
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
}

/// <summary>“12:00”, hours and minutes only.</summary>
internal sealed class HourConverter : JsonConverter<TimeOnly>
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
