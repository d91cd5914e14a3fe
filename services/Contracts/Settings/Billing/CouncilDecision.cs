using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings.Billing;

/// <summary>
/// The council's decision: number, date and where it can be read. Also one sentence, as grids cite it: <c>"decision": "Délibération du 9 avril"</c>.
/// </summary>
[JsonConverter(typeof(DecisionConverter)), OrSentence(200)]
public sealed record CouncilDecision
{
    [Label("N° de délibération", Word = "numéro"), StringLength(200, MinimumLength = 1), JsonRequired]
    public string? Number { get; init; }

    [Label("Votée le", Word = "date")]
    public DateOnly? Date { get; init; }

    [Label("Adresse où la lire", Help = "Commence par https://", Word = "adresse"), StringLength(500), RegularExpression("^https://")]
    public string? Url { get; init; }

    /// <summary>The sentence, in place of the three.</summary>
    [JsonIgnore]
    public string? Text { get; init; }
}

internal sealed class DecisionConverter : JsonConverter<CouncilDecision>
{
    public override CouncilDecision Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? new CouncilDecision { Text = reader.GetString() }
        : JsonSerializer.Deserialize<Parts>(ref reader, options) is { } parts
            ? new CouncilDecision { Number = parts.Number, Date = parts.Date, Url = parts.Url } : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, CouncilDecision value, JsonSerializerOptions options)
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
