using System.Collections.Concurrent;
using System.Text;
using PdfSharp.Drawing;
using PdfSharp.Fonts;

namespace Preau.Documents;

/// <summary>Which characters the font has, and how wide they are: asked of the font once each.</summary>
internal static class Glyphs
{
    private const double Unit = 1000;

    private static readonly ConcurrentDictionary<(bool Bold, int Rune), (string Text, double Width)> Known = new();

    /// <summary>PDF/UA forbids the box of a missing glyph: the glyph itself, else a plain hyphen or space, else the bare letter, else "?".</summary>
    public static string Drawable(string text, XFont font)
    {
        var result = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize().EnumerateRunes())
        {
            result.Append(Of(rune, font.Bold).Text);
        }

        return result.ToString();
    }

    /// <summary>Points; PDFsharp has no kerning, so a text is as wide as its characters together.</summary>
    public static double Width(string text, double size, bool bold) => text.Normalize().EnumerateRunes().Sum(r => Of(r, bold).Width) * size / Unit;

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
