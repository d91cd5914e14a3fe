using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Preau.Gateway;

/// <summary>
/// Websites and documents of the demo communes, at <c>/_demo/{site}/{page}</c>: what a commune's file of the demo links to is there.
/// Files <c>sites/{site}.json</c> beside the demo data; without demo data there is nothing (production refuses to have any).
/// </summary>
internal static class DemoSites
{
    public const string Root = "/_demo";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static void MapDemoSites(this WebApplication app)
    {
        if (app.Configuration["Demo:Directory"] is not { Length: > 0 } demo || Path.Combine(demo, "sites") is not { } folder || !Directory.Exists(folder))
        {
            return;
        }

        var sites = Directory.EnumerateFiles(folder, "*.json")
            .ToFrozenDictionary(f => Path.GetFileNameWithoutExtension(f), f => JsonSerializer.Deserialize<Site>(File.ReadAllText(f), Json)!);
        app.MapGet(Root + "/{site}/{page?}", (HttpContext http, string site, string? page) =>
            sites.TryGetValue(site, out var found) && found.Pages.TryGetValue(page ?? "", out var shown)
                ? Pages.Document(http, shown.Title, Body(site, found, shown, page ?? ""))
                : Pages.NotFound(http));
    }

    private static string Body(string name, Site site, Page shown, string page)
    {
        var text = new StringBuilder();
        foreach (var line in shown.Text)
        {
            text.Append("<p>").Append(Pages.Encode(line)).Append("</p>");
        }

        if (page.Length == 0 && site.Pages.Count > 1)
        {
            text.Append("<ul>");
            foreach (var (key, other) in site.Pages.Where(p => p.Key.Length > 0))
            {
                text.Append("<li><a href=\"").Append(Pages.Encode($"{Root}/{name}/{key}")).Append("\">").Append(Pages.Encode(other.Title)).Append("</a></li>");
            }

            text.Append("</ul>");
        }
        else if (page.Length > 0)
        {
            text.Append("<p><a href=\"").Append(Pages.Encode($"{Root}/{name}/")).Append("\">").Append(Pages.Encode(site.Pages[""].Title)).Append("</a></p>");
        }

        return text.Append("<p><small>Exemple de la démonstration de Préau.</small></p><p><a class=\"btn\" href=\"").Append(Pages.Encode(site.Portal))
            .Append("\">Portail famille</a></p>").ToString();
    }

    /// <param name="Portal">Path of the commune's portal.</param>
    /// <param name="Pages">By the last part of their address; "" is the home page.</param>
    private sealed record Site(string Portal, Dictionary<string, Page> Pages);

    private sealed record Page(string Title, string[] Text);
}
