using System.Globalization;

namespace Preau.Messaging.Notices;

/// <summary>Money and months in French sentences, with no-break spaces.</summary>
internal static class MoneyText
{
    private static readonly NumberFormatInfo Numbers = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "\u00A0" };

    private static readonly string[] Months =
        ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"];

    /// <summary>"120,60 €".</summary>
    public static string Euros(long cents) => (cents / 100m).ToString("#,0.00", Numbers) + "\u00A0€";

    /// <summary>"de décembre 2026", "d’octobre 2026", "du 1er au 15 décembre 2026".</summary>
    public static string Of(string period) => period.StartsWith("du ", StringComparison.Ordinal) ? period : period[0] is 'a' or 'o' ? $"d’{period}"
        : $"de {period}";

    /// <summary>"31 janvier 2027".</summary>
    public static string Day(DateOnly day) =>
        $"{(day.Day == 1 ? "1er" : day.Day.ToString(CultureInfo.InvariantCulture))}\u00A0{Months[day.Month - 1]} {day.Year}";
}
