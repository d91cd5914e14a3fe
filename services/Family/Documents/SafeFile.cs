using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Platform;
using SkiaSharp;

namespace Preau.Family.Documents;

/// <summary>
/// A file as it may be kept: its kind is read from its bytes, whatever its sender calls it, and an image is drawn anew, so that nothing but its picture remains
/// (no place, no camera, nothing hidden behind it).
/// </summary>
internal sealed record SafeFile(byte[] Bytes, string ContentType, string Hash)
{
    /// <summary>Bytes of one file.</summary>
    public const int MaxSize = 10 * 1024 * 1024;

    private const long MaxPixels = 60_000_000;

    /// <summary>Longest side kept, in pixels: small print of an A4 page stays legible.</summary>
    private const int MaxSide = 2600;

    // A large image takes some 100 MB while it is drawn: two at a time.
    private static readonly SemaphoreSlim Drawing = new(2);

    /// <summary>Reads the body of a request. 400 "file.empty", "file.too-large", "file.type", "file.active", "file.damaged".</summary>
    public static async Task<(SafeFile? File, ProblemHttpResult? Problem)> ReadAsync(HttpRequest request, bool image, CancellationToken ct)
    {
        if (request.ContentLength > MaxSize || await BytesAsync(request.Body, ct) is not { } bytes)
        {
            return (null,
                Problems.Invalid("file.too-large", "Ce fichier pèse plus de 10 Mo. Choisissez un fichier plus léger, ou prenez la photo en plus petit."));
        }

        if (bytes.Length == 0)
        {
            return (null, Problems.Invalid("file.empty", "Ce fichier est vide. Choisissez-en un autre."));
        }

        var hash = Convert.ToHexString(SHA256.HashData(bytes));
        if (!image && PdfFile.Of(bytes) is not PdfKind.None and var pdf)
        {
            return pdf == PdfKind.Plain ? (new SafeFile(bytes, "application/pdf", hash), null) : (null, Problems.Invalid("file.active",
                "Ce PDF contient un programme ou un autre fichier : il n’est pas accepté. Enregistrez-le avec « Imprimer en PDF », ou prenez-le en photo."));
        }

        if (!IsImage(bytes))
        {
            return (null, Problems.Invalid("file.type", image
                ? "Ce fichier n’est pas une photo JPEG ou PNG. Choisissez une photo."
                : "Ce fichier n’est ni un PDF, ni une photo JPEG ou PNG. Choisissez l’un des trois."));
        }

        await Drawing.WaitAsync(ct);
        try
        {
            return Redraw(bytes) is { } drawn
                ? (new SafeFile(drawn.Bytes, drawn.ContentType, hash), null)
                : (null, Problems.Invalid("file.damaged",
                    "Cette image est abîmée ou démesurée : elle ne s’ouvrira pas. Prenez une nouvelle photo, ou choisissez un autre fichier."));
        }
        finally
        {
            Drawing.Release();
        }
    }

    public static string Extension(string contentType) => contentType switch { "application/pdf" => "pdf", "image/png" => "png", _ => "jpg" };

    private static bool IsImage(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith(new byte[] { 0xFF, 0xD8, 0xFF }) || bytes.StartsWith(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A });

    private static (byte[] Bytes, string ContentType)? Redraw(byte[] bytes)
    {
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        if (codec is null || codec.Info is not { Width: > 0 and < 40_000, Height: > 0 and < 40_000 } info || (long)info.Width * info.Height > MaxPixels)
        {
            return null;
        }

        using var whole = new SKBitmap(new SKImageInfo(info.Width, info.Height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(whole.Info, whole.GetPixels()) != SKCodecResult.Success)
        {
            return null;
        }

        var scale = Math.Min(1f, (float)MaxSide / Math.Max(info.Width, info.Height));
        var turned = (int)codec.EncodedOrigin >= 5;
        var (width, height) = ((int)Math.Max(1, info.Width * scale), (int)Math.Max(1, info.Height * scale));
        using var surface = SKSurface.Create(new SKImageInfo(turned ? height : width, turned ? width : height, SKColorType.Rgba8888, SKAlphaType.Premul));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Concat(Upright(codec.EncodedOrigin, width, height));
        using var picture = SKImage.FromBitmap(whole);
        surface.Canvas.DrawImage(picture, SKRect.Create(width, height), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        using var drawn = surface.Snapshot();
        using var encoded = drawn.Encode(codec.EncodedFormat == SKEncodedImageFormat.Png ? SKEncodedImageFormat.Png : SKEncodedImageFormat.Jpeg, 85);
        return (encoded.ToArray(), codec.EncodedFormat == SKEncodedImageFormat.Png ? "image/png" : "image/jpeg");
    }

    /// <summary>From the camera's position (EXIF tag 0x0112) to upright; sizes before turning.</summary>
    private static SKMatrix Upright(SKEncodedOrigin origin, float w, float h) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, w, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, w, 0, -1, h, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, h, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, h, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, h, -1, 0, w, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, w, 0, 0, 1),
        _ => SKMatrix.Identity,
    };

    // Null when there is more than a file may hold; the length a client announces is not believed.
    private static async Task<byte[]?> BytesAsync(Stream body, CancellationToken ct)
    {
        using var all = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await body.ReadAsync(buffer, ct)) > 0;)
        {
            if (all.Length + read > MaxSize)
            {
                return null;
            }

            await all.WriteAsync(buffer.AsMemory(0, read), ct);
        }

        return all.ToArray();
    }
}
