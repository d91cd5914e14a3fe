using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using Microsoft.AspNetCore.Mvc;

namespace Preau.Office.Lists;

/// <summary>A table to be taken away. Values are texts, numbers or nothing.</summary>
internal sealed record Sheet(string Name, string[] Head, IReadOnlyList<object?[]> Rows)
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Package = "http://schemas.openxmlformats.org/package/2006";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    /// <summary>The file for <c>format=csv</c> or <c>xlsx</c>; null for anything else.</summary>
    public FileContentResult? As(string? format, string name) => format switch
    {
        "csv" => new FileContentResult(ToCsv(), "text/csv; charset=utf-8") { FileDownloadName = name + ".csv" },
        "xlsx" => new FileContentResult(ToXlsx(), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet") { FileDownloadName = name + ".xlsx" },
        _ => null,
    };

    /// <summary>Semicolons and a byte-order mark, as spreadsheets in French expect; no text is ever taken for a formula.</summary>
    public byte[] ToCsv()
    {
        var text = new StringBuilder();
        foreach (var row in Rows.Prepend(Head))
        {
            text.AppendJoin(';', row.Select(Field)).Append("\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    /// <summary>The least of a workbook: one sheet whose texts are texts, so that nothing is ever computed.</summary>
    public byte[] ToXlsx()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Put(zip, "[Content_Types].xml",
                $"""<Types xmlns="{Package}/content-types">"""
                    + """<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>"""
                    + """<Default Extension="xml" ContentType="application/xml"/>"""
                    + """<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>"""
                    + """<Override PartName="/xl/worksheets/sheet1.xml" """
                    + """ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>""");
            Put(zip, "_rels/.rels",
                $"""<Relationships xmlns="{Package}/relationships">"""
                    + $"""<Relationship Id="rId1" Type="{Relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>""");
            Put(zip, "xl/_rels/workbook.xml.rels",
                $"""<Relationships xmlns="{Package}/relationships">"""
                    + $"""<Relationship Id="rId1" Type="{Relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""");
            // A sheet's name has at most 31 characters and none of these.
            var name = string.Concat(Name.Select(c => "[]:*?/\\'".Contains(c, StringComparison.Ordinal) ? ' ' : c));
            Put(zip, "xl/workbook.xml",
                $"""<workbook xmlns="{Main}" xmlns:r="{Relations}">"""
                    + $"""<sheets><sheet name="{Escape(name.Length <= 31 ? name : name[..31])}" sheetId="1" r:id="rId1"/></sheets>"""
                    + """</workbook>""");
            var cells = new StringBuilder($"""<worksheet xmlns="{Main}"><sheetData>""");
            foreach (var row in Rows.Prepend(Head))
            {
                cells.Append("<row>").AppendJoin("", row.Select(Cell)).Append("</row>");
            }

            Put(zip, "xl/worksheets/sheet1.xml", cells.Append("</sheetData></worksheet>").ToString());
        }

        return file.ToArray();
    }

    private static string Field(object? value)
    {
        if (value is int number)
        {
            return number.ToString(CultureInfo.InvariantCulture);
        }

        if (value is decimal amount)
        {
            return French.Plain(amount, 2);
        }

        var text = value?.ToString() ?? "";
        // A spreadsheet would compute what begins so.
        if (text.TrimStart() is ['=' or '+' or '-' or '@', ..] || text is ['\t' or '\r' or '\n', ..])
        {
            text = "'" + text;
        }

        return text.AsSpan().IndexOfAny(";\"\r\n") >= 0 ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
    }

    private static string Cell(object? value) => value is int or decimal
        ? string.Create(CultureInfo.InvariantCulture, $"<c><v>{value}</v></c>")
        : $"""<c t="inlineStr"><is><t xml:space="preserve">{Escape(value?.ToString() ?? "")}</t></is></c>""";

    private static string Escape(string text) =>
        new StringBuilder(string.Concat(text.Where(XmlConvert.IsXmlChar))).Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;")
            .Replace("\"", "&quot;").ToString();

    private static void Put(ZipArchive zip, string path, string text)
    {
        using var entry = new StreamWriter(zip.CreateEntry(path, CompressionLevel.Fastest).Open(), new UTF8Encoding(false));
        entry.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>""");
        entry.Write(text);
    }
}
