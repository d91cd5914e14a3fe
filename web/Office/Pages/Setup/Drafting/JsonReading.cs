using System.Globalization;
using System.Text.Json.Nodes;

namespace Preau.Office.Pages.Setup.Drafting;

/// <summary>Members of JSON objects as forms read and write them.</summary>
internal static class JsonReading
{
    public static IEnumerable<JsonObject> Elements(this JsonObject node, string name) => (node[name] as JsonArray ?? []).OfType<JsonObject>();

    public static string Text(this JsonNode? node, string name) => node?[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";

    public static int? Number(this JsonNode? node, string name) => node?[name] is JsonValue value && value.TryGetValue<int>(out var number) ? number : null;

    public static bool Flag(this JsonNode? node, string name, bool otherwise = false) =>
        node?[name] is JsonValue value && value.TryGetValue<bool>(out var flag) ? flag : otherwise;

    public static string[] Texts(this JsonNode? node, string name) =>
        [.. (node?[name] as JsonArray ?? []).OfType<JsonValue>().Select(v => v.TryGetValue<string>(out var text) ? text : "").Where(t => t.Length > 0)];

    public static DateOnly? Day(this JsonNode? node, string name) =>
        DateOnly.TryParseExact(node.Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>Writes the member, or takes it away when there is nothing to say.</summary>
    public static void Put(this JsonObject node, string name, JsonNode? value)
    {
        if (value is null or JsonArray { Count: 0 } or JsonObject { Count: 0 })
        {
            node.Remove(name);
        }
        else
        {
            node[name] = value;
        }
    }

    public static JsonArray List(IEnumerable<string>? texts) => [.. (texts ?? []).Where(t => !string.IsNullOrEmpty(t)).Select(t => JsonValue.Create(t))];

    public static JsonObject? Ages(int? from, int? to) => from is null && to is null ? null : new JsonObject { ["from"] = from ?? 0, ["to"] = to ?? 99 };

    public static string Iso(this DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A local moment as the file writes it, with or without seconds.</summary>
    public static DateTime? Moment(this JsonNode? node, string name) =>
        DateTime.TryParseExact(node.Text(name), ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var moment)
            ? moment
            : null;

    public static TimeOnly? Hour(this JsonNode? node, string name) =>
        TimeOnly.TryParseExact(node.Text(name), "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var hour) ? hour : null;

    public static decimal? Amount(this JsonNode? node, string name) =>
        node?[name] is JsonValue value && value.TryGetValue<decimal>(out var amount) ? amount : null;

    public static string Iso(this TimeOnly hour) => hour.ToString("HH:mm", CultureInfo.InvariantCulture);

    public static string Iso(this DateTime moment) => moment.ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    // The members below stay as they are written where they say that value already: a form sent back unchanged changes nothing,
    // whether the file writes a default out or leaves it away.

    /// <param name="otherwise">What holds when the file says nothing.</param>
    public static void Say(this JsonObject node, string name, bool value, bool otherwise = false)
    {
        if (node.Flag(name, otherwise) != value)
        {
            node.Put(name, value == otherwise ? null : value);
        }
    }

    public static void Say(this JsonObject node, string name, int? value, int? otherwise = null)
    {
        if ((node.Number(name) ?? otherwise) != (value ?? otherwise))
        {
            node.Put(name, value == otherwise ? null : value);
        }
    }

    public static void Say(this JsonObject node, string name, decimal? value, decimal? otherwise = null)
    {
        if ((node.Amount(name) ?? otherwise) != (value ?? otherwise))
        {
            node.Put(name, value == otherwise ? null : value);
        }
    }

    /// <summary>Text without the spaces around it; empty is nothing.</summary>
    public static void Say(this JsonObject node, string name, string? value, string otherwise = "")
    {
        var (text, now) = ((value ?? "").Trim(), node.Text(name));
        if ((now.Length == 0 ? otherwise : now) != (text.Length == 0 ? otherwise : text))
        {
            node.Put(name, text.Length == 0 || text == otherwise ? null : text);
        }
    }

    public static void Say(this JsonObject node, string name, DateOnly? value)
    {
        if (node.Day(name) != value)
        {
            node.Put(name, value?.Iso());
        }
    }

    public static void Say(this JsonObject node, string name, DateTime? value)
    {
        if (node.Moment(name) != value)
        {
            node.Put(name, value?.Iso());
        }
    }

    public static void Say(this JsonObject node, string name, TimeOnly? value)
    {
        if (node.Hour(name) != value)
        {
            node.Put(name, value?.Iso());
        }
    }

    public static void Say(this JsonObject node, string name, IEnumerable<string>? values)
    {
        string[] texts = [.. (values ?? []).Select(v => v?.Trim() ?? "").Where(v => v.Length > 0)];
        if (!node.Texts(name).SequenceEqual(texts))
        {
            node.Put(name, List(texts));
        }
    }

    public static void SayAges(this JsonObject node, string name, int? from, int? to)
    {
        var isAny = from is null && to is null;
        if (node[name].Number("from") != (isAny ? null : from ?? 0) || node[name].Number("to") != (isAny ? null : to ?? 99))
        {
            node.Put(name, Ages(from, to));
        }
    }

    /// <summary>A copy that may be changed; empty when there is none.</summary>
    public static JsonObject Copy(this JsonNode? node) => (node as JsonObject)?.DeepClone().AsObject() ?? [];
}
