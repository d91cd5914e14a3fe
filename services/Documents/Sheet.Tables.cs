using PdfSharp.Drawing;

namespace Preau.Documents;

public enum Side
{
    Left,
    Right,
    Centre,
}

/// <param name="Share">Of the table's width, against the sum of all shares.</param>
public sealed record Column(string Head, double Share, Side Side = Side.Left);

/// <summary>A cell of a grid: a small line above, a strong one below.</summary>
/// <param name="Shaded">With a background; say it in words too.</param>
public sealed record GridCell(string Above, string Below = "", bool Shaded = false);

/// <summary>Fills a table row by row.</summary>
public interface ITableRows
{
    /// <summary>The first cell heads its row.</summary>
    void Row(params string[] cells);

    /// <summary>One head over the rows that follow.</summary>
    void Group(string head);

    /// <summary>Strong; the label spans the columns that have no value.</summary>
    void Total(string label, params string[] values);
}

/// <summary>Tables that go on over pages with their head repeated, and small grids that stay together.</summary>
public sealed partial class Sheet
{
    private const double Padding = 4;

    public void Table(Column[] columns, Action<ITableRows> fill, double size = 9)
    {
        Need(size * 6);
        _pdf.Tag("Table", () =>
        {
            var rows = new Rows(this, columns, new Style(size), new Style(size, true));
            rows.Head(repeated: false);
            fill(rows);
        });
        Y += 8;
    }

    /// <summary>Names and their values, as a table of two columns with heads of rows.</summary>
    public void Pairs(IEnumerable<(string Name, string Value)> pairs, double share = 0.35, Style? style = null)
    {
        var used = style ?? Style.Body;
        _pdf.Tag("Table", () =>
        {
            foreach (var (name, value) in pairs)
            {
                var (first, second) = (Wrapped.Of(name, used.Size, true, (Width * share) - Padding), Wrapped.Of(value, used.Size, false, Width * (1 - share)));
                Need(Math.Max(first.Count, second.Count) * used.Leading);
                var top = Y;
                _pdf.Tag("TR", () =>
                {
                    _pdf.Tag("TH", () => Cell(first, used with { Bold = true }, Left, top, Side.Left), "Row");
                    _pdf.Tag("TD", () => Cell(second, used, Left + (Width * share), top, Side.Left));
                });
                Y = top + (Math.Max(first.Count, second.Count) * used.Leading) + 2;
            }
        });
        Y += used.After;
    }

    /// <summary>A grid of equal cells under heads: weeks, months. Kept on one page.</summary>
    public void Grid(IReadOnlyList<string> heads, IReadOnlyList<GridCell[]> rows, double? width = null, double height = 24)
    {
        Need(14 + (rows.Count * height));
        var (step, top) = ((width ?? Width) / heads.Count, Y);
        _pdf.Artifact(g =>
        {
            g.DrawRectangle(Shade, Left, top, step * heads.Count, 14);
            for (var r = 0; r < rows.Count; r++)
            {
                for (var c = 0; c < rows[r].Length; c++)
                {
                    g.DrawRectangle(Hair, rows[r][c].Shaded ? Shade : XBrushes.White, Left + (c * step), top + 14 + (r * height), step, height);
                }
            }
        });
        var (small, strong) = (TaggedPdf.Font(7.5), TaggedPdf.Font(9, true));
        _pdf.Tag("Table", () =>
        {
            _pdf.Tag("TR", () =>
            {
                for (var c = 0; c < heads.Count; c++)
                {
                    var x = Left + ((c + 0.5) * step);
                    _pdf.Tag("TH", () => _pdf.Text(heads[c], small, x, top + 10, Centred), "Column");
                }
            });
            foreach (var (row, r) in rows.Select((row, r) => (row, r)))
            {
                _pdf.Tag("TR", () =>
                {
                    foreach (var (cell, c) in row.Select((cell, c) => (cell, c)))
                    {
                        var (x, y) = (Left + ((c + 0.5) * step), top + 14 + (r * height));
                        _pdf.Tag("TD", () =>
                        {
                            _pdf.Text(cell.Below.Length > 0 ? cell.Above + " " : cell.Above, small, x, y + 9, Centred, Ink);
                            if (cell.Below.Length > 0)
                            {
                                _pdf.Text(cell.Below, strong, x, y + 20, Centred);
                            }
                        });
                    }
                });
            }
        });
        Y = top + 14 + (rows.Count * height) + 8;
    }

