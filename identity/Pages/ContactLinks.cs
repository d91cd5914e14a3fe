using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;

namespace Preau.Identity.Pages;

/// <summary>Telephone numbers and e-mail addresses in a commune's sentence become links; everything else stays text.</summary>
internal static partial class ContactLinks
{
    public static IHtmlContent In(string text)
    {
        var html = new HtmlContentBuilder();
        var at = 0;
        foreach (var match in Contact().EnumerateMatches(text))
        {
            var found = text.Substring(match.Index, match.Length);
            html.Append(text[at..match.Index]);
            var target = found.Contains('@') ? "mailto:" + found : "tel:+33" + string.Concat(found.Where(char.IsDigit))[1..];
            html.AppendHtml($"""<a class="nb" href="{HtmlEncoder.Default.Encode(target)}">""").Append(found).AppendHtml("</a>");
            at = match.Index + match.Length;
        }

        return html.Append(text[at..]);
    }

    [GeneratedRegex(@"\b0[1-9](?:[  ]?\d{2}){4}\b|\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+")]
    private static partial Regex Contact();
}
