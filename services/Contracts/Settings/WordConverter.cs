using System.Text.Json;
using System.Text.Json.Serialization;

namespace Preau.Contracts.Settings;

/// <summary>An enum as a camelCase word; an unknown word is refused with the list of known ones.</summary>
public sealed class WordConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => EnumWord.Parse<T>(ref reader);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(EnumWord.Of(value));
}

/// <summary>The words of an enum in a document.</summary>
public static class EnumWord
{
    public static string Of<T>(T value) where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    public static T Parse<T>(ref Utf8JsonReader reader) where T : struct, Enum =>
        reader.TokenType == JsonTokenType.String
            ? Parse<T>(reader.GetString()!)
            : throw new JsonException($"Expected one of {Known<T>.List} as text.");

    public static T Parse<T>(string word) where T : struct, Enum =>
        Known<T>.Values.TryGetValue(word, out var value) ? value : throw new JsonException($"'{word}' is not known; expected one of {Known<T>.List}.");

    private static class Known<T> where T : struct, Enum
    {
        public static readonly Dictionary<string, T> Values = Enum.GetValues<T>().ToDictionary(Of, StringComparer.Ordinal);

        public static string List => string.Join(", ", Values.Keys);
    }
}
