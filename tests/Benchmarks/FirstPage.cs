using AngleSharp.Html.Parser;

namespace Preau.Benchmarks;

/// <summary>What a phone with an empty cache fetches for a page: the document and every style, script, icon and image it names, as sent (brotli).</summary>
internal static class FirstPage
{
    private static readonly (string Select, string From)[] Parts =
        [("link[rel~=stylesheet], link[rel~=icon], link[rel=modulepreload], link[rel=preload], link[rel=manifest], link[rel=apple-touch-icon]", "href"),
            ("script[src]", "src"), ("img[src]", "src"), ("use[href]", "href")];

    public static async Task MeasureAsync(Server server, Report report)
    {
        const string goal = "<= 60 kB";
        using var session = await BrowserSession.SignInAsync(server.Address, Town.Parent(0));
        using var stranger = new HttpClient();
        report.Add("first page for a phone: sign-in", goal, await WeighAsync(stranger, session.Home), "53 kB of HTML + 26 files");
        report.Add("first page for a phone: home, empty cache", goal, await WeighAsync(session.Client, session.Home), "54 kB of HTML + 26 files");
        report.Add("first page for a phone: month, empty cache", goal, await WeighAsync(session.Client, session.Home + "planning?mois=" + Town.Month),
            "272 kB of HTML");
    }

    private static async Task<string> WeighAsync(HttpClient client, string url)
    {
        using var plain = await client.GetAsync(url);
        var document = await new HtmlParser().ParseDocumentAsync(await plain.Content.ReadAsStringAsync());
        var at = plain.RequestMessage!.RequestUri!;
        var addresses = Parts.SelectMany(p => document.QuerySelectorAll(p.Select).Select(e => e.GetAttribute(p.From) ?? e.GetAttribute("xlink:" + p.From)))
            .OfType<string>().Where(a => !a.StartsWith('#') && !a.StartsWith("data:", StringComparison.Ordinal))
            .Select(a => new Uri(new Uri(at, a).GetLeftPart(UriPartial.Query))).Distinct().ToList();
        var page = await SizeAsync(client, at);
        var rest = 0;
        foreach (var address in addresses)
        {
            rest += await SizeAsync(client, address);
        }

        return Report.Invariant($"{(page + rest) / 1e3:0.0} kB (HTML {page / 1e3:0.0}, {addresses.Count} files {rest / 1e3:0.0})");
    }

    private static async Task<int> SizeAsync(HttpClient client, Uri address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept-Encoding", "br");
        using var answer = await client.SendAsync(request);
        return (await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).Length;
    }
}
