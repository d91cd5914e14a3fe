using System.Text;

namespace Preau.Contracts.Words;

/// <summary>The no-break spaces of French: before : ; ? ! » and the signs of a sum or a share, and after «.</summary>
public static class FrenchSpaces
{
    private const char NoBreak = '\u00A0';

    /// <summary>It never begins a line: « 3,80 € » stays in one piece.</summary>
    public static bool Holds(char c) => c is ':' or ';' or '?' or '!' or '»' or '€' or '%';

    public static string Of(string text)
    {
        var spaced = new StringBuilder(text);
        for (var i = 0; i < spaced.Length; i++)
        {
            if (spaced[i] == ' ' && ((i + 1 < spaced.Length && Holds(spaced[i + 1])) || (i > 0 && spaced[i - 1] == '«')))
            {
                spaced[i] = NoBreak;
            }
        }

        return spaced.ToString();
    }
}
