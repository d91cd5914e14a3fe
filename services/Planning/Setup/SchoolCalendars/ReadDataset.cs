using System.Globalization;
using System.Text.Json;

namespace Preau.Planning.Setup.SchoolCalendars;

/// <summary>Dataset fr-en-calendrier-scolaire as JSON: the plain export, an API page (<c>results</c>) or the older <c>records</c>/<c>fields</c>.</summary>
internal static class ReadDataset
{
    private const int MostRecords = 20_000;

    /// <exception cref="CalendarFileException">Names the record.</exception>
    public static List<CalendarEntry> Parse(string text)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(text);
        }
        catch (JsonException e)
        {
            throw new CalendarFileException($"Ligne {e.LineNumber + 1} : ce n’est pas du JSON complet. Téléchargez de nouveau le fichier.");
        }

        using (document)
        {
            var records = Records(document.RootElement);
            if (records.GetArrayLength() > MostRecords)
            {
                throw new CalendarFileException($"Le fichier a {records.GetArrayLength()} enregistrements : {MostRecords} au plus. Filtrez-le sur votre zone.");
            }

            return [.. records.EnumerateArray().Select((record, i) => Entry(record, $"enregistrement {i + 1}"))];
        }
    }

    private static JsonElement Records(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return root;
        }

        foreach (var name in (string[])["results", "records"])
        {
            if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array)
            {
                return list;
            }
        }

        throw new CalendarFileException("Le fichier ne contient pas la liste du jeu de données « Calendrier scolaire » (fr-en-calendrier-scolaire).");
    }

    private static CalendarEntry Entry(JsonElement record, string place)
    {
        if (record.ValueKind == JsonValueKind.Object && record.TryGetProperty("record", out var inner))
        {
            record = inner;
        }

        if (record.ValueKind == JsonValueKind.Object && record.TryGetProperty("fields", out var fields))
        {
            record = fields;
        }

        if (record.ValueKind != JsonValueKind.Object)
        {
            throw new CalendarFileException($"{Capital(place)} : ce n’est pas une ligne du calendrier.");
        }

        var name = Text(record, "description", place);
        return name.Length == 0
            ? throw new CalendarFileException($"{Capital(place)} : « description » manque.")
            : new CalendarEntry(place, name, Text(record, "population", place), Text(record, "zones", place), Day(record, "start_date", place)
                ?? throw new CalendarFileException($"{Capital(place)} (« {name} ») : « start_date » manque."), Day(record, "end_date", place));
    }

    private static string Text(JsonElement record, string name, string place) =>
        !record.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? ""
        : value.ValueKind == JsonValueKind.String ? value.GetString()!.Trim()
        : throw new CalendarFileException($"{Capital(place)} : « {name} » n’est pas un texte.");

    private static DateOnly? Day(JsonElement record, string name, string place)
    {
        var text = Text(record, name, place);
        return text.Length == 0 ? null
            : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day
            : text.Length > 10 && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant)
            && instant.Year is > 1 and < 9999 ? FrenchDay.Of(instant)
            : throw new CalendarFileException($"{Capital(place)} : « {name} » vaut « {text} », qui n’est pas une date.");
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
