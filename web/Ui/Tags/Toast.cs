using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Preau.Ui.Tags;

/// <summary>
/// <c>&lt;toast text="Départ noté à 17 h 48."&gt;undo form&lt;/toast&gt;</c>: what happened, with at most one action. Stays until the next page.
/// After a redirect, <c>TempData["Toast"]</c> shows one on the next page without any markup.
/// </summary>
public sealed class Toast : TagHelper
{
    public string Text { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", "toast");
        output.Attributes.SetAttribute("role", "status");
        output.PreContent.AppendHtml("<p class=\"grow\">").Append(Text).AppendHtml("</p>");
    }
}
