using System.Globalization;
using System.Text;

namespace Preau.Planning.Setup.SchoolCalendars;

/// <summary>One line of an official calendar, dates already those of the clock in France.</summary>
/// <param name="Place">Where it stands in the file, in French: « ligne 12 », « enregistrement 3 ».</param>
/// <param name="Name">"Vacances de Noël".</param>
/// <param name="Population">"Élèves", "Enseignants", "-" or nothing.</param>
/// <param name="Zones">As written: "Zone A", "Zones A, B"; empty when the file is for one zone only.</param>
/// <param name="Start">The day of the first instant.</param>
/// <param name="End">The day of return, exclusive; null when the line tells none.</param>
internal sealed record CalendarEntry(string Place, string Name, string Population, string Zones, DateOnly Start, DateOnly? End)
{
    /// <summary>Made of adjacent lines.</summary>
    public bool Joins { get; init; }

    public bool IsForTeachers => Plain(Name).Contains("enseignants", StringComparison.Ordinal)
        || (Plain(Population).Contains("enseignants", StringComparison.Ordinal) && !Plain(Population).Contains("eleves", StringComparison.Ordinal));

    /// <summary>Is the line for that zone? One without any zone is for the zone of the whole file.</summary>
    public bool IsFor(string zone)
    {
        var zones = Plain(Zones);
        if (zones.Length == 0)
        {
            return true;
        }

        var wanted = Plain(zone).Replace('-', ' ');
        var words = zones.Split([' ', ',', ';', '/', '-', '|'], StringSplitOptions.RemoveEmptyEntries);
        return wanted.Length == 1 ? words.Contains(wanted) : zones.Replace('-', ' ').Contains(wanted, StringComparison.Ordinal);
    }

    /// <summary>Lower case without accents.</summary>
    public static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var sign in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(sign) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(sign == '’' ? '\'' : char.ToLowerInvariant(sign));
            }
        }

        return plain.ToString().Trim();
    }
}

/// <summary>The file can't be taken; the French message names the line or record. Nothing was changed.</summary>
internal sealed class CalendarFileException(string message) : Exception(message);

/// <summary>Days of instants on the clock of France.</summary>
internal static class FrenchDay
{
    private static readonly TimeZoneInfo Paris = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris");

    /// <summary>
    /// 2025-12-19T23:00Z is midnight of 20 December in Paris. Overseas midnights fall in the evening of the day before or the morning of the same day
    /// in Paris, so the nearest midnight is taken.
    /// </summary>
    public static DateOnly Of(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Paris).DateTime.AddHours(12));
}
