using PdfSharp.Fonts;

namespace Preau.Documents;

/// <summary>The one font of all documents, bundled: no font of the machine is read, so the same text gives the same file everywhere.</summary>
internal sealed class NotoFonts : IFontResolver
{
    public const string Face = "Noto Sans";

    public FontResolverInfo ResolveTypeface(string familyName, bool bold, bool italic) => new(bold ? "NotoSans-Bold.ttf" : "NotoSans-Regular.ttf");

    public byte[] GetFont(string faceName)
    {
        using var source = new BinaryReader(typeof(NotoFonts).Assembly.GetManifestResourceStream(faceName)!);
        return source.ReadBytes((int)source.BaseStream.Length);
    }
}
