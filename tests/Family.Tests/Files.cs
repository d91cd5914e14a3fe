using System.IO.Compression;
using System.Text;
using SkiaSharp;

namespace Preau.Family.Tests;

/// <summary>Files as families and others send them.</summary>
internal static class Files
{
    public static readonly byte[] Pdf = [.. "%PDF-1.7\n1 0 obj <</Type /Page>> endobj\n%%EOF"u8];

    public static byte[] Of(string kind) => kind switch
    {
        "bom" => [0xEF, 0xBB, 0xBF, .. Pdf],
        "prefix" => [.. new byte[900], .. Pdf],
        "no-eof" => Pdf[..^5],
        "html" => [.. "<html><script>alert(1)</script> 1 0 obj"u8],
        "late-header" => [.. new byte[1100], .. Pdf],
        "empty" => [],
        "program" => [.. "MZ\u0090\0 This program cannot be run in DOS mode."u8],
        "program-and-pdf" => [.. "MZ\u0090\0"u8, .. Pdf],
        "page-and-pdf" => [.. "\r\n <!DOCTYPE html><script>alert(1)</script>"u8, .. Pdf],
        "archive-and-pdf" => [.. "PK\u0003\u0004"u8, .. Pdf],
        "svg" => [.. "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>"u8],
        "gif" => [.. "GIF89a\u0001\0\u0001\0"u8],
        "pdf-script" => [.. "%PDF-1.7\n1 0 obj <</OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>>> endobj\n%%EOF"u8],
        "pdf-script-in-numbers" => [.. "%PDF-1.7\n1 0 obj <</S /J#61va#53cript>> endobj\n%%EOF"u8],
        "pdf-launch" => [.. "%PDF-1.7\n1 0 obj <</S /Launch /F (cmd.exe)>> endobj\n%%EOF"u8],
        "pdf-attachment" => [.. "%PDF-1.7\n1 0 obj <</Type /EmbeddedFile>> endobj\n%%EOF"u8],
        "pdf-packed-script" => Packed("<</S /JavaScript /JS (app.alert(1))>>"),
        "pdf-packed" => Packed("<</Type /Page>>"),
        "pdf-bomb" => Packed(new string(' ', 33 * 1024 * 1024)),
        "truncated-jpeg" => Jpeg(400, 400)[..600],
        "bomb-png" => BombPng(),
        "heavy" => new byte[10 * 1024 * 1024 + 1],
        _ => throw new ArgumentException(kind),
    };

    /// <param name="exif">With an EXIF block: turned by 90°, and a place in words.</param>
    public static byte[] Jpeg(int width, int height, bool exif = false)
    {
        using var surface = SKSurface.Create(new SKImageInfo(width, height));
        surface.Canvas.Clear(SKColors.CornflowerBlue);
        // Something to compress, so that a part of the file is not the whole picture.
        using var paint = new SKPaint { Color = SKColors.DarkRed };
        for (var i = 0; i < width; i += 3)
        {
            surface.Canvas.DrawLine(i, 0, width - i, height, paint);
        }

        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Jpeg, 90);
        var plain = data.ToArray();
        byte[] tiff = [.. "II*\0"u8, 8, 0, 0, 0, 1, 0, 0x12, 0x01, 3, 0, 1, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, .. "LIEU-SECRET"u8];
        return exif ? [.. plain[..2], 0xFF, 0xE1, 0, (byte)(tiff.Length + 8), .. "Exif\0\0"u8, .. tiff, .. plain[2..]] : plain;
    }

    public static (int Width, int Height) SizeOf(byte[] image)
    {
        using var bitmap = SKBitmap.Decode(image);
        return (bitmap.Width, bitmap.Height);
    }

    /// <summary>A picture with an archive and a script behind it: a file that is two.</summary>
    public static byte[] Polyglot() => [.. Jpeg(60, 40), .. "PK\u0003\u0004<script>alert('SECRET-DERRIERE')</script>"u8];

    // Objects in a stream, as most writers of today pack them.
    private static byte[] Packed(string objects)
    {
        using var packed = new MemoryStream();
        using (var flate = new ZLibStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            flate.Write(Encoding.ASCII.GetBytes(objects));
        }

        return [.. "%PDF-1.7\n1 0 obj <</Type /ObjStm /Filter /FlateDecode>> stream\n"u8, .. packed.ToArray(), .. "\nendstream endobj\n%%EOF"u8];
    }

    // A header that promises 30 000 × 30 000 pixels.
    private static byte[] BombPng()
    {
        using var surface = SKSurface.Create(new SKImageInfo(8, 8));
        using var image = surface.Snapshot();
        using var data = image.Encode(SKEncodedImageFormat.Png, 90);
        var png = data.ToArray();
        (png[18], png[19], png[22], png[23]) = (0x75, 0x30, 0x75, 0x30);
        return png;
    }
}
