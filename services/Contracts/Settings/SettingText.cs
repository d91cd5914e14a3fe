using System.Globalization;
using System.Text.Json;

namespace Preau.Contracts.Settings;

/// <summary>What was found and what is permitted, in French: « un nombre entier de 1 à 300 ».</summary>
public static class SettingText
{
    public static string Allowed(SettingMember member)
    {
        var what = Allowed(SettingShape.KindOf(member.Type), member.Type);
        if (member.Allowed is { } values)
        {
            return Either(values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture)!));
        }

        if (member.Range is { } range)
        {
            return $"{what} de {Number(range.Minimum)} à {Number(range.Maximum)}";
        }

        if (member.Pattern is not null)
        {
            return member.PatternWords ?? $"un texte de la forme {member.Pattern}";
        }

        return member.Length is { } length ? length.MinimumLength > 0
                ? $"un texte de {length.MinimumLength} à {length.MaximumLength} signes" : $"un texte de {length.MaximumLength} signes au plus"
            : (member.Least, member.Most) switch
            {
                ({ } least, { } most) => $"une liste de {least} à {most} éléments",
                ({ } least, null) => $"une liste d’au moins {least} élément{(least > 1 ? "s" : "")}",
                (null, { } most) => $"une liste de {most} éléments au plus",
                _ => what,
            };
    }

    public static string Allowed(SettingKind kind, Type type) => kind switch
    {
        SettingKind.Flag => "true (oui) ou false (non)",
        SettingKind.Whole => "un nombre entier",
        SettingKind.Amount => "un nombre",
        SettingKind.Text => "un texte entre guillemets",
        SettingKind.Day => "une date comme \"2026-12-24\"",
        SettingKind.Moment => "une date et une heure locales comme \"2026-11-20T08:00\"",
        SettingKind.Hour => "une heure comme \"16:30\"",
        SettingKind.Word => Either(SettingShape.WordsOf(type)),
        SettingKind.Weekdays => "une liste de jours comme [\"monday\", \"friday\"]",
        SettingKind.WeekLimit => "un jour et une heure comme \"friday 11:00\"",
        SettingKind.List => "une liste [ … ]",
        _ => "un objet { … }",
    };

    public static string Found(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => "un objet",
        JsonValueKind.Array => $"une liste de {value.GetArrayLength()} élément{(value.GetArrayLength() > 1 ? "s" : "")}",
        JsonValueKind.Null => "rien (null)",
        _ when value.GetRawText() is { Length: > 60 } text => text[..59] + "…",
        _ => value.GetRawText(),
    };

    /// <summary>« 1 440 », « 0,01 ».</summary>
    public static string Number(object number) =>
        Words.French.Number(Convert.ToDecimal(number, CultureInfo.InvariantCulture));

    private static string Either(IEnumerable<string> words) => string.Join(" ou ", words.Select(w => w));
}
