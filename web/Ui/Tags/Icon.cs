using System.Collections.Concurrent;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Preau.Ui.Tags;

/// <summary><c>&lt;icon name="home" /&gt;</c>: a symbol of icons.svg. Always decoration: the words stand beside it.</summary>
[HtmlTargetElement("icon", TagStructure = TagStructure.WithoutEndTag)]
public sealed class Icon : TagHelper
{
    private static readonly ConcurrentDictionary<string, HtmlString> Cache = new();

    public string Name { get; set; } = "";

    /// <summary>The same as a value, for code that builds many.</summary>
    public static HtmlString Svg(string name) =>
        Cache.GetOrAdd(name, static n => new($"""<svg class="i" aria-hidden="true"><use href="{Assets.Url("icons.svg")}#i-{n}"/></svg>"""));

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        output.TagName = null;
        output.Content.SetHtmlContent(Svg(Name));
    }
}
