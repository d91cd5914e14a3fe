using System.IO.Compression;

namespace Preau.Platform;

public enum PdfKind
{
    None,
    Plain,

    /// <summary>Opened, it would run a script, start a program or unpack a file.</summary>
    Active,
}

/// <summary>
/// What of a PDF an uploaded file is, by its bytes. Readers take what comes before the header in the first 1024 bytes (a byte order mark, a mail's head, a
/// scanner's), and so does this, but for what is something else as well: a program, an archive, a page. Names of acts are looked for where they lie open and in
/// packed objects (ISO 32000-1, 7.5.7), also where their letters are written as numbers (7.3.5).
/// </summary>
public static class PdfFile
{
    private const int MostUnpacked = 32 * 1024 * 1024;

    private static readonly byte[][] Acts = [[.. "/JavaScript"u8], [.. "/Launch"u8], [.. "/EmbeddedFile"u8], [.. "/RichMedia"u8]];

    private static readonly byte[][] Others = [[.. "MZ"u8], [.. "PK\u0003\u0004"u8], [0x7F, .. "ELF"u8], [.. "#!"u8], [.. "<"u8]];

    public static PdfKind Of(ReadOnlySpan<byte> bytes)
    {
        var head = bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;
        return head[..Math.Min(head.Length, 1024)].IndexOf("%PDF-"u8) < 0 || bytes.IndexOf(" obj"u8) < 0 || IsOther(head.TrimStart(" \t\r\n"u8)) ? PdfKind.None
            : ActsIn(bytes) || PackedIn(bytes) ? PdfKind.Active : PdfKind.Plain;
    }

    private static bool IsOther(ReadOnlySpan<byte> head)
    {
        foreach (var other in Others)
        {
            if (head.StartsWith(other))
            {
                return true;
            }
        }

        return false;
    }

    private static bool ActsIn(ReadOnlySpan<byte> bytes)
    {
        var plain = bytes.IndexOf((byte)'#') < 0 ? bytes : Unescaped(bytes);
        foreach (var act in Acts)
        {
            if (plain.IndexOf(act) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Unescaped(ReadOnlySpan<byte> bytes)
    {
        var (plain, length) = (new byte[bytes.Length], 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            var isNumber = bytes[i] == '#' && i + 2 < bytes.Length && char.IsAsciiHexDigit((char)bytes[i + 1]) && char.IsAsciiHexDigit((char)bytes[i + 2]);
            plain[length++] = isNumber ? Convert.FromHexString([(char)bytes[i + 1], (char)bytes[i + 2]])[0] : bytes[i];
            i += isNumber ? 2 : 0;
        }

        return plain[..length];
    }

    // Objects packed in a stream; one that is packed otherwise, or sealed by a password, stays closed to us as it does to a scanner.
    private static bool PackedIn(ReadOnlySpan<byte> bytes)
    {
        var room = MostUnpacked;
        for (var rest = bytes; rest.IndexOf("/ObjStm"u8) is >= 0 and var at;)
        {
            rest = rest[(at + 7)..];
            var begin = rest.IndexOf("stream"u8);
            if (begin < 0)
            {
                return false;
            }

            var body = rest[(begin + 6)..].TrimStart("\r\n"u8);
            var end = body.IndexOf("endstream"u8);
            var unpacked = Unpack(body[..(end < 0 ? body.Length : end)], room);
            room -= unpacked.Length;
            if (ActsIn(unpacked) || room <= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static byte[] Unpack(ReadOnlySpan<byte> packed, int most)
    {
        using var unpacked = new MemoryStream();
        try
        {
            using var flate = new ZLibStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            var buffer = new byte[16 * 1024];
            for (int read; unpacked.Length < most && (read = flate.Read(buffer)) > 0;)
            {
                unpacked.Write(buffer, 0, read);
            }
        }
        catch (InvalidDataException)
        {
            // What came before the fault was read as a reader would.
        }

        return unpacked.ToArray();
    }
}
