using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Preau.Ui.Tags;

/// <summary><c>&lt;empty icon="list" text="Aucune demande ce mois-ci."&gt;next step&lt;/empty&gt;</c>: nothing here, and what one can do.</summary>
public sealed class Empty : TagHelper
{
    public string Icon { get; set; } = "info";

    public string Text { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "empty");
        output.PreContent.AppendHtml(Tags.Icon.Svg(Icon)).AppendHtml("<p>").Append(Text).AppendHtml("</p>");
    }
}
