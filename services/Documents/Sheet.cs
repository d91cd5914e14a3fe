using PdfSharp.Drawing;

namespace Preau.Documents;

/// <summary>How a text looks. Sizes in points.</summary>
public sealed record Style(double Size = 9.5, bool Bold = false, double After = 4)
{
    public static Style Body { get; } = new();

    public static Style Strong { get; } = new(Bold: true);

    public static Style Small { get; } = new(8, After: 3);

    internal double Leading => Size * 1.4;

    internal XFont Font => TaggedPdf.Font(Size, Bold);
}

/// <summary>
/// Text and tables one below the other on A4 pages, with a foot on each: what every document of a host is drawn with.
/// Lengths are points from the top left corner; <see cref="Y"/> is where the next thing begins.
/// </summary>
public sealed partial class Sheet : IDisposable
{
    private const double Margin = 42;
    private const double FootHeight = 42;

    private static readonly XStringFormat RightAligned = new() { Alignment = XStringAlignment.Far, LineAlignment = XLineAlignment.BaseLine };
    private static readonly XStringFormat Centred = new() { Alignment = XStringAlignment.Center, LineAlignment = XLineAlignment.BaseLine };
    private static readonly XBrush Ink = new XSolidBrush(XColor.FromArgb(70, 78, 92));
    private static readonly XBrush Shade = new XSolidBrush(XColor.FromArgb(232, 238, 246));
    private static readonly XPen Hair = new(XColor.FromArgb(190, 198, 208), 0.5);

    private readonly TaggedPdf _pdf;
    private readonly bool _landscape;
    private string _foot;
    private int _page;
    private int _pages;

    /// <param name="foot">On each page, before its number: "Relevé 2027-24".</param>
    public Sheet(DocumentFacts facts, string foot, bool landscape = false)
    {
        (_pdf, _foot, _landscape) = (new TaggedPdf(facts), foot, landscape);
        NextPage();
    }

    public double Y { get; set; }

    public double Left { get; } = Margin;

    public double Right => _pdf.Canvas.PageSize.Width - Margin;

    public double Width => Right - Left;

    public double Bottom => _pdf.Canvas.PageSize.Height - FootHeight;

    /// <summary>Goes on at the next page when less than this is left.</summary>
    public bool Need(double height)
    {
        if (Y + height <= Bottom)
        {
            return false;
        }

        NextPage();
        return true;
    }

    /// <summary>Another document of the same print, its pages numbered from one.</summary>
    /// <param name="bothSides">It begins on a sheet of its own when both sides are printed.</param>
    public void Begin(string foot, bool bothSides)
    {
        if (bothSides && _pages % 2 == 1)
        {
            _pages++;
            _pdf.AddPage();
        }

        (_foot, _page) = (foot, 0);
        NextPage();
    }

    public void NextPage()
    {
        _pages++;
        _pdf.AddPage(_landscape ? 297 : 210, _landscape ? 210 : 297);
        Y = Margin;
        var foot = $"{_foot} · page {++_page}";
        _pdf.Artifact(g => g.DrawString(Glyphs.Drawable(foot, Style.Small.Font), Style.Small.Font, Ink, g.PageSize.Width / 2, g.PageSize.Height - 22, Centred));
    }

    public void H1(string text) => Heading("H1", text, 17, 6);

    public void H2(string text) => Heading("H2", text, 12, 4);

    public void H3(string text) => Heading("H3", text, 10, 3);

    /// <summary>A paragraph over the width of the page, or of a column of it.</summary>
    public void P(string text, Style? style = null, double? x = null, double? width = null) =>
        Block("P", text, style ?? Style.Body, x ?? Left, width ?? Right - (x ?? Left));

    /// <summary>One paragraph a line, close together: an address, a signature.</summary>
    public void Lines(IEnumerable<string> lines, Style? style = null, double? x = null)
    {
        var close = (style ?? Style.Body) with { After = 0 };
        foreach (var line in lines.Where(l => l.Length > 0))
        {
            P(line, close, x);
        }
    }

    public void Bullets(IEnumerable<string> items, Style? style = null)
    {
        var used = style ?? Style.Body;
        _pdf.Tag("L", () =>
        {
            foreach (var item in items)
            {
                Need(used.Leading);
                _pdf.Tag("LI", () => _pdf.Tag("LBody", () => Draw("•\u00A0" + item, used, Left + 6, Width - 6)));
                Y += 1;
            }
        });
        Y += used.After;
    }

    /// <summary>An address that a browser opens.</summary>
    public void Link(string text, string alt, string url)
    {
        Need(16);
        var width = Glyphs.Width(text, 9.5, true);
        _pdf.Tag("P", () => _pdf.Link(text, alt, url, TaggedPdf.Font(9.5, true), new XRect(Left, Y, width, 14)));
        Y += 18;
    }

    public void Rule(bool dashed = false)
    {
        Need(10);
        var y = Y + 4;
        _pdf.Artifact(g =>
            g.DrawLine(dashed ? new XPen(XColors.Black, 0.6) { DashStyle = XDashStyle.Dash } : Hair, dashed ? 18 : Left, y,
                dashed ? g.PageSize.Width - 18 : Right, y));
        Y += 10;
    }

    public byte[] Save() => _pdf.Save();

    public void Dispose() => _pdf.Dispose();

    private void Heading(string tag, string text, double size, double after)
    {
        // Never alone at the foot of a page.
        Need(size * 1.4 + 60);
        Y += size * 0.5;
        Block(tag, text, new Style(size, true, after), Left, Width);
    }

    private void Block(string tag, string text, Style style, double x, double width)
    {
        Need(style.Leading);
        _pdf.Tag(tag, () => Draw(text, style, x, width));
        Y += style.After;
    }

    private void Draw(string text, Style style, double x, double width)
    {
        var lines = Wrapped.Of(text, style.Size, style.Bold, width);
        for (var i = 0; i < lines.Count; i++)
        {
            Need(style.Leading);
            _pdf.Text(i < lines.Count - 1 ? lines[i] + " " : lines[i], style.Font, x, Y + style.Size);
            Y += style.Leading;
        }
    }
}
