using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Preau.Family.Imports;

/// <summary>
/// The first sheet of an XLSX workbook as text (ECMA-376 part 1, 18.3): shared and inline strings, numbers as they are stored, and days where the cell's style
/// is a date. Formulas give their last value. Sizes are bounded before anything is unpacked: a small file can hold a very large one.
/// </summary>
internal static class XlsxFile
{
    private const long MostUnpacked = 64 * 1024 * 1024;
    // What a cell holds at most (18.18.93).
    private const int LongestText = 32_767;
    // Built-in number formats that are days (18.8.30).
    private static readonly HashSet<int> DateFormats = [14, 15, 16, 17, 22];

    /// <exception cref="TableException">It is no workbook.</exception>
    public static List<(int Line, string[] Cells)> Read(byte[] bytes)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(bytes, writable: false));
            var sheet = zip.Entries.Where(e => e.FullName.StartsWith("xl/worksheets/sheet", StringComparison.OrdinalIgnoreCase)).OrderBy(e => e.FullName.Length)
                .ThenBy(e => e.FullName, StringComparer.Ordinal).FirstOrDefault()
                ?? throw new TableException("Ce classeur n’a pas de feuille.");
            return ReadSheet(sheet, ReadShared(zip.GetEntry("xl/sharedStrings.xml")), ReadDateStyles(zip.GetEntry("xl/styles.xml")));
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or FormatException or OverflowException)
        {
            throw new TableException("Ce classeur XLSX ne peut pas être lu. Enregistrez-le de nouveau, ou en CSV.");
        }
    }

    private static XmlReader Open(ZipArchiveEntry entry) => entry.Length > MostUnpacked
        ? throw new TableException("Ce classeur est trop grand : gardez la seule feuille à importer.")
        : XmlReader.Create(entry.Open(),
            new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = true, MaxCharactersInDocument = MostUnpacked });

    private static List<string> ReadShared(ZipArchiveEntry? entry)
    {
        List<string> texts = [];
        if (entry is null)
        {
            return texts;
        }

        using var xml = Open(entry);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "si" })
            {
                texts.Add(TextOf(xml));
            }
        }

        return texts;
    }

    /// <summary>All runs of a string, without the phonetic ones.</summary>
    private static string TextOf(XmlReader xml)
    {
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var (end, text, phonetic) = (xml.Depth, new StringBuilder(), 0);
        while (xml.Read() && xml.Depth > end)
        {
            phonetic += xml.LocalName == "rPh" ? xml.NodeType switch { XmlNodeType.Element => 1, XmlNodeType.EndElement => -1, _ => 0 } : 0;
            text.Append(phonetic == 0 && xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.CDATA ? xml.Value : "");
            if (text.Length > LongestText)
            {
                throw new TableException("Une cellule de ce classeur contient un texte démesuré.");
            }
        }

        return text.ToString();
    }

    private static List<bool> ReadDateStyles(ZipArchiveEntry? entry)
    {
        List<bool> styles = [];
        if (entry is null)
        {
            return styles;
        }

        HashSet<int> own = [];
        var inCells = false;
        using var xml = Open(entry);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "numFmt" } && (xml.GetAttribute("formatCode") ?? "").ToLowerInvariant() is var code
                && code.Contains('y', StringComparison.Ordinal) && code.Contains('d', StringComparison.Ordinal))
            {
                own.Add(int.Parse(xml.GetAttribute("numFmtId") ?? "0", CultureInfo.InvariantCulture));
            }

            inCells = xml.LocalName == "cellXfs" ? xml.NodeType == XmlNodeType.Element : inCells;
            if (inCells && xml is { NodeType: XmlNodeType.Element, LocalName: "xf" })
            {
                var format = int.Parse(xml.GetAttribute("numFmtId") ?? "0", CultureInfo.InvariantCulture);
                styles.Add(DateFormats.Contains(format) || own.Contains(format));
            }
        }

        return styles;
    }

    private static List<(int, string[])> ReadSheet(ZipArchiveEntry entry, List<string> shared, List<bool> dates)
    {
        List<(int, string[])> rows = [];
        List<string> cells = [];
        var line = 0;
        using var xml = Open(entry);
        while (xml.Read())
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "row" })
            {
                line = int.TryParse(xml.GetAttribute("r"), out var number) ? number : line + 1;
                cells = [];
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "c" })
            {
                var at = ColumnOf(xml.GetAttribute("r")) ?? cells.Count;
                if (at >= TableFile.MostColumns)
                {
                    throw new TableException($"Au plus {TableFile.MostColumns} colonnes.");
                }

                cells.AddRange(Enumerable.Repeat("", Math.Max(0, at - cells.Count)));
                cells.Add(ValueOf(xml, shared, dates));
            }
            else if (xml is { NodeType: XmlNodeType.EndElement, LocalName: "row" })
            {
                rows.Add((line, [.. cells]));
                if (rows.Count > TableFile.MostRows + 1)
                {
                    throw new TableException($"Au plus {TableFile.MostRows} lignes : partagez le fichier en plusieurs.");
                }
            }
        }

        return rows;
    }

    private static string ValueOf(XmlReader xml, List<string> shared, List<bool> dates)
    {
        var (type, style) = (xml.GetAttribute("t"), int.TryParse(xml.GetAttribute("s"), out var s) ? s : 0);
        if (xml.IsEmptyElement)
        {
            return "";
        }

        var (end, value, text) = (xml.Depth, "", "");
        while (xml.Read() && xml.Depth > end)
        {
            if (xml is { NodeType: XmlNodeType.Element, LocalName: "v" } && !xml.IsEmptyElement)
            {
                xml.Read();
                value = xml.NodeType is XmlNodeType.Text or XmlNodeType.SignificantWhitespace ? xml.Value : "";
            }
            else if (xml is { NodeType: XmlNodeType.Element, LocalName: "is" })
            {
                text = TextOf(xml);
            }
        }

        return (type switch
        {
            "s" => int.TryParse(value, out var index) && index >= 0 && index < shared.Count ? shared[index] : "",
            "inlineStr" => text,
            "b" => value == "1" ? "oui" : "non",
            "str" => value,
            "e" => "",
            _ when style < dates.Count && dates[style] && double.TryParse(value, CultureInfo.InvariantCulture, out var day) && day is > 0 and < 2_958_466 =>
                DateTime.FromOADate(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ =>
                double.TryParse(value, CultureInfo.InvariantCulture, out var number) && value.Contains('E', StringComparison.Ordinal)
                    ? number.ToString("0.##########", CultureInfo.InvariantCulture)
                    : value,
        }).Trim();
    }

    /// <summary>"AB12" → 27.</summary>
    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var c in reference ?? "")
        {
            if (!char.IsAsciiLetterUpper(c))
            {
                break;
            }

            column = (column * 26) + (c - 'A' + 1);
            if (column > 20_000)
            {
                return column;
            }
        }

        return column == 0 ? null : column - 1;
    }
}
