using System.Globalization;
using System.Text.Json.Nodes;

namespace Preau.Office.Pages.Tariffs;

/// <summary>Lists of a tariff as lines of text, one element a line: « 60 : 2,50 ». Reading gives null for what isn't so.</summary>
internal static class LineText
{
    public static readonly (string Key, string Name)[] Weekdays =
    [
        ("monday", "lundi"), ("tuesday", "mardi"), ("wednesday", "mercredi"), ("thursday", "jeudi"), ("friday", "vendredi"), ("saturday", "samedi"),
        ("sunday", "dimanche"),
    ];

    public static string Numbers(JsonNode? list) => string.Join(" ; ", (list as JsonArray ?? []).Select(n => Of((decimal)n!)));

    public static string Lines(JsonNode? list, Func<JsonNode, string> line) => string.Join("\n", (list as JsonArray ?? []).Select(n => line(n!)));

    public static string Of(decimal? value) => value is { } figure ? French.Plain(figure, most: 4) : "";

    /// <summary>"12 ; 22,50": numbers; null when one isn't.</summary>
    public static JsonArray? ReadNumbers(string? text)
    {
        var list = new JsonArray();
        foreach (var part in (text ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Number(part) is not { } number)
            {
                return null;
            }

            list.Add(number);
        }

        return list;
    }

    /// <summary>Each line cut at its colons; null when a line isn't taken.</summary>
    public static JsonArray? ReadLines(string? text, Func<string[], JsonObject?> read)
    {
        var list = new JsonArray();
        foreach (var line in (text ?? "").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (read(line.Split(':', StringSplitOptions.TrimEntries)) is not { } element)
            {
                return null;
            }

            list.Add(element);
        }

        return list;
    }

    /// <summary>"2,50", "2.50", "2,50 €": a number; null for anything else.</summary>
    public static decimal? Number(string text) => decimal.TryParse(
        text.Replace("\u202F", "", StringComparison.Ordinal).Replace(',', '.').TrimEnd('€', '%', 'h', ' ', '\u00A0'), NumberStyles.AllowDecimalPoint,
        CultureInfo.InvariantCulture, out var number)
        ? number : null;

    /// <summary>"Sortie : 2 : 08/07/2027 ; mercredi": a supplement with its dates or days of the week.</summary>
    public static JsonObject? ReadSupplement(string[] parts)
    {
        if (parts.Length != 3 || parts[0].Length == 0 || Number(parts[1]) is not { } amount)
        {
            return null;
        }

        var (dates, weekdays) = (new JsonArray(), new JsonArray());
        foreach (var when in parts[2].Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var weekday = Array.Find(Weekdays, w => string.Equals(w.Name, when, StringComparison.OrdinalIgnoreCase)).Key;
            if (weekday is not null)
            {
                weekdays.Add(weekday);
            }
            else if (DateOnly.TryParseExact(when, ["dd/MM/yyyy", "d/M/yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                dates.Add(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
            }
            else
            {
                return null;
            }
        }

        var supplement = new JsonObject { ["label"] = parts[0], ["amount"] = amount };
        if (dates.Count > 0)
        {
            supplement["dates"] = dates;
        }

        if (weekdays.Count > 0)
        {
            supplement["weekdays"] = weekdays;
        }

        return dates.Count + weekdays.Count == 0 ? null : supplement;
    }

    public static string Supplement(JsonNode node)
    {
        var dates = (node["dates"] as JsonArray ?? [])
            .Select(d => DateOnly.ParseExact((string)d!, "yyyy-MM-dd", CultureInfo.InvariantCulture).ToString("dd/MM/yyyy", CultureInfo.InvariantCulture));
        var weekdays = (node["weekdays"] as JsonArray ?? []).Select(w => Array.Find(Weekdays, x => x.Key == (string)w!).Name);
        return $"{(string)node["label"]!} : {Of((decimal)node["amount"]!)} : {string.Join(" ; ", dates.Concat(weekdays))}";
    }
}
