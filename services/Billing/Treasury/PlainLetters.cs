using System.Globalization;
using System.Text;

namespace Preau.Billing.Treasury;

/// <summary>Names in files that know few letters: converted, never dropped. "Łukasz Şahin" is "Lukasz Sahin", "Œuvré" is "OEuvre".</summary>
internal static class PlainLetters
{
    private static readonly (string From, string To)[] Spelled =
    [
        ("œ", "oe"), ("Œ", "OE"), ("æ", "ae"), ("Æ", "AE"), ("ß", "ss"), ("ł", "l"), ("Ł", "L"), ("đ", "d"), ("Đ", "D"), ("ð", "d"), ("Ð", "D"), ("ø", "o"),
        ("Ø", "O"), ("ı", "i"), ("þ", "th"), ("Þ", "Th"),
        ("’", "'"), ("‘", "'"), ("–", "-"), ("—", "-"), ("\u2011", "-"), ("−", "-"), ("…", "..."),
    ];

    /// <summary>Without accents and joined letters; what has no plain form stays.</summary>
    public static string Of(string text)
    {
        foreach (var (from, to) in Spelled)
        {
            text = text.Replace(from, to, StringComparison.Ordinal);
        }

        return new string([.. text.Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)]);
    }

    /// <summary>ISO-8859-1: accents that it has stay, other letters lose theirs, the rest becomes a space.</summary>
    public static string Latin1(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize().EnumerateRunes())
        {
            if (rune.Value is >= 0x20 and < 0x7F or >= 0xA1 and <= 0xFF)
            {
                result.Append((char)rune.Value);
                continue;
            }

            foreach (var c in Of(rune.ToString()))
            {
                result.Append(c is >= (char)0x20 and < (char)0x7F ? c : ' ');
            }
        }

        return Collapse(result.ToString());
    }

    public static string Collapse(string text) => string.Join(' ', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    public static string Cut(string text, int length) => text.Length <= length ? text : text[..length].TrimEnd();
}
