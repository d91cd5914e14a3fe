using System.Buffers;
using System.Text;

namespace Preau.Platform;

/// <summary>Text of a file somebody sends or lays down: UTF-8, UTF-16 with its mark, or the
/// Windows-1252 of older office programs; never a sign that was not there.</summary>
public static class TextFile
{
    private static readonly SearchValues<byte> Nothing = SearchValues.Create([0x81, 0x8D, 0x8F, 0x90, 0x9D]);
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>Null when the bytes are no text in any of them.</summary>
    public static string? Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble))
        {
            return Strictly(new UTF8Encoding(false, throwOnInvalidBytes: true), bytes[3..]);
        }

        if (bytes.StartsWith(Encoding.Unicode.Preamble) || bytes.StartsWith(Encoding.BigEndianUnicode.Preamble))
        {
            return Strictly(new UnicodeEncoding(bigEndian: bytes[0] == 0xFE, byteOrderMark: false, throwOnInvalidBytes: true), bytes[2..]);
        }

        // Text has no zero: UTF-16 without its mark, or no text at all.
        return bytes.Contains((byte)0) ? null : Strictly(new UTF8Encoding(false, throwOnInvalidBytes: true), bytes) ?? OfWindows(bytes);
    }

    public static async Task<string?> ReadAsync(Stream stream, CancellationToken ct)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, ct);
        return Read(all.GetBuffer().AsSpan(0, (int)all.Length));
    }

    // Five bytes of 1252 are nothing: whoever has them wrote another encoding.
    private static string? OfWindows(ReadOnlySpan<byte> bytes) => bytes.ContainsAny(Nothing) ? null : Windows.GetString(bytes);

    private static string? Strictly(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}
