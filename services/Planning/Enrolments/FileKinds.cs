namespace Preau.Planning.Enrolments;

/// <summary>What a file is, by its first bytes: a name or a header can lie.</summary>
internal static class FileKinds
{
    /// <summary>Bytes of one file.</summary>
    public const int Most = 5_000_000;

    /// <summary>"application/pdf", "image/jpeg", "image/png", "image/webp"; null for anything else.</summary>
    public static string? Of(ReadOnlySpan<byte> content) =>
        content.StartsWith("%PDF-"u8) ? "application/pdf"
        : content.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : content.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..12].SequenceEqual("WEBP"u8) ? "image/webp"
        : null;

    public static string Extension(string contentType) => contentType switch { "application/pdf" => ".pdf", "image/jpeg" => ".jpg", "image/png" => ".png", _ => ".webp" };
}
