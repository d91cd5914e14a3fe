using System.IO.Compression;
using System.Security;
using System.Text;
using PdfSharp.Pdf;

namespace Preau.Documents;

/// <summary>What PDFsharp has no option for is mended when it has built every object and is about to write the first byte.</summary>
public sealed partial class TaggedPdf
{
    private void Finish()
    {
        var metadata = _document.Internals.Catalog.Elements.GetDictionary("/Metadata")!;
        metadata.Stream!.Value = Encoding.UTF8.GetBytes(Metadata(_document.Info.Title));
        foreach (var item in _document.Internals.GetAllObjects().OfType<PdfDictionary>())
        {
            // PDFsharp's prefix of a subset is random.
            foreach (var key in (string[])["/BaseFont", "/FontName"])
            {
                if (item.Elements.GetName(key) is { Length: > 8 } name && name[7] == '+')
                {
                    item.Elements.SetName(key, "/PREAUX" + name[7..]);
                }
            }

            if (item != metadata)
            {
                Compress(item);
            }
        }
    }

    // PDFsharp leaves zlib's checksum out, which some readers refuse.
    private static void Compress(PdfDictionary item)
    {
        // A filter is set for images only: JPEG stays, PNG is packed anew.
        if (item.Stream is not { } stream || item.Elements.GetName("/Filter") is not ("" or "/FlateDecode"))
        {
            return;
        }

        // Of the time that a sheet takes, packing it tighter was a tenth; the file would be a tenth smaller.
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            zlib.Write(stream.UnfilteredValue);
        }

        stream.Value = packed.ToArray();
        item.Elements.SetName("/Filter", "/FlateDecode");
    }

    private static string Metadata(string title) => $"""
        <?xpacket begin="{'\uFEFF'}" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">
        <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""
         xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"><pdfuaid:part>1</pdfuaid:part>
        <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{SecurityElement.Escape(title)}</rdf:li></rdf:Alt></dc:title>
        </rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="r"?>
        """;

    // Large enough for most sheets: growing step by step copies all of it again and again.
    private sealed class HookedStream(Action beforeFirstByte) : MemoryStream(80_000)
    {
        public override void Write(byte[] buffer, int offset, int count)
        {
            if (Length == 0)
            {
                beforeFirstByte();
            }

            base.Write(buffer, offset, count);
        }
    }
}
