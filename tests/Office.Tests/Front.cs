using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Office.Tests;

/// <summary>The front on a real port under /biviers/mairie as the gateway would put it, with someone's browser: cookies, redirects, forms.</summary>
internal sealed class Front : IAsyncDisposable
{
    private readonly string _keys = Directory.CreateTempSubdirectory("preau-office-").FullName;
    private readonly CookieContainer _cookies = new();
    private WebApplication _app = null!;
    private HttpClient _browser = null!;

    public Upstream Upstream { get; } = new();

    public string Base { get; private set; } = "";

    public static Task<Front> StartAsync(params string[] permissions) => StartAsync("biviers", null, permissions);

    /// <summary>On a real Planning instead of prepared answers.</summary>
    public static async Task<Front> StartAsync(string tenant, ServiceUnderTest? planning, params string[] permissions)
    {
        var front = new Front();
        await front.Upstream.StartAsync();
        front.Upstream.Planning = planning;
        front.Upstream.Biviers = front.Upstream.Biviers with { Slug = tenant };
        front.Upstream.Members = [new Membership(tenant, Membership.Staff, null, null, permissions)];
        front._app = await OfficeApp.BuildAsync(["--environment", "Testing"], b =>
        {
            b.WebHost.UseUrls("http://127.0.0.1:0");
            b.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["PublicUrl"] = front.Upstream.Url,
                ["Gateway:Url"] = front.Upstream.Url,
                ["Clients:Office:Secret"] = "secret",
                ["DataProtection:Directory"] = front._keys,
            });
            b.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero)));
            b.Services.AddSingleton<IStartupFilter>(new AsTheGatewayDoes(tenant));
        });
        await front._app.StartAsync();
        front.Base = front._app.Urls.First() + $"/{tenant}/mairie";
        front._browser = new HttpClient(new SocketsHttpHandler { CookieContainer = front._cookies });
        return front;
    }

    public IEnumerable<Cookie> Cookies => _cookies.GetAllCookies();

    /// <summary>Follows redirects, as a browser does: the first page signs in.</summary>
    public async Task<Shown> OpenAsync(string path) => await ReadAsync(await _browser.GetAsync(new Uri(Base + path)));

    /// <summary>As the page's script sends: the form's token in a header.</summary>
    public async Task<(int Status, string Body)> PostJsonAsync(string path, string json, string? token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Base + path)) { Content = new StringContent(json, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Add("RequestVerificationToken", token ?? "faux");
        using var response = await _browser.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Fills the form the way a person would: what is not named keeps the value the page gave it.</summary>
    public async Task<Shown> SubmitAsync(Shown page, string form, params (string Name, string Value)[] values)
    {
        var element = page.Document.QuerySelector(form) as IHtmlFormElement ?? throw new InvalidOperationException($"No form {form} on the page:\n{page.Document.Body?.TextContent}");
        var fields = element.QuerySelectorAll("input[name], select[name], textarea[name]").Where(f => f is not IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false })
            .Select(f => (Name: f.GetAttribute("name")!, Value: f switch { IHtmlInputElement i => i.Value, IHtmlSelectElement s => s.Value ?? "", IHtmlTextAreaElement t => t.Value, _ => "" }))
            .Where(f => values.All(v => v.Name != f.Name)).Concat(values);
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await ReadAsync(await _browser.PostAsync(new Uri(new Uri(page.Address), element.GetAttribute("action") ?? ""), content));
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await Upstream.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
    }

    private static async Task<Shown> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var html = await response.Content.ReadAsStringAsync();
            var document = await BrowsingContext.New(Configuration.Default).OpenAsync(r => r.Content(html));
            return new Shown((int)response.StatusCode, response.RequestMessage!.RequestUri!.ToString(), document, html);
        }
    }

    internal sealed record Shown(int Status, string Address, IDocument Document, string Html)
    {
        public string Title => Document.QuerySelector("h1")?.TextContent ?? "";

        public string Text => Document.QuerySelector("main")?.TextContent ?? "";
    }

    private sealed class AsTheGatewayDoes(string tenant) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, rest) =>
            {
                if (http.Request.Path.StartsWithSegments($"/{tenant}/mairie", out var inside))
                {
                    http.Request.Headers["X-Preau-Tenant"] = tenant;
                    http.Request.Headers["X-Preau-Base"] = $"/{tenant}/mairie";
                    http.Request.Path = inside.HasValue ? inside : "/";
                }

                return rest(http);
            });
            next(app);
        };
    }
}
