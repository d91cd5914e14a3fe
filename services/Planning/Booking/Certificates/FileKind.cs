using System.Buffers.Binary;
using Preau.Platform;

namespace Preau.Planning.Booking.Certificates;

/// <summary>What a file is by its bytes, whatever its sender calls it; only kinds a certificate can have, of a sane size.</summary>
internal static class FileKind
{
    /// <summary>Bytes of one file.</summary>
    public const int MaxSize = 10 * 1024 * 1024;

    private const int MaxPages = 40;
    private const long MaxPixels = 120_000_000;

    private static readonly string[] HeicBrands = ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

    /// <summary>The content type; or null and a stable code: "file.type", "file.active" or "file.damaged".</summary>
    public static (string? ContentType, string? Code) Of(ReadOnlySpan<byte> bytes)
    {
        if (PdfFile.Of(bytes) is not PdfKind.None and var pdf)
        {
            return pdf == PdfKind.Active ? (null, "file.active") : Pages(bytes) <= MaxPages ? ("application/pdf", null) : (null, "file.damaged");
        }

        if (bytes.StartsWith("%PDF-"u8))
        {
            return (null, "file.damaged");
        }

        if (bytes.StartsWith(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A }))
        {
            return bytes.Length > 33 && bytes[12..16].SequenceEqual("IHDR"u8)
                && IsSane(BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]))
                ? ("image/png", null) : (null, "file.damaged");
        }

        if (bytes.StartsWith(new byte[] { 0xFF, 0xD8, 0xFF }))
        {
            return JpegSize(bytes) is { } size && IsSane(size.Width, size.Height) ? ("image/jpeg", null) : (null, "file.damaged");
        }

        if (bytes.Length > 16 && bytes[4..8].SequenceEqual("ftyp"u8) && Array.Exists(HeicBrands, IsBrand(bytes[8..12].ToArray())))
        {
            return HeicSize(bytes) is { } size && IsSane(size.Width, size.Height) ? ("image/heic", null) : (null, "file.damaged");
        }

        return (null, "file.type");
    }

    public static string Extension(string contentType) =>
        contentType switch { "application/pdf" => "pdf", "image/png" => "png", "image/heic" => "heic", _ => "jpg" };

    private static Predicate<string> IsBrand(byte[] brand) => known => System.Text.Encoding.ASCII.GetString(brand) == known;

    private static bool IsSane(long width, long height) => width is > 0 and < 40_000 && height is > 0 and < 40_000 && width * height <= MaxPixels;

    // Of the pages that are not packed in a stream: enough to refuse a book.
    private static int Pages(ReadOnlySpan<byte> pdf)
    {
        var count = 0;
        for (var rest = pdf; rest.IndexOf("/Page"u8) is >= 0 and var at; rest = rest[(at + 5)..])
        {
            if (at + 5 < rest.Length && rest[at + 5] is not ((byte)'s' or (byte)'L' or (byte)'M'))
            {
                count++;
            }
        }

        return count;
    }

    private static (long Width, long Height)? JpegSize(ReadOnlySpan<byte> jpeg)
    {
        for (var at = 2; at + 9 < jpeg.Length && jpeg[at] == 0xFF;)
        {
            var marker = jpeg[at + 1];
            if (marker == 0xFF)
            {
                at++;
                continue;
            }

            if (marker is >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC))
            {
                return (BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 5)..]));
            }

            at += 2 + BinaryPrimitives.ReadUInt16BigEndian(jpeg[(at + 2)..]);
        }

        return null;
    }

    // The size of the largest image in the file: box "ispe" (ISO/IEC 23008-12), near the beginning.
    private static (long Width, long Height)? HeicSize(ReadOnlySpan<byte> heic)
    {
        (long Width, long Height)? largest = null;
        var head = heic[..Math.Min(heic.Length, 256 * 1024)];
        for (var rest = head; rest.IndexOf("ispe"u8) is >= 0 and var at && at + 16 <= rest.Length; rest = rest[(at + 4)..])
        {
            var size = (Width: (long)BinaryPrimitives.ReadUInt32BigEndian(rest[(at + 8)..]),
                Height: (long)BinaryPrimitives.ReadUInt32BigEndian(rest[(at + 12)..]));
            largest = largest is { } known && known.Width * known.Height > size.Width * size.Height ? known : size;
        }

        return largest;
    }
}
