using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Preau.Ui.Tags;

namespace Preau.Ui.Tests;

/// <summary>Tags that write no more than markup.</summary>
public sealed class TagTests
{
    [Fact]
    public void The_head_of_a_table_tells_figures_from_words_and_reads_aloud_what_stands_in_brackets()
    {
        Assert.Equal(
            """
            <thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Famille</th><th role="columnheader" scope="col" class="n">Montant</th><th
             role="columnheader" scope="col"><span class="vh">Acte</span></th></tr></thead>
            """.Replace("<th\n ", "<th ", StringComparison.Ordinal),
            Render(new Columns { Names = "Famille | #Montant | (Acte)" }));
    }

    [Fact]
    public void An_empty_name_is_no_column_and_no_name_is_markup()
    {
        Assert.Equal(
            """<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Chez L&lt;b&gt;</th></tr></thead>""",
            Render(new Columns { Names = "Chez L<b> | " }));
    }

    [Theory]
    [InlineData("wait", null, "note wait")]
    [InlineData("wait", "noprint", "note wait noprint")]
    [InlineData("", null, "note")]
    [InlineData(null, "small", "note small")]
    public void A_note_has_its_tone_first_then_other_attributes(string? tone, string? more, string classes)
    {
        var html = Render(new Note { Tone = tone, Class = more, Icon = "warn" }, new TagHelperAttribute("role", "status"));

        Assert.StartsWith($"<div class=\"{classes}\" role=\"status\"><svg", html);
        Assert.EndsWith("#i-warn\"/></svg><div></div></div>", html);
    }

    private static string Render(TagHelper tag, params TagHelperAttribute[] attributes)
    {
        var output = new TagHelperOutput("x", [.. attributes], (_, _) => Task.FromResult<TagHelperContent>(new DefaultTagHelperContent()));
        tag.Process(new TagHelperContext([], new Dictionary<object, object>(), "1"), output);
        using var writer = new StringWriter();
        output.WriteTo(writer, HtmlEncoder.Create(UnicodeRanges.All));
        return writer.ToString();
    }
}
