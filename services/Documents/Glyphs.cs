using System.Buffers;
using System.Collections.Concurrent;
using System.Text;
using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace Preau.Documents;

/// <summary>Which characters the font has, and how wide they are: asked of the font once each.</summary>
internal static class Glyphs
{
    private const double Unit = 1000;

    // Latin letters with their accents and the signs of French: a text of these alone is normalized as it is.
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(0, 0x300).Select(c => (char)c), .. "–—‘’“”…•€−\u2011\u202F"]);

    private static readonly ConcurrentDictionary<(bool Bold, int Rune), (string Text, double Width)> Known = new();

    /// <summary>PDF/UA forbids the box of a missing glyph: the glyph itself, else a plain hyphen or space, else the bare letter, else "?".</summary>
    public static string Drawable(string text, XFont font)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in Normal(text).EnumerateRunes())
        {
            result.Append(Of(rune, font.Bold).Text);
        }

        return result.ToString();
    }

    /// <summary>Points; PDFsharp has no kerning, so a text is as wide as its characters together.</summary>
    public static double Width(string text, double size, bool bold)
    {
        var width = 0d;
        foreach (var rune in Normal(text).EnumerateRunes())
        {
            width += Of(rune, bold).Width;
        }

        return width * size / Unit;
    }

    private static string Normal(string text) => text.AsSpan().ContainsAnyExcept(Plain) ? text.Normalize() : text;

    private static (string Text, double Width) Of(Rune rune, bool bold) => Known.GetOrAdd((bold, rune.Value), static key =>
    {
        var font = TaggedPdf.Font(Unit, key.Bold);
        bool Has(Rune r) => GlyphHelper.GlyphIndexFromCodePoint(r.Value, font) != 0;
        var asked = new Rune(key.Rune);
        var drawn = Has(asked) ? asked
            : asked.Value is 0x2011 or 0x2212 ? new Rune('-')
            : Rune.IsWhiteSpace(asked) ? new Rune('\u00A0')
            : asked.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes().FirstOrDefault(Has, new Rune('?'));
        using var measure = XGraphics.CreateMeasureContext(new XSize(2000, 2000), XGraphicsUnit.Point, XPageDirection.Downwards);
        return (drawn.ToString(), measure.MeasureString(drawn.ToString(), font).Width);
    });
}
