using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.WebUtilities;

namespace Preau.Ui;

/// <summary>Gives all pages the no-break spaces of French at one place, whoever wrote the text: a page, a service, a parent.</summary>
internal sealed class SpacedPages : IHttpResponseStreamWriterFactory
{
    // As MVC's own, before which it stands.
    private const int BufferSize = 16 * 1024;

    public TextWriter CreateWriter(Stream stream, Encoding encoding) =>
        new SpacedWriter(new HttpResponseStreamWriter(stream, encoding, BufferSize, ArrayPool<byte>.Shared, ArrayPool<char>.Shared));
}
