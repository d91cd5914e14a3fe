using System.Text.Json;

namespace Preau.Testing;

/// <summary>JSON of the shape a route reads, with the same strange values wherever one fits.</summary>
/// <param name="Text">As JSON, quotes included.</param>
/// <param name="Day">"9999-12-31".</param>
public sealed record StrangeBody(string Text, string Day, string Number)
{
    private const int Deepest = 6;

    /// <summary>Half a sign; no sign; the last day of all and the greatest numbers; the first day and less than nothing.</summary>
    public static IReadOnlyList<StrangeBody> All { get; } =
    [
        new("\"a\\ud800b\"", "9999-12-31", "2147483647"),
        new("\"\\u0000\"", "0001-01-01", "-1"),
        new($"\"{new string('é', 5000)}\"", "9999-12-01", "0"),
        new("\"2026-12-08\"", "2026-12-08", "1"),
    ];

    /// <summary>Stands for every id; null: each is one that nothing has.</summary>
    public Guid? Id { get; init; }

    public string Of(Type type) => Write(type, 0);

    private string Write(Type given, int depth)
    {
        var type = Nullable.GetUnderlyingType(given) ?? given;
        return type switch
        {
            _ when type == typeof(string) || type == typeof(JsonElement) || type == typeof(object) => Text,
            _ when type == typeof(Guid) => $"\"{Id ?? Guid.NewGuid()}\"",
            _ when type == typeof(DateOnly) => $"\"{Day}\"",
            _ when type == typeof(DateTime) || type == typeof(DateTimeOffset) => $"\"{Day}T23:59:59\"",
            _ when type == typeof(TimeOnly) => "\"23:59:59\"",
            _ when type == typeof(bool) => "true",
            { IsEnum: true } => $"\"{Enum.GetNames(type)[0]}\"",
            { IsPrimitive: true } => Number,
            _ when type == typeof(decimal) => Number,
            _ when depth > Deepest => "null",
            { IsArray: true } => $"[{Write(type.GetElementType()!, depth + 1)}]",
            { IsGenericType: true } when type.GetGenericArguments() is [var key, var value] && key == typeof(string) => $"{{\"a\":{Write(value, depth + 1)}}}",
            { IsGenericType: true } => $"[{Write(type.GetGenericArguments()[0], depth + 1)}]",
            _ =>
                $"{{{string.Join(',', type.GetProperties().Where(p => p.CanWrite).Select(p => $"\"{JsonNamingPolicy.CamelCase.ConvertName(p.Name)}\":{Write(p.PropertyType, depth + 1)}"))}}}",
        };
    }
}
