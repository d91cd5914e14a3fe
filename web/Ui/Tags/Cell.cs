using System.Globalization;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Preau.Contracts.Api;

namespace Preau.Ui.Tags;

/// <summary>
/// <c>&lt;cell state="Booked" /&gt;</c>: the sign of a planning cell outside the grid (lists, legend, panel), beside its words. The style sheet
/// draws the glyph.
/// </summary>
[HtmlTargetElement("cell", TagStructure = TagStructure.WithoutEndTag)]
public sealed class Cell : TagHelper
{
    public CellState State { get; set; }

    /// <summary>Booked by the other parent.</summary>
    public bool Other { get; set; }

    /// <summary>Rank on the waiting list, of <see cref="CellState.Waitlisted"/>.</summary>
    public int? Rank { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Other ? "k mini other" : "k mini");
        output.Attributes.SetAttribute("data-e", CellSign.Code(State));
        output.Attributes.SetAttribute("aria-hidden", "true");
        if (Rank is { } rank)
        {
            output.Content.SetContent(RankText(rank));
        }
    }

    /// <summary>« 1er », « 3e ».</summary>
    public static string RankText(int rank) => rank == 1 ? "1er" : rank.ToString(CultureInfo.InvariantCulture) + "e";
}
