using System.Globalization;
using System.Text;

namespace Preau.Family.Families;

/// <summary>Text as it is searched: lower case, no accents, words of letters and digits separated by one space.</summary>
internal static class SearchText
{
    public static string Of(string text, int maxLength)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.ToLowerInvariant().Replace("œ", "oe", StringComparison.Ordinal).Replace("æ", "ae", StringComparison.Ordinal)
            .Normalize(NormalizationForm.FormD))
        {
            if (char.IsLetterOrDigit(c))
            {
                plain.Append(c);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && plain.Length > 0 && plain[^1] != ' ')
            {
                plain.Append(' ');
            }
        }

        var key = plain.ToString().TrimEnd();
        return key.Length <= maxLength ? key : key[..maxLength];
    }
}
