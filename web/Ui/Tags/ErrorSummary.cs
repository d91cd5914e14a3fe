using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Preau.Ui.Tags;

/// <summary><c>&lt;error-summary /&gt;</c>: after a post that failed, what is to be corrected, each
/// with a link to its field. Takes the focus. Nothing when all is well.</summary>
[HtmlTargetElement("error-summary", TagStructure = TagStructure.WithoutEndTag)]
public sealed class ErrorSummary : TagHelper
{
    [ViewContext]
    [HtmlAttributeNotBound]
    public ViewContext View { get; set; } = null!;

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        if (View.ModelState.IsValid)
        {
            output.SuppressOutput();
            return;
        }

        output.TagName = "div";
        output.TagMode = TagMode.StartTagAndEndTag;
        foreach (var (name, value) in new[] { ("class", "note bad"), ("id", "erreurs"), ("role", "group"), ("aria-labelledby", "erreurs-titre"),
            ("tabindex", "-1") })
        {
            output.Attributes.SetAttribute(name, value);
        }

        // The page opens on the summary without any script.
        output.Attributes.Add(new TagHelperAttribute("autofocus"));
        output.Content.SetHtmlContent(new Links(View));
    }

    /// <summary>Written once the whole page is built, when the labels of the fields below and their order are known.</summary>
    private sealed class Links(ViewContext view) : IHtmlContent
    {
        public void WriteTo(TextWriter writer, HtmlEncoder encoder)
        {
            var labels = Field.Labels(view.HttpContext);
            var order = labels.Keys.ToList();
            var errors = view.ModelState
                .OrderBy(entry => (uint)order.IndexOf(entry.Key))
                // One sentence for one field, the one that stands beside it.
                .SelectMany(entry =>
                    entry.Value!.Errors.Take(entry.Key.Length == 0 ? entry.Value.Errors.Count : 1).Select(e => (entry.Key, Text: Field.Text(e))))
                .Distinct().ToList();
            var content = new HtmlContentBuilder();
            content.AppendHtml(Icon.Svg("warn")).AppendHtml("<div><h2 id=\"erreurs-titre\">")
                .Append(French.Count(errors.Count, "point à corriger", "points à corriger")).AppendHtml("</h2><ul class=\"plain\">");
            foreach (var (key, text) in errors)
            {
                content.AppendHtml("<li>");
                if (labels.TryGetValue(key, out var label))
                {
                    var link = new TagBuilder("a");
                    link.Attributes["href"] = "#" + TagBuilder.CreateSanitizedId(key, "_");
                    link.InnerHtml.AppendHtml("<b>").Append(label.EndsWith('?') ? label : label + ".").AppendHtml("</b> ").Append(text);
                    content.AppendHtml(link);
                }
                else
                {
                    content.Append(text);
                }

                content.AppendHtml("</li>");
            }

            content.AppendHtml("</ul></div>").WriteTo(writer, encoder);
        }
    }
}
