using System.Text;

namespace Preau.Contracts.Words;

/// <summary>The no-break spaces of French: before : ; ? ! », and after «.</summary>
public static class FrenchSpaces
{
    private const char NoBreak = '\u00A0';

    public static string Of(string text)
    {
        var spaced = new StringBuilder(text);
        for (var i = 0; i < spaced.Length; i++)
        {
            if (spaced[i] == ' ' && ((i + 1 < spaced.Length && spaced[i + 1] is (':' or ';' or '?' or '!' or '»')) || (i > 0 && spaced[i - 1] == '«')))
            {
                spaced[i] = NoBreak;
            }
        }

        return spaced.ToString();
    }
}