    private void Cell(List<string> lines, Style style, double x, double top, Side side)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var format = side switch { Side.Right => RightAligned, Side.Centre => Centred, _ => null };
            _pdf.Text(i < lines.Count - 1 ? lines[i] + " " : lines[i], style.Font, x, top + style.Size + (i * style.Leading), format);
        }
    }

    private sealed class Rows : ITableRows
    {
        private readonly Sheet _sheet;
        private readonly Column[] _columns;
        private readonly Style _body;
        private readonly Style _strong;
        private readonly double[] _from;

        public Rows(Sheet sheet, Column[] columns, Style body, Style strong)
        {
            (_sheet, _columns, _body, _strong) = (sheet, columns, body, strong);
            var (all, x) = (columns.Sum(c => c.Share), sheet.Left);
            _from = [.. columns.Select(c => (x += c.Share / all * sheet.Width) - (c.Share / all * sheet.Width)), sheet.Right];
        }

        public void Head(bool repeated)
        {
            var (top, height) = (_sheet.Y, _strong.Leading + 5);
            var lines = _columns.Select((c, i) => Wrapped.Of(c.Head, _strong.Size, true, Room(i, i + 1))).ToArray();
            height += (lines.Max(l => l.Count) - 1) * _strong.Leading;
            _sheet._pdf.Artifact(g => g.DrawRectangle(Shade, _sheet.Left, top, _sheet.Width, height));
            if (repeated)
            {
                _sheet._pdf.Artifact(g =>
                {
                    for (var i = 0; i < _columns.Length; i++)
                    {
                        var format = _columns[i].Side switch { Side.Right => RightAligned, Side.Centre => Centred, _ => XStringFormats.Default };
                        for (var l = 0; l < lines[i].Count; l++)
                        {
                            g.DrawString(Glyphs.Drawable(lines[i][l], _strong.Font), _strong.Font, XBrushes.Black, At(i),
                                top + 2 + _strong.Size + (l * _strong.Leading), format);
                        }
                    }
                });
            }
            else
            {
                _sheet._pdf.Tag("TR", () => Each((i, side) => _sheet._pdf.Tag("TH", () => _sheet.Cell(lines[i], _strong, At(i), top + 2, side), "Column")));
            }

            _sheet.Y = top + height + 1;
        }

        public void Row(params string[] cells)
        {
            if (cells.Length != _columns.Length)
            {
                throw new ArgumentException($"{cells.Length} cells for {_columns.Length} columns.", nameof(cells));
            }

            var lines = cells.Select((c, i) => Wrapped.Of(c, _body.Size, false, Room(i, i + 1))).ToArray();
            var top = Begin(lines.Max(l => l.Count) * _body.Leading);
            _sheet._pdf.Tag("TR",
                () => Each((i, side) => _sheet._pdf.Tag(i == 0 ? "TH" : "TD", () => _sheet.Cell(lines[i], _body, At(i), top, side), i == 0 ? "Row" : null)));
        }

        public void Group(string head)
        {
            var lines = Wrapped.Of(head, _strong.Size, true, Room(0, _columns.Length));
            // With one row at least below it.
            var top = Begin((lines.Count * _strong.Leading) + 4, (_body.Leading * 2) + 4) + 4;
            _sheet._pdf.Tag("TR", () => _sheet._pdf.Tag("TH", () => _sheet.Cell(lines, _strong, _from[0] + Padding, top, Side.Left), "Row", _columns.Length));
        }

        public void Total(string label, params string[] values)
        {
            var span = _columns.Length - values.Length;
            var lines = Wrapped.Of(label, _strong.Size, true, Room(0, span));
            var top = Begin((lines.Count * _strong.Leading) + 2) + 1;
            _sheet._pdf.Tag("TR", () =>
            {
                _sheet._pdf.Tag("TH", () => _sheet.Cell(lines, _strong, _from[0] + Padding, top, Side.Left), "Row", span);
                for (var i = 0; i < values.Length; i++)
                {
                    var (column, value) = (span + i, values[i]);
                    _sheet._pdf.Tag("TD", () => _sheet.Cell([value], _strong, At(column), top, _columns[column].Side));
                }
            });
        }

        // Room for a row, on the next page if need be, with its rule below; where its text begins.
        private double Begin(double height, double more = 0)
        {
            if (_sheet.Need(height + 4 + more))
            {
                Head(repeated: true);
            }

            var top = _sheet.Y;
            _sheet._pdf.Artifact(g => g.DrawLine(Hair, _sheet.Left, top + height + 3, _sheet.Right, top + height + 3));
            _sheet.Y = top + height + 4;
            return top + 1;
        }

        private void Each(Action<int, Side> act)
        {
            for (var i = 0; i < _columns.Length; i++)
            {
                act(i, _columns[i].Side);
            }
        }

        private double Room(int from, int until) => _from[until] - _from[from] - (2 * Padding);

        private double At(int column) => _columns[column].Side switch
        {
            Side.Right => _from[column + 1] - Padding,
            Side.Centre => (_from[column] + _from[column + 1]) / 2,
            _ => _from[column] + Padding,
        };
    }
}
