using System.Globalization;
using Preau.Contracts.Words;

namespace Preau.Billing.Tariffs;

/// <summary>Figures in the sentences of a price, with no-break spaces.</summary>
internal static class Figures
{
    private const char Nb = '\u00A0';

    private static readonly NumberFormatInfo Numbers = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = Nb.ToString(), NegativeSign = "−\u00A0" };

    /// <summary>"3,60 €"; more decimals only when there are.</summary>
    public static string Money(decimal amount) => amount.ToString("#,0.00##", Numbers) + Nb + "€";

    /// <summary>"612", "1 480,50".</summary>
    public static string Number(decimal value) => value.ToString("#,0.##", Numbers);

    public static string Percent(decimal value) => Number(value) + Nb + "%";

    /// <summary>"45 min", "2 h", "3 h 20".</summary>
    public static string Minutes(int minutes) => French.Duration(minutes);

    /// <summary>"1er septembre 2026".</summary>
    public static string Day(DateOnly day) => French.Date(day);

    /// <summary>"jusqu’à 500", "de 501 à 800", "à partir de 1 801": whole bounds read as grids print them.</summary>
    public static string Bracket(QuotientBracket bracket)
    {
        var top = bracket.Below is { } below ? decimal.Truncate(below) == below ? $"à {Number(below - 1)}" : $"à moins de {Number(below)}" : null;
        return top is null ? bracket.From == 0 ? "tous les quotients" : $"à partir de {Number(bracket.From)}"
            : bracket.From == 0 ? "jusqu’" + top : $"de {Number(bracket.From)} {top}";
    }
}
