using System.Text.Json;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings;

/// <summary>An enum as a camelCase word; an unknown word is refused with the list of known ones.</summary>
public sealed class WordConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private static readonly Dictionary<string, T> Values =
        Enum.GetValues<T>().ToDictionary(v => JsonNamingPolicy.CamelCase.ConvertName(v.ToString()), StringComparer.Ordinal);

    public static string Word(T value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static T Parse(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
            ? Parse(reader.GetString()!)
            : throw new JsonException($"Expected one of {Known} as text.");

    public static T Parse(string word) =>
        Values.TryGetValue(word, out var value) ? value : throw new JsonException($"'{word}' is not known; expected one of {Known}.");

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Parse(ref reader);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(Word(value));

    private static string Known => string.Join(", ", Values.Keys);
}
