using System.Globalization;

namespace Preau.Planning.Dates.Deadlines;

/// <summary>Pieces of the French sentences of rules.</summary>
internal static class FrenchDeadlines
{
    private const char NoBreak = '\u00A0';

    private static readonly NumberFormatInfo Comma = new() { NumberDecimalSeparator = "," };

    /// <summary>« la veille », « l’avant-veille ouvrée », « 3 jours ouvrés avant ».</summary>
    public static string DaysBefore(int days, Skip skip)
    {
        var working = skip.IsWorkingDays;
        var text = days switch
        {
            0 => "le jour même",
            1 => working ? "la veille ouvrée" : "la veille",
            2 => working ? "l’avant-veille ouvrée" : "l’avant-veille",
            _ => $"{Count(days, skip)} avant",
        };
        return text + skip.Sentence(asWorkingDays: working && days > 0);
    }

    public static string Count(int days, Skip skip) =>
        (days, skip.IsWorkingDays) switch
        {
            (1, false) => $"1{NoBreak}jour",
            (1, true) => $"1{NoBreak}jour ouvré",
            (_, false) => $"{days}{NoBreak}jours",
            _ => $"{days}{NoBreak}jours ouvrés",
        };

    /// <summary>« a, b et c ».</summary>
    public static string List(IReadOnlyList<string> parts) =>
        parts.Count < 2 ? string.Concat(parts) : $"{string.Join(", ", parts.Take(parts.Count - 1))} et {parts[^1]}";

    /// <summary>« 12,5 ».</summary>
    public static string Number(decimal value) => value.ToString("0.##", Comma);

    /// <summary>« 1,50 € ».</summary>
    public static string Euros(decimal value) => value.ToString("0.00", Comma) + NoBreak + "€";
}
