using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Preau.Testing;

namespace Preau.Identity.Tests;

/// <summary>A browser without scripts: cookies, redirects, forms.</summary>
/// <param name="second">Another replica of identity: what is sent to identity goes there and back in turn, as behind a load balancer.</param>
/// <param name="also">Another origin to follow: an identity provider.</param>
public sealed class Browser(string publicUrl, Uri? second = null, string? also = null) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
    {
        BaseAddress = new Uri(publicUrl)
    };

    private int _turn;

    public Uri Address { get; private set; } = new(publicUrl);

    public IHtmlDocument Page { get; private set; } = null!;

    public HttpResponseMessage Response { get; private set; } = null!;

    public string Text => string.Join(' ', Page.Body!.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public string Title => Page.Title!;

    /// <summary>The error beside a field, or null.</summary>
    public string? ErrorOf(string field) => Page.QuerySelector($"#{field}-erreur span")?.TextContent;

    public Task GetAsync(string path) => FollowAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(Address, path)));

    /// <summary>Fills the form of the page and sends it; hidden fields go along, as in any browser.</summary>
    public Task SendAsync(params (string Name, string Value)[] fields) =>
        SendFormAsync(Page.QuerySelector("main form") ?? throw new InvalidOperationException("No form: " + Text), fields);

    public Task SendFormAsync(IElement form, params (string Name, string Value)[] fields)
    {
        var values = form.QuerySelectorAll("input").OfType<IHtmlInputElement>().Where(i => i.Type == "hidden")
            .Select(i => KeyValuePair.Create(i.Name!, i.Value))
            .Concat(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return FollowAsync(new HttpRequestMessage(HttpMethod.Post,
            new Uri(Address, form.GetAttribute("action") ?? ""))
        { Content = new FormUrlEncodedContent(values) });
    }

    public Task SignInAsync(string userName, string password) => SendAsync(("UserName", userName), ("Password", password));

    public void Dispose() => _http.Dispose();

    // Stops where the platform ends: a front's callback, a commune's website.
    private async Task FollowAsync(HttpRequestMessage request)
    {
        for (var hops = 0; hops < 10; hops++)
        {
            Address = request.RequestUri!;
            if ((!Address.AbsoluteUri.StartsWith(publicUrl, StringComparison.Ordinal)
                && (also is null || !Address.AbsoluteUri.StartsWith(also, StringComparison.Ordinal)))
                || Address.AbsolutePath.Contains("-oidc", StringComparison.Ordinal))
            {
                Response = new HttpResponseMessage(HttpStatusCode.OK);
                return;
            }

            Response = await _http.SendAsync(InTurn(request));
            if (Response.Headers.Location is not { } next)
            {
                Page = await new HtmlParser().ParseDocumentAsync(FrontUnderTest.AsRead(await Response.Content.ReadAsStringAsync()));
                return;
            }

            request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, next));
        }

        Assert.Fail("Redirects without end, last to " + Address);
    }

    private HttpRequestMessage InTurn(HttpRequestMessage request)
    {
        if (second is null || !Address.AbsolutePath.StartsWith("/identity", StringComparison.Ordinal) || _turn++ % 2 == 0)
        {
            return request;
        }

        // Cookies belong to the host name: both addresses are this machine.
        request.RequestUri = new UriBuilder(Address) { Port = second.Port }.Uri;
        request.Headers.Add("X-Forwarded-Host", Address.Authority);
        return request;
    }

    public Task StatusIsAsync(HttpStatusCode expected) => HttpAssert.StatusAsync(expected, Response);
}
