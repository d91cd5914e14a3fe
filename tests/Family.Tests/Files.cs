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
