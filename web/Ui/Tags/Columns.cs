using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Preau.Ui.Tags;

/// <summary>
/// <c>&lt;columns names="Famille | #Montant | (Acte)" /&gt;</c>: the head of a table, one name a column. A column of figures begins with #,
/// a name in brackets is only read aloud, an empty name is no column. The roles are there because a table that folds loses its own.
/// </summary>
[HtmlTargetElement("columns", TagStructure = TagStructure.WithoutEndTag)]
public sealed class Columns : TagHelper
{
    public string Names { get; set; } = "";

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "thead";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("role", "rowgroup");
        output.Content.AppendHtml("<tr role=\"row\">");
        foreach (var name in Names.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            output.Content.AppendHtml(name[0] == '#' ? "<th role=\"columnheader\" scope=\"col\" class=\"n\">" : "<th role=\"columnheader\" scope=\"col\">");
            Name(output.Content, name.TrimStart('#'));
            output.Content.AppendHtml("</th>");
        }

        output.Content.AppendHtml("</tr>");
    }

    private static void Name(TagHelperContent head, string name)
    {
        if (name is ['(', .. var aloud, ')'])
        {
            head.AppendHtml("<span class=\"vh\">").Append(aloud).AppendHtml("</span>");
        }
        else
        {
            head.Append(name);
        }
    }
}
