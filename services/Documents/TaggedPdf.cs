using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using PdfSharp.Drawing;
using PdfSharp.Fonts;
using PdfSharp.Pdf;
using PdfSharp.Pdf.Annotations;
using PdfSharp.UniversalAccessibility;

namespace Preau.Documents;

/// <summary>What a file says of itself.</summary>
/// <param name="Id">Never changes for the same document, "LIST-2027-24": with the same content it gives the same bytes.</param>
/// <param name="At">UTC; part of the content, so not "now" for a document that can be made again.</param>
public sealed record DocumentFacts(string Id, string Title, string Author, DateTime At);

/// <summary>
/// A PDF/UA-1 file, drawn only through these methods: PDFsharp draws, subsets fonts and keeps the tree of tags; added here are the scope of table heads,
/// metadata, complete streams, text without missing glyphs and the same bytes for the same input. One per document; threads need no lock.
/// </summary>
public sealed partial class TaggedPdf : IDisposable
{
    // Else a second font, in a Windows encoding, is embedded for texts in plain letters.
    private static readonly XPdfFontOptions Unicode = new(PdfFontEncoding.Unicode);

    // Finding a face takes a lock and builds keys; fonts never change and belong to no document.
    private static readonly ConcurrentDictionary<(double Size, bool Bold), XFont> Fonts = new();

    private readonly PdfDocument _document = new() { Version = 17 };
    private readonly UAManager _ua;

    static TaggedPdf() => GlobalFontSettings.FontResolver = new NotoFonts();

    public TaggedPdf(DocumentFacts facts)
    {
        (_document.Info.Title, _document.Info.Author, _document.Info.Creator) = (facts.Title, facts.Author, "Préau");
        _document.Info.CreationDate = _document.Info.ModificationDate = facts.At;
        var id = SHA256.HashData(Encoding.UTF8.GetBytes(facts.Id)).AsSpan(0, 16);
        _document.Internals.FirstDocumentID = _document.Internals.SecondDocumentID = Encoding.Latin1.GetString(id);
        // Finish compresses.
        (_document.Options.NoCompression, _document.Options.CompressContentStreams) = (true, false);
        _ua = UAManager.ForDocument(_document);
        _ua.SetDocumentLanguage("fr-FR");
    }

    public XGraphics Canvas { get; private set; } = null!;

    /// <param name="size">In points.</param>
    public static XFont Font(double size, bool bold = false) => Fonts.GetOrAdd((size, bold), static f =>
        new XFont(NotoFonts.Face, f.Size, f.Bold ? XFontStyleEx.Bold : XFontStyleEx.Regular, Unicode));

    public void AddPage(double widthMm = 210, double heightMm = 297)
    {
        // Before the former page is closed: adding may end a paragraph on it.
        var page = _document.AddPage();
        Canvas?.Dispose();
        (page.Width, page.Height) = (XUnitPt.FromMillimeter(widthMm), XUnitPt.FromMillimeter(heightMm));
        page.Elements.SetName("/Tabs", "/S");
        Canvas = XGraphics.FromPdfPage(page);
        // Opens the page's state outside any tag.
        Canvas.IntersectClip(new XRect(Canvas.PageSize));
    }

    /// <summary>A structure element: H1…H6, P, Sect, L, LI, Table, TR, TH, TD… Its body tags or draws.</summary>
    /// <param name="scope">Of a TH: Row or Column.</param>
    public void Tag(string type, Action body, string? scope = null, int columns = 1)
    {
        _ua.StructureBuilder.BeginBlockLevelElement(type);
        if (scope is not null)
        {
            _ua.StructureBuilder.CurrentStructureElement.TableAttributes.Elements.SetName("/Scope", scope);
        }

        if (columns > 1)
        {
            _ua.StructureBuilder.SetColSpan(columns);
        }

        body();
        _ua.StructureBuilder.End();
    }

    /// <summary>One line of text inside a tag. Lines of one paragraph join in the tree: end each but the last with a space.</summary>
    public void Text(string text, XFont font, double x, double y, XStringFormat? format = null, XBrush? brush = null)
    {
        // Nests text and marked content, as Draw does.
        _ua.BeginTextMode();
        Canvas.DrawString(Glyphs.Drawable(text, font), font, brush ?? XBrushes.Black, x, y, format ?? XStringFormats.Default);
    }

    /// <summary>Rules, backgrounds, footers, repeated table heads: seen, not read aloud.</summary>
    public void Artifact(Action<XGraphics> draw)
    {
        _ua.StructureBuilder.EndMarkedContentsWithId();
        _ua.BeginGraphicMode();
        _ua.StructureBuilder.BeginArtifact();
        Draw(draw);
    }

    /// <summary>A picture with its words. Not as the first tag of a page.</summary>
    public void Figure(string alt, XRect box, Action<XGraphics> draw)
    {
        if (!Canvas.PdfPage!.Elements.ContainsKey("/StructParents"))
        {
            throw new InvalidOperationException("A page's first tag must be text.");
        }

        _ua.StructureBuilder.BeginElement(PdfIllustrationElementTag.Figure, alt, FromFoot(box));
        Draw(draw);
    }

    /// <summary>Call inside a P.</summary>
    public void Link(string text, string alt, string url, XFont font, XRect box)
    {
        var link = PdfLinkAnnotation.CreateWebLink(new PdfRectangle(FromFoot(box)), url);
        _ua.StructureBuilder.BeginElement(link, alt);
        // Printed; without a random name and the time of the clock.
        link.Elements.SetInteger("/F", 4);
        link.Elements.Remove("/NM");
        link.Elements.Remove("/M");
        Text(text, font, box.X, box.Y, XStringFormats.TopLeft, XBrushes.DarkBlue);
        _ua.StructureBuilder.End();
    }

    public byte[] Save()
    {
        Canvas.Dispose();
        using var output = new HookedStream(Finish);
        _document.Save(output);
        return output.ToArray();
    }

    public void Dispose() => _document.Dispose();

    private XRect FromFoot(XRect box) => new(box.X, Canvas.PageSize.Height - box.Bottom, box.Width, box.Height);

    private void Draw(Action<XGraphics> draw)
    {
        draw(Canvas);
        _ua.BeginGraphicMode();
        _ua.StructureBuilder.End();
    }
}
