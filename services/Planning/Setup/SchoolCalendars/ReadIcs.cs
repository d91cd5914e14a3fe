using System.Globalization;

namespace Preau.Planning.Setup.SchoolCalendars;

/// <summary>
/// Official ICS calendars (RFC 5545): whole days and instants, folded lines. A reader of our own, because an error must name its line and a
/// calendar library keeps none; what it doesn't know about events (repetition, durations) is refused rather than guessed.
/// </summary>
internal static class ReadIcs
{
    /// <exception cref="CalendarFileException">Names the line.</exception>
    public static List<CalendarEntry> Parse(string text)
    {
        var entries = new List<CalendarEntry>();
        var fields = new Dictionary<string, (string Parameters, string Value)>(StringComparer.Ordinal);
        int? begun = null;
        var inCalendar = false;
        var depth = 0;
        foreach (var (number, line) in Unfold(text))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                throw Wrong(number, "une ligne d’un calendrier a la forme NOM:valeur.");
            }

            var (head, value) = (line[..colon], line[(colon + 1)..]);
            var name = head.Split(';')[0].ToUpperInvariant();
            switch (name, value.ToUpperInvariant())
            {
                case ("BEGIN", "VCALENDAR"):
                    inCalendar = true;
                    break;
                case ("BEGIN", "VEVENT") when begun is null && inCalendar:
                    begun = number;
                    fields.Clear();
                    break;
                case ("END", "VEVENT") when begun is { } first && depth == 0:
                    entries.Add(Entry(first, fields));
                    begun = null;
                    break;
                case ("BEGIN", _):
                    depth++;
                    break;
                case ("END", "VCALENDAR"):
                    inCalendar = false;
                    break;
                case ("END", _):
                    depth = depth > 0 ? depth - 1 : throw Wrong(number, $"« {line} » ne ferme rien.");
                    break;
                case ("RRULE" or "RDATE" or "DURATION", _) when begun is not null && depth == 0:
                    throw Wrong(number, $"« {name} » : un calendrier scolaire donne un début et une fin, sans répétition ni durée.");
                default:
                    if (begun is not null && depth == 0)
                    {
                        fields[name] = (head[name.Length..], value);
                    }

                    break;
            }
        }

        return begun is { } open ? throw Wrong(open, "l’événement qui commence ici n’est pas fermé : le fichier est coupé.")
            : inCalendar ? throw new CalendarFileException("Le calendrier n’est pas fermé (END:VCALENDAR) : le fichier est coupé.")
            : entries.Count == 0 ? throw new CalendarFileException("Le fichier ne contient aucun événement.")
            : entries;
    }

    private static CalendarEntry Entry(int line, Dictionary<string, (string Parameters, string Value)> fields)
    {
        var name = Value(fields, "SUMMARY") is { Length: > 0 } summary ? summary : Value(fields, "DESCRIPTION");
        if (name.Length == 0)
        {
            throw Wrong(line, "l’événement n’a pas de titre (SUMMARY).");
        }

        if (!fields.TryGetValue("DTSTART", out var start))
        {
            throw Wrong(line, $"« {name} » n’a pas de début (DTSTART).");
        }

        // « Vacances de Noël - Zone A », « Vacances d'hiver - Zones A/C »: the zone is part of the title.
        var cut = CalendarEntry.Plain(name).IndexOf("zone", StringComparison.Ordinal);
        var zones = cut > 0 ? name[cut..] : "";
        var title = cut > 0 ? name[..cut].TrimEnd(' ', '-', '–', ':', '(') : name;
        DateOnly? end = fields.TryGetValue("DTEND", out var given) ? Day(line, "DTEND", given) : null;
        return new CalendarEntry($"ligne {line}", title, Value(fields, "CATEGORIES"), zones, Day(line, "DTSTART", start), end);
    }

    private static DateOnly Day(int line, string name, (string Parameters, string Value) field)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        var value = field.Value.Trim();
        if (DateOnly.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        if (DateTimeOffset.TryParseExact(value, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, Utc, out var instant) && instant.Year is > 1 and < 9999)
        {
            return FrenchDay.Of(instant);
        }

        // With a zone's name, or none, the clock told is the local one.
        return DateTime.TryParseExact(value, "yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? DateOnly.FromDateTime(local)
            : throw Wrong(line, $"{name} vaut « {value} », qui n’est pas une date.");
    }

    private static string Value(Dictionary<string, (string Parameters, string Value)> fields, string name) => fields.TryGetValue(name, out var field)
        ? field.Value.Replace("\\,", ",", StringComparison.Ordinal).Replace("\\;", ";", StringComparison.Ordinal)
        .Replace("\\n", " ", StringComparison.OrdinalIgnoreCase).Replace("\\\\", "\\", StringComparison.Ordinal).Trim()
        : "";

    // A line that begins with a space goes on the one before.
    private static IEnumerable<(int Number, string Line)> Unfold(string text)
    {
        var number = 0;
        var first = 0;
        string? line = null;
        foreach (var raw in text.TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            var part = raw.TrimEnd('\r');
            if (part.StartsWith(' ') || part.StartsWith('\t'))
            {
                line += part[1..];
                continue;
            }

            if (!string.IsNullOrEmpty(line))
            {
                yield return (first, line);
            }

            (first, line) = (number, part);
        }

        if (!string.IsNullOrEmpty(line))
        {
            yield return (first, line);
        }
    }

    private static CalendarFileException Wrong(int line, string what) => new($"Ligne {line} : {what}");
}
