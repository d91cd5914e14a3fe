using System.Text;

namespace Preau.Platform.Tests;

public sealed class TextFileTests
{
    private const string Text = "Vacances de Noël, l’été à 3,50 €\r\nœuvre";

    [Theory]
    [InlineData("utf-8", false)]
    [InlineData("utf-8", true)]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("windows-1252", false)]
    public void A_file_is_read_right_whatever_program_wrote_it(string encoding, bool mark)
    {
        var of = CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding);

        Assert.Equal(Text, TextFile.Read([.. mark ? of.GetPreamble() : [], .. of.GetBytes(Text)]));
    }

    [Theory]
    [InlineData(new byte[] { 0x4E, 0x00, 0x6F, 0x00 })]
    [InlineData(new byte[] { 0xFF, 0xFE, 0x00, 0xD8 })]
    [InlineData(new byte[] { 0xEF, 0xBB, 0xBF, 0xC3 })]
    [InlineData(new byte[] { 0x4E, 0x81, 0xE9 })]
    public void Bytes_that_are_no_text_are_told_so_and_never_guessed(byte[] bytes) => Assert.Null(TextFile.Read(bytes));
}
