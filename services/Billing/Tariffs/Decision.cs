using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Preau.Billing.Tariffs;

/// <summary>
/// The council's decision: number, date and where it can be read. In JSON also one sentence, as grids cite it: <c>"decision": "Délibération du 9 avril"</c>.
/// </summary>
[JsonConverter(typeof(DecisionConverter))]
internal sealed record Decision(string? Number = null, DateOnly? Date = null, string? Url = null, string? Text = null)
{
    /// <summary>"Délibération n° 2026-41 du 23 juin 2026".</summary>
    [JsonIgnore]
    public string Words => Text ?? $"Délibération n°\u00A0{Number}{(Date is { } day ? $" du {Figures.Day(day)}" : "")}";
}

internal sealed class DecisionConverter : JsonConverter<Decision>
{
    public override Decision Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.String
        ? new Decision(Text: reader.GetString())
        : JsonSerializer.Deserialize<Parts>(ref reader, options) is { } parts ? new Decision(parts.Number, parts.Date, parts.Url) : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, Decision value, JsonSerializerOptions options)
    {
        if (value.Text is { } text)
        {
            writer.WriteStringValue(text);
        }
        else
        {
            writer.WriteStartObject();
            writer.WriteString("number", value.Number);
            if (value.Date is { } date)
            {
                writer.WriteString("date", date.ToString("O", CultureInfo.InvariantCulture));
            }

            if (value.Url is { } url)
            {
                writer.WriteString("url", url);
            }

            writer.WriteEndObject();
        }
    }

    private sealed record Parts(string Number, DateOnly? Date = null, string? Url = null);
}
