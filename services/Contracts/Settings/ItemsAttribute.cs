using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Preau.Contracts.Settings;

/// <summary>What each element of a list may be, where its type doesn't say it.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ItemsAttribute : Attribute
{
    /// <summary>Signs of a text.</summary>
    public int MinLength { get; init; }

    public int MaxLength { get; init; }

    public string? Pattern { get; init; }

    /// <summary>The pattern in French: « un nom de site comme biviers.example ».</summary>
    public string? PatternWords { get; init; }

    public double Least { get; init; }

    /// <summary>0: no bounds.</summary>
    public double Most { get; init; }

    /// <summary>Of a sum; -1: any.</summary>
    public int Decimals { get; init; } = -1;

    /// <summary>The only words that are permitted.</summary>
    public string[]? Among { get; init; }

    /// <summary>No element stands there twice.</summary>
    public bool Unique { get; init; }

    /// <summary>Why one element is refused; without it the sentence of the list says it (see <see cref="RefusedValues"/>).</summary>
    public string? Sentence { get; init; }

    /// <summary>The same of an element that was read.</summary>
    public bool Fits(object element) => element switch
    {
        string text => (MaxLength == 0 || (MinLength <= text.Trim().Length && text.Trim().Length <= MaxLength))
            && (Pattern is null || RefusedValues.IsWhole(Pattern, text)) && Among?.Contains(text) != false,
        int or decimal => Convert.ToDecimal(element, CultureInfo.InvariantCulture) is var number
            && (Most <= 0 || ((decimal)Least <= number && number <= (decimal)Most)) && (Decimals < 0 || decimal.Round(number, Decimals) == number),
        _ => true,
    };

    public bool Fits(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => Fits(element.GetString()!.Trim()),
        JsonValueKind.Number => Most <= 0 || element.GetDecimal() is var number && (decimal)Least <= number && number <= (decimal)Most,
        _ => true,
    };

    /// <summary>« un texte de 2 à 60 signes ».</summary>
    public string? Words => Pattern is not null ? PatternWords ?? $"un texte de la forme {Pattern}"
        : MaxLength > 0 ? MinLength > 0 ? $"un texte de {MinLength} à {MaxLength} signes" : $"un texte de {MaxLength} signes au plus"
        : Most > 0 ? string.Create(CultureInfo.InvariantCulture, $"un nombre de {SettingText.Number(Least)} à {SettingText.Number(Most)}") : null;

    private bool Fits(string text) => (MaxLength == 0 || (MinLength <= text.Length && text.Length <= MaxLength))
        && (Pattern is null || Regex.IsMatch(text, Pattern, RegexOptions.None, TimeSpan.FromSeconds(1)));
}
