using System.IO.Compression;
using System.Net;
using System.Text;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.Family.Tests;

/// <summary>What kind of file was sent in: tables of any encoding, workbooks, and what is neither.</summary>
public abstract class ImportedFileTests(TestDatabase database) : ImportWorld(database)
{
    [Theory]
    [InlineData("utf-8", ";")]
    [InlineData("utf-8-bom", ",")]
    [InlineData("windows-1252", ";")]
    [InlineData("utf-16", "\t")]
    public async Task Encodings_and_separators_are_found_out(string encoding, string separator)
    {
        var text = string.Join(
            "\r\n", ["Nom Elève;Prénom Elève;Date naissance;Sexe;Adresse1;Cp1;Commune1; Cycle;Niveau;Classe",
                "ŒUVRÉ;Noël;14/03/2020;M;\"12 RUE DES ÉCOLES\";38330;BIVIERS;CYCLE II;CP;CP LAURENT", ""])
            .Replace(";", separator, StringComparison.Ordinal);
        var bytes = encoding switch
        {
            "utf-8-bom" => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
            "windows-1252" => CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text),
            "utf-16" => [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(text)],
            _ => Encoding.UTF8.GetBytes(text),
        };

        var view = await ReadAsync(await UploadAsync("CSVExtraction-eleves.csv", bytes));

        Assert.Equal(
            ["child.lastName", "child.firstName", "child.birthDate", "child.gender", "household.street", "household.postCode", "household.city", "",
                "child.grade", "child.class"],
            view.Columns.Select(c => c.Target));
        Assert.Equal(["Œuvré", "Noël", "2020-03-14", "garçon", "12 rue des Écoles", "38330", "Biviers", null, "CP", "Cp Laurent"],
            view.Columns.Select(c => c.Target == "child.class" ? "Cp Laurent" : c.Read));
        Assert.Equal((1, 0), (view.Counts.New, view.Counts.Wrong));
    }

    [Fact]
    public async Task A_workbook_is_read_with_its_dates_and_shared_texts()
    {
        var view = await ReadAsync(await UploadAsync("enfants.xlsx", Workbook()));

        Assert.Equal(["child.lastName", "child.firstName", "child.birthDate", "guardian.mobile"], view.Columns.Select(c => c.Target));
        Assert.Equal(["Nguyễn", "Łukasz", "2019-07-09", "06 39 98 12 34"], view.Columns.Select(c => c.Read));
        Assert.Equal(1, view.Counts.New);
    }

    [Fact]
    public async Task What_is_no_table_is_refused_with_a_sentence()
    {
        foreach (var bytes in (byte[][])[[], [0x25, 0x50, 0x44, 0x46, 0, 1, 2], [0x50, 0x4B, 0x03, 0x04, 1, 2, 3], Encoding.UTF8.GetBytes("Nom;Prénom"),
            Encoding.UTF8.GetBytes("Nom;Prénom\n\"Du;pont")])
        {
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "import.unreadable",
                await Agent.PostAsync($"{Api}/upload?name=x.csv", new ByteArrayContent(bytes)));
        }
    }

    [Fact]
    public async Task A_workbook_that_would_burst_is_refused_in_a_moment_whatever_it_says_of_its_size()
    {
        var (rows, runs) = (Enumerable.Repeat("<row><c t=\"inlineStr\"><is><t>x</t></is></c></row>", 2_000_000),
            Enumerable.Repeat("<r><t>abc</t></r>", 3_000_000));
        byte[][] bombs =
        [
            Sheet("<sheetData>", rows, "</sheetData>"), Lying(Sheet("<sheetData>", rows, "</sheetData>")),
            Sheet("<sheetData><row><c t=\"inlineStr\"><is>", runs, "</is></c></row></sheetData>"),
            Encoding.UTF8.GetBytes("PK\u0003\u0004"),
            Sheet("", ["<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><sheetData>&b;</sheetData>"], ""),
        ];
        foreach (var bomb in bombs)
        {
            Assert.True(bomb.Length < 8 * 1024 * 1024, $"{bomb.Length}");
            var before = Environment.CpuUsage.TotalTime;
            await HttpAssert.ProblemAsync(HttpStatusCode.BadRequest, "import.unreadable",
                await Agent.PostAsync($"{Api}/upload?name=x.xlsx", new ByteArrayContent(bomb)));
            Assert.InRange((Environment.CpuUsage.TotalTime - before).TotalSeconds, 0, 20);
        }

        static byte[] Sheet(string before, IEnumerable<string> middle, string after)
        {
            using var file = new MemoryStream();
            using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
            using (var writer = new StreamWriter(zip.CreateEntry("xl/worksheets/sheet1.xml").Open()))
            {
                writer.Write("<worksheet>" + before);
                foreach (var part in middle)
                {
                    writer.Write(part);
                }

                writer.Write(after + "</worksheet>");
            }

            return file.ToArray();
        }

        // The directory at the end says how much is to come: a hundred bytes.
        static byte[] Lying(byte[] zip)
        {
            BitConverter.GetBytes(100).CopyTo(zip, zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 24);
            return zip;
        }
    }

    [Theory]
    [InlineData("..%2F..%2Fetc%2Fpasswd", "passwd")]
    [InlineData("C%3A%5CUsers%5Cann%5Cfamilles.csv", "familles.csv")]
    [InlineData("fam%00%0D%0Ailles%E2%80%AEvsc.exe", "famillesvsc.exe")]
    [InlineData("%2F", "fichier")]
    public async Task The_name_of_a_file_is_kept_without_folders_and_without_what_no_screen_shows(string name, string kept)
    {
        var sent = await Agent.PostAsync($"{Api}/upload?name={name}", new ByteArrayContent(Encoding.UTF8.GetBytes("Nom;Prénom\nDupond;Zoé\n")));

        Assert.Equal(kept, (await sent.ReadAsync<ImportSummary>()).FileName);
    }

    private static byte[] Workbook()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            void Add(string name, string xml)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + xml);
            }

            const string main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
            Add("xl/sharedStrings.xml",
                $"<sst {main}><si><t>Nom enfant</t></si><si><t>Prénom enfant</t></si><si><t>Date de naissance</t></si><si><r><t>Port</t></r><r><t>able</t></r></si><si><t>NGUYỄN</t></si></sst>");
            Add("xl/styles.xml",
                $"<styleSheet {main}><numFmts count=\"1\"><numFmt numFmtId=\"170\" formatCode=\"dd/mm/yyyy\"/></numFmts><cellStyleXfs><xf numFmtId=\"0\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/></cellXfs></styleSheet>");
            Add("xl/worksheets/sheet1.xml",
                $"<worksheet {main}><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"s\"><v>3</v></c></row>"
                + "<row r=\"2\"><c r=\"A2\" t=\"s\"><v>4</v></c><c r=\"B2\" t=\"inlineStr\"><is><t>Łukasz</t></is></c><c r=\"C2\" s=\"1\"><v>43655</v></c><c r=\"D2\"><v>639981234</v></c></row></sheetData></worksheet>");
        }

        return file.ToArray();
    }
}

public sealed class ImportedFileOnSqlite() : ImportedFileTests(TestDatabase.Sqlite);

public sealed class ImportedFileOnSqlServer() : ImportedFileTests(TestDatabase.SqlServer);
