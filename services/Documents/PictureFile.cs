using System.Buffers.Binary;
using PdfSharp.Drawing;

namespace Preau.Documents;

/// <summary>The content is no picture that can be put into a document: say so beside its upload.</summary>
public sealed class PictureException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Looks at a picture before it is unpacked: a small file may hold gigabytes, and some kinds PDFsharp draws wrong without a word.</summary>
internal static class PictureFile
{
    private const int MaxPixels = 16_000_000;

    public static XImage Open(byte[] content)
    {
        if (IsPng(content))
        {
            var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(16)), BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(20)));
            var (depth, colour) = (content[24], content[25]);
            // A palette with transparency becomes invisible, 16 bits a channel fail.
            if (depth != 8 || colour == 3 || (ulong)width * height > MaxPixels)
            {
                throw new PictureException("PNG of another depth, with a palette, or too large.");
            }
        }
        else if (content is not [0xFF, 0xD8, 0xFF, ..])
        {
            throw new PictureException("Neither JPEG nor PNG.");
        }

        try
        {
            var image = XImage.FromStream(new MemoryStream(content));
            if ((long)image.PixelWidth * image.PixelHeight > MaxPixels)
            {
                image.Dispose();
                throw new PictureException("Too many pixels.");
            }

            return image;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or NotSupportedException)
        {
            throw new PictureException("The picture can't be read.", e);
        }
    }

    private static bool IsPng(ReadOnlySpan<byte> content) =>
        content.Length > 25 && content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
}
