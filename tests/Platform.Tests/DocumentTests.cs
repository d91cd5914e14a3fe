using System.Buffers.Binary;
using System.Text;
using Preau.Documents;
using Preau.Testing;

namespace Preau.Platform.Tests;

public sealed class DocumentTests
{
    private static readonly DocumentFacts Facts = new("TEST-1", "Relevé & pièces <2026>", "Commune de Biviers",
        new DateTime(2026, 12, 8, 9, 10, 0, DateTimeKind.Utc));
    private static readonly string[] Names = ["Łukasz Şahin", "Nguyễn Thị Ánh", "Zoé Œuvrard", "Đặng Thị Hương"];

    [Fact]
    public async Task Names_and_amounts_are_read_back_as_written()
    {
        var text = await Pdf.TextAsync(Sample());

        Assert.All(Names, name => Assert.Contains(name, text, StringComparison.Ordinal));
        Assert.Contains("1 234,50 €", text, StringComparison.Ordinal);
        Assert.Contains("Relevé AL-1 · page 2", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Characters_the_font_has_not_become_readable_ones()
    {
        var text = await Pdf.TextAsync(Make(s => s.P("moins − trait‑d’union 漢 fin")));

        Assert.Contains("moins - trait-d’union ? fin", text.Replace('\u2011', '-').Replace('−', '-'), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tags_say_headings_paragraphs_lists_figures_and_tables_with_their_heads()
    {
        var tree = await Pdf.StructureAsync(Sample());

        Assert.Contains("H1", tree, StringComparison.Ordinal);
        Assert.Contains("\"Relevé\"", tree, StringComparison.Ordinal);
        Assert.Contains("Figure", tree, StringComparison.Ordinal);
        Assert.Contains("LBody", tree, StringComparison.Ordinal);
        Assert.Contains("Link", tree, StringComparison.Ordinal);
        // The head of a table is read once, not again on its second page.
        Assert.Equal(1, Count(tree, "\"Prestation\""));
        Assert.Equal(80,
            Count(tree, "\"Łukasz Şahin\"") + Count(tree, "\"Zoé Œuvrard\"") + Count(tree, "\"Nguyễn Thị Ánh\"") + Count(tree, "\"Đặng Thị Hương\""));
    }

    [Fact]
    public async Task The_file_says_that_it_is_accessible_in_French_with_its_title_and_its_fonts_inside()
    {
        var pdf = Sample();
        var raw = Encoding.Latin1.GetString(pdf);

        Assert.Contains("<pdfuaid:part>1</pdfuaid:part>", raw, StringComparison.Ordinal);
        Assert.Contains("fr-FR", raw, StringComparison.Ordinal);
        Assert.Contains("Tagged:          yes", await Pdf.InfoAsync(pdf), StringComparison.Ordinal);
        Assert.Contains("Relevé & pièces <2026>", await Pdf.InfoAsync(pdf), StringComparison.Ordinal);
        var fonts = (await Pdf.FontsAsync(pdf)).Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.Equal(2, fonts.Length);
        Assert.All(fonts, font => Assert.Matches(@"\+Noto Sans.*yes yes yes", font));
    }

    [Fact]
    public async Task The_same_content_gives_the_same_bytes_whoever_else_draws()
    {
        var first = Sample();
        var others = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(Sample)));

        Assert.All(others, other => Assert.Equal(first, other));
        Assert.NotEqual(first, Make(s => s.P("autre")));
    }

    [Fact]
    public async Task A_long_word_and_a_long_text_stay_on_the_page()
    {
        var text = await Pdf.TextAsync(Make(s => s.P(new string('W', 400) + " " + string.Join(' ', Enumerable.Repeat("mot", 3000)))));

        Assert.Equal(400, text.Count(c => c == 'W'));
        Assert.Equal(3000, Count(text, "mot"));
    }

    [Fact]
    public void A_picture_that_cannot_be_drawn_is_refused_before_it_is_unpacked()
    {
        var bomb = new byte[64];
        ((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]).CopyTo(bomb);
        BinaryPrimitives.WriteUInt32BigEndian(bomb.AsSpan(16), 100_000);
        BinaryPrimitives.WriteUInt32BigEndian(bomb.AsSpan(20), 100_000);
        (bomb[24], bomb[25]) = (8, 2);

        Assert.All((byte[][])[bomb, "GIF89a"u8.ToArray(), [0xFF, 0xD8, 0xFF, 0, 1], []],
            content => Assert.Throws<PictureException>(() => Make(s => s.Picture(content, "Logo", 40, 40, 60, 60))));
    }

    private static byte[] Sample() => Make(s =>
    {
        s.H2("Adresse");
        s.Lines(Names, x: 320);
        s.P(
            "Un texte assez long pour aller sur deux lignes, avec son espace insécable avant les deux points\u00A0: il se coupe entre les mots et se lit d’une traite par un lecteur d’écran.");
        s.Bullets(["premier", "second"]);
        s.Pairs([("Période", "décembre 2026"), ("Échéance", "31 janvier 2027")]);
        s.Grid(["lun", "mar"], [[new("1", "4,70"), new("2")], [new("8", "11,50", true), new("9")]], 200);
        s.Table([new("Prestation", 3), new("Nombre", 1, Side.Right), new("Montant", 1, Side.Right)], t =>
        {
            t.Group("Enfants");
            for (var i = 0; i < 76; i++)
            {
                t.Row(Names[i % 4], $"{i}", "1\u202F234,50\u00A0€");
            }

            t.Total("Total", "76", "93\u202F822,00\u00A0€");
        });
        s.Rule(dashed: true);
        s.Link("Payer en ligne", "Payer en ligne la facture AL-1", "https://preau.example/biviers/factures/AL-1");
        s.Qr("https://preau.example/biviers/factures/AL-1", "Code QR de la page de la facture", 450, s.Y, 90);
    });

    private static byte[] Make(Action<Sheet> draw)
    {
        using var sheet = new Sheet(Facts, "Relevé AL-1");
        sheet.H1("Relevé");
        draw(sheet);
        return sheet.Save();
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
