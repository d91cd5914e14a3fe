using System.Text.Json;

namespace Preau.Contracts.Settings;

/// <summary>What a value of the file may be, told from the type of its record.</summary>
public enum SettingKind
{
    Flag,
    Whole,
    Amount,
    Text,
    Day,
    Moment,
    Hour,
    Word,
    Weekdays,
    WeekLimit,
    Deadline,
    Deadlines,
    List,
    Map,
    Record,

    /// <summary>Anything: the service reads it by itself.</summary>
    Free,
}

/// <summary>Types of settings records as shapes of JSON.</summary>
public static class SettingShape
{
    public static SettingKind KindOf(Type type) =>
        type == typeof(bool) ? SettingKind.Flag
        : type == typeof(int) || type == typeof(long) ? SettingKind.Whole
        : type == typeof(decimal) || type == typeof(double) ? SettingKind.Amount
        : type == typeof(string) ? SettingKind.Text
        : type == typeof(DateOnly) ? SettingKind.Day
        : type == typeof(DateTime) ? SettingKind.Moment
        : type == typeof(TimeOnly) ? SettingKind.Hour
        : type.IsEnum ? SettingKind.Word
        : type == typeof(WeekdaySet) ? SettingKind.Weekdays
        : type == typeof(WeekLimit) ? SettingKind.WeekLimit
        : type == typeof(DeadlineRule) ? SettingKind.Deadline
        : type == typeof(IReadOnlyList<DeadlineRule>) ? SettingKind.Deadlines
        : ValueOfMap(type) is not null ? SettingKind.Map
        : ElementOf(type) is not null ? SettingKind.List
        : type == typeof(JsonElement) ? SettingKind.Free
        : SettingKind.Record;

    /// <summary>Type of the elements of a list.</summary>
    public static Type? ElementOf(Type type) => type.IsArray ? type.GetElementType()
        : type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(IReadOnlyList<>) || open == typeof(List<>))
            ? type.GetGenericArguments()[0] : null;

    /// <summary>Type of the values of a map with free names.</summary>
    public static Type? ValueOfMap(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() is var open && (open == typeof(IReadOnlyDictionary<,>) || open == typeof(Dictionary<,>))
            ? type.GetGenericArguments()[1] : null;

    /// <summary>A word as the file writes it.</summary>
    public static string WordOf(Enum word) => JsonNamingPolicy.CamelCase.ConvertName(word.ToString());

    /// <summary>Words of an enum as the file writes them.</summary>
    public static IEnumerable<string> WordsOf(Type type) => Enum.GetNames(type).Select(JsonNamingPolicy.CamelCase.ConvertName);
}
