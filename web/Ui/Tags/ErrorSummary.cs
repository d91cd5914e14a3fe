using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Preau.Ui.Tags;

/// <summary><c>&lt;error-summary /&gt;</c>: after a post that failed, what is to be corrected, each with a link to its field. Takes the focus. Nothing when all is well.</summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorSummary : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        var errors = View.ModelState.SelectMany(entry => entry.Value!.Errors.Select(e => (entry.Key, Field.Text(e)))).Distinct().ToList();
        if (errors.Count == 0)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        foreach (var (name, value) in new[] { ("class", "note bad"), ("id", "erreurs"), ("role", "group"), ("aria-labelledby", "erreurs-titre"), ("tabindex", "-1") })
        {
            output.Attributes.SetAttribute(name, value);
        }
        // The page opens on the summary without any script.
        output.Attributes.Add(new TagHelperAttribute("autofocus"));
        output.Content.AppendHtml(Icon.Svg("warn")).AppendHtml("<div><h2 id=\"erreurs-titre\">")
            .Append(French.Count(errors.Count, "point à corriger", "points à corriger")).AppendHtml("</h2><ul class=\"plain\">");
        foreach (var (key, text) in errors)
        {
            output.Content.AppendHtml("<li>");
            if (key.Length == 0)
            {
                output.Content.Append(text);
            }
            else
            {
                var link = new TagBuilder("a");
                link.Attributes["href"] = "#" + TagBuilder.CreateSanitizedId(key, "_");
                link.InnerHtml.Append(text);
                output.Content.AppendHtml(link);
            }
            output.Content.AppendHtml("</li>");
        }
        output.Content.AppendHtml("</ul></div>");
    }
}
