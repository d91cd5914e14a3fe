using PdfSharp.Drawing;
using QRCoder;

namespace Preau.Documents;

/// <summary>Pictures and codes at a place of the page; they leave <see cref="Y"/> where it is. Not as the first thing of a page.</summary>
public sealed partial class Sheet
{
    /// <summary>A code that a phone reads as <paramref name="content"/>.</summary>
    /// <param name="side">Points.</param>
    public void Qr(string content, string alt, double x, double y, double side)
    {
        using var code = QRCodeGenerator.GenerateQrCode(content, QRCodeGenerator.ECCLevel.M);
        _pdf.Figure(alt, new XRect(x, y, side, side), g =>
        {
            var size = code.ModuleMatrix.Count;
            var module = side / size;
            for (var row = 0; row < size; row++)
            {
                for (int column = 0, end; column < size; column = end + 1)
                {
                    for (end = column; end < size && code.ModuleMatrix[row][end]; end++)
                    {
                    }

                    if (end > column)
                    {
                        g.DrawRectangle(XBrushes.Black, x + (column * module), y + (row * module), (end - column) * module, module);
                    }
                }
            }
        });
    }

    /// <summary>A JPEG, or a PNG of 8 bits a channel, fitted into a box. <see cref="PictureException"/> when it can't be drawn.</summary>
    public void Picture(byte[] content, string alt, double x, double y, double width, double height)
    {
        using var picture = PictureFile.Open(content);
        var scale = Math.Min(width / picture.PointWidth, height / picture.PointHeight);
        var box = new XRect(x, y, picture.PointWidth * scale, picture.PointHeight * scale);
        _pdf.Figure(alt, box, g => g.DrawImage(picture, box));
    }
}
