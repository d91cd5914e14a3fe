using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Preau.Contracts.Settings;

/// <summary>
/// A section of the commune's file against its records, before it is read: the first thing wrong as a French sentence with its path, what was found
/// and what is permitted: « planning.absenceReasons[0].latePercent: 400 ne va pas ; il faut un nombre entier de 1 à 300. »
/// </summary>
public static class CheckShape
{
    /// <returns>Null when the shape is right.</returns>
    public static string? FindProblem(JsonElement value, Type record, string path) => Record(value, record, path, anchor: false);

    private static string? Record(JsonElement value, Type record, string path, bool anchor)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return Wrong(value, path, "un objet { … }");
        }

        var members = SettingMember.Of(record);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var given in value.EnumerateObject())
        {
            var place = $"{path}.{given.Name}";
            if (!seen.Add(given.Name))
            {
                return $"{place}: ce réglage est donné deux fois.";
            }

            if (anchor && given.Name == "anchor")
            {
                continue;
            }

            if (members.FirstOrDefault(m => m.Name == given.Name) is not { } member)
            {
                return $"{place}: ce réglage n’existe pas ; il y a ici {List(members.Select(m => m.Name))}.";
            }

            if (Member(given.Value, member, place) is { } problem)
            {
                return problem;
            }
        }

        return members.FirstOrDefault(m => m.IsRequired && !seen.Contains(m.Name)) is { } missing
            ? $"{path}: il manque « {missing.Name} »{(missing.HasLabel ? $" ({missing.Word})" : "")}." : null;
    }

    private static string? Member(JsonElement value, SettingMember member, string path)
    {
        if (value.ValueKind == JsonValueKind.Null)
        {
            return member.IsNullable ? null : $"{path}: rien n’est donné (null) ; donnez une valeur, ou retirez le réglage.";
        }

        return Value(value, member.Type, path, member) ?? (Fits(value, member) ? null : Wrong(value, path, SettingText.Allowed(member)))
            ?? (member.Items is { } items ? Items(value, items, path) : null);
    }

    private static string? Items(JsonElement list, ItemsAttribute items, string path)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        return Each(list, (e, place) => !items.Fits(e) ? Wrong(e, place, items.Words ?? "une valeur")
            : items.Unique && !seen.Add(e.ToString()) ? $"{place}: {SettingText.Found(e)} s’y trouve deux fois." : null, path);
    }

    private static string? Value(JsonElement value, Type type, string path, SettingMember? member)
    {
        var kind = SettingShape.KindOf(type);
        switch (kind)
        {
            case SettingKind.Record:
                return Record(value, type, path, anchor: false);
            case SettingKind.Deadline:
                return Deadline(value, path);
            case SettingKind.Deadlines when value.ValueKind != JsonValueKind.Array:
                return Deadline(value, path);
            case SettingKind.Deadlines:
                return Each(value, (e, p) => Deadline(e, p), path);
            case SettingKind.List when value.ValueKind == JsonValueKind.Array:
                var element = SettingShape.ElementOf(type)!;
                return Each(value, (e, p) => e.ValueKind == JsonValueKind.Null ? Wrong(e, p, "une valeur") : Value(e, element, p, null), path);
            case SettingKind.Map when value.ValueKind == JsonValueKind.Object:
                var values = SettingShape.ValueOfMap(type)!;
                return value.EnumerateObject().Select(m => Value(m.Value, values, $"{path}.{m.Name}", null)).FirstOrDefault(p => p is not null);
            default:
                return IsOf(value, kind, type) ? null : Wrong(value, path, member is null ? SettingText.Allowed(kind, type) : SettingText.Allowed(member));
        }
    }

    private static string? Deadline(JsonElement value, string path)
    {
        if (value.ValueKind != JsonValueKind.Object)
        {
            return Wrong(value, path, "une limite, comme { \"anchor\": \"daysBefore\", \"days\": 2, \"time\": \"12:00\" }");
        }

        if (!value.TryGetProperty("anchor", out var anchor))
        {
            return $"{path}: il manque « anchor », le genre de limite ; permis : {List(DeadlineRuleConverter.Anchors.Keys)}.";
        }

        return anchor.ValueKind == JsonValueKind.String && DeadlineRuleConverter.Anchors.TryGetValue(anchor.GetString()!, out var type)
            ? Record(value, type, path, anchor: true) : Wrong(anchor, $"{path}.anchor", $"un genre de limite : {List(DeadlineRuleConverter.Anchors.Keys)}");
    }

    private static string? Each(JsonElement list, Func<JsonElement, string, string?> check, string path) =>
        list.EnumerateArray().Select((e, i) => check(e, $"{path}[{i}]")).FirstOrDefault(p => p is not null);

    private static bool IsOf(JsonElement value, SettingKind kind, Type type) => kind switch
    {
        SettingKind.Free => true,
        SettingKind.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        SettingKind.Whole => value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out _),
        SettingKind.Amount => value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out _),
        SettingKind.Weekdays => value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(d => IsOf(d, SettingKind.Word, typeof(DayOfWeek))),
        SettingKind.List or SettingKind.Map => false,
        _ when value.ValueKind != JsonValueKind.String => false,
        SettingKind.Word => SettingShape.WordsOf(type).Contains(value.GetString()),
        SettingKind.Day => DateOnly.TryParseExact(value.GetString(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        SettingKind.Moment => DateTime.TryParseExact(value.GetString(), ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture,
            DateTimeStyles.None, out _),
        SettingKind.Hour => IsHour(value.GetString()!),
        SettingKind.WeekLimit => value.GetString()!.Split(' ') is [var day, var hour] && SettingShape.WordsOf(typeof(DayOfWeek)).Contains(day) && IsHour(hour),
        _ => true,
    };

    private static bool Fits(JsonElement value, SettingMember member)
    {
        if (value.ValueKind == JsonValueKind.Number)
        {
            var number = value.GetDecimal();
            return (member.Range is not { } range || (Convert.ToDecimal(range.Minimum, CultureInfo.InvariantCulture) <= number
                    && number <= Convert.ToDecimal(range.Maximum, CultureInfo.InvariantCulture)))
                && (member.Allowed is not { } allowed || allowed.Any(a => Convert.ToDecimal(a, CultureInfo.InvariantCulture) == number));
        }

        if (value.ValueKind == JsonValueKind.String)
        {
            var text = value.GetString()!.Trim();
            return (member.Allowed is null || member.Allowed.Contains(text))
                && (member.Length is not { } length || (length.MinimumLength <= text.Length && text.Length <= length.MaximumLength))
                && (member.Pattern is null || Regex.IsMatch(text, member.Pattern, RegexOptions.None, TimeSpan.FromSeconds(1)));
        }

        return value.ValueKind != JsonValueKind.Array || ((member.Least ?? 0) <= value.GetArrayLength()
            && value.GetArrayLength() <= (member.Most ?? int.MaxValue));
    }

    private static bool IsHour(string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static string Wrong(JsonElement found, string path, string allowed) => $"{path}: {SettingText.Found(found)} ne va pas ; il faut {allowed}.";

    private static string List(IEnumerable<string> words) => string.Join(", ", words);
}
