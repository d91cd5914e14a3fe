using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Preau.Ui.Tags;

/// <summary><c>&lt;badge tone="wait" icon="clock"&gt;À payer&lt;/badge&gt;</c>: glyph and word, never clickable. Tones: ok, wait, bad, info, or none.</summary>
public sealed class Badge : TagHelper
{
    public string? Tone { get; set; }

    public string? Icon { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Tone is null ? "badge" : $"badge {Tone}");
        if (Icon is not null)
        {
            output.PreContent.SetHtmlContent(Tags.Icon.Svg(Icon));
        }
    }
}
