using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Preau.Ui.Tags;

/// <summary><c>&lt;note tone="wait" icon="warn"&gt;…&lt;/note&gt;</c>: a remark with its glyph, beside what it is about. Tones: those of a badge.</summary>
public sealed class Note : TagHelper
{
    public string? Tone { get; set; }

    public string Icon { get; set; } = "info";

    /// <summary>Further classes, as <c>noprint</c>.</summary>
    public string? Class { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.Insert(0, new("class", string.Join(' ', new[] { "note", Tone, Class }.Where(c => c is { Length: > 0 }))));
        output.PreContent.AppendHtml(Tags.Icon.Svg(Icon)).AppendHtml("<div>");
        output.PostContent.AppendHtml("</div>");
    }
}
