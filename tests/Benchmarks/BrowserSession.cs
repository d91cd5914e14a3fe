using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Preau.Benchmarks;

/// <summary>A parent's browser: signed in by the real form, with the front's cookies, all through the gateway.</summary>
internal sealed class BrowserSession : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly Uri _base;

    private BrowserSession(string address)
    {
        _base = new Uri($"{address}/{Town.Slug}/");
        Client = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies }) { BaseAddress = _base };
        Still = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { BaseAddress = _base };
    }

    public HttpClient Client { get; }

    /// <summary>The same session, not following redirections.</summary>
    public HttpClient Still { get; }

    public string Home => _base.ToString();

    public string Cookie => _cookies.GetCookieHeader(_base);

    public static async Task<BrowserSession> SignInAsync(string address, string account)
    {
        var session = new BrowserSession(address);
        var page = await session.Client.GetAsync("");
        var fields = await FieldsAsync(page, "input[type=password]");
        fields["UserName"] = account;
        fields["Password"] = "Preau-2026";
        var home = await session.PostAsync(session.Client, page.RequestMessage!.RequestUri!, fields);
        if (!home.IsSuccessStatusCode || home.RequestMessage!.RequestUri != session._base)
        {
            throw new InvalidOperationException($"{account} is not signed in: {(int)home.StatusCode} {home.RequestMessage?.RequestUri?.AbsolutePath}");
        }

        return session;
    }

    /// <summary>The fields of the form that holds an element.</summary>
    public static async Task<Dictionary<string, string>> FieldsAsync(HttpResponseMessage page, string holding)
    {
        var document = await new HtmlParser().ParseDocumentAsync(await page.Content.ReadAsStringAsync());
        var form = document.Forms.FirstOrDefault(f => f.QuerySelector(holding) is not null)
            ?? throw new InvalidOperationException($"No form with {holding}: {(int)page.StatusCode} {page.RequestMessage?.RequestUri?.AbsolutePath}");
        return form.Elements.OfType<IHtmlInputElement>().Where(i => !string.IsNullOrEmpty(i.Name) && i.Type is not ("submit" or "checkbox"))
            .ToDictionary(i => i.Name!, i => i.Value);
    }

    public async Task<HttpResponseMessage> PostAsync(HttpClient client, Uri to, Dictionary<string, string> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        return await client.PostAsync(to, content);
    }

    public void Dispose()
    {
        Client.Dispose();
        Still.Dispose();
    }
}
