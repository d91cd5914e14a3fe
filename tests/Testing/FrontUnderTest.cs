using System.Net;
using System.Text.RegularExpressions;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Preau.Testing;

/// <summary>A front on a real port, under the path at which the gateway would put it, with someone's
/// browser: cookies, redirects, forms. Tuesday 8 December 2026, 9.10 in France.</summary>
public abstract class FrontUnderTest : IAsyncDisposable
{
    private readonly string _keys = Directory.CreateTempSubdirectory("preau-front-").FullName;
    private readonly CookieContainer _cookies = new();
    private WebApplication _app = null!;
    private HttpClient _browser = null!;

    public string Base { get; private set; } = "";

    /// <summary>Stands still until the test moves it.</summary>
    public FakeTimeProvider Clock { get; } = new TestClock(new DateTimeOffset(2026, 12, 8, 8, 10, 0, TimeSpan.Zero));

    public IEnumerable<Cookie> Cookies => _cookies.GetAllCookies();

    /// <summary>All handlers of forms this front has, as in <see cref="HandlerRecord.Submitted"/>.</summary>
    public async Task<IReadOnlyList<string>> HandlersAsync()
    {
        var loader = _app.Services.GetRequiredService<PageLoader>();
        List<string> handlers = [];
        foreach (var page in _app.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>())
        {
            var loaded = await loader.LoadAsync(page, EndpointMetadataCollection.Empty);
            handlers.AddRange(loaded.HandlerMethods.Where(h => h.HttpMethod == "Post")
                .Select(h => $"{_app.Environment.ApplicationName.Replace("Preau.", "", StringComparison.Ordinal)} {page.ViewEnginePath} {h.Name}".TrimEnd()));
        }

        return [.. handlers.Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>Sends a form to each page that has no handler without a name, for no handler and for one that nothing has: what the pages answered.</summary>
    public async Task<IReadOnlyList<(string Sent, int Status)>> SendForNoHandlerAsync()
    {
        var token = (await OpenAsync("/")).Document.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        var loader = _app.Services.GetRequiredService<PageLoader>();
        List<(string, int)> answers = [];
        foreach (var page in _app.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>())
        {
            var loaded = await loader.LoadAsync(page, EndpointMetadataCollection.Empty);
            if (loaded.HandlerMethods.Any(h => h is { HttpMethod: "Post", Name: null or "" }) || page.ViewEnginePath == "/Error")
            {
                continue;
            }

            // A page of things is asked for one that nothing has.
            var address = "/" + Regex.Replace(Regex.Replace(page.AttributeRouteInfo!.Template!, @"/?\{[^}]*\?\}", ""), @"\{[^}]*\}",
                m =>
                    m.Value.Contains(":guid", StringComparison.Ordinal)
                        ? Guid.NewGuid().ToString()
                        : m.Value.Contains("date", StringComparison.OrdinalIgnoreCase) ? "2026-12-10"
                        : "999999");
            foreach (var handler in (string[])["", "?handler=Inconnu"])
            {
                using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]);
                using var answer = await _browser.PostAsync(new Uri(Base + address + handler), form);
                answers.Add((address + handler, (int)answer.StatusCode));
            }
        }

        return answers;
    }

    /// <summary>Follows redirects, as a browser does: the first page signs in.</summary>
    public async Task<Shown> OpenAsync(string path) => await ReadAsync(await _browser.GetAsync(new Uri(Base + path)));

    /// <summary>The platform's root, without any commune.</summary>
    public async Task<Shown> OpenRootAsync(string query = "") => await ReadAsync(await _browser.GetAsync(new Uri(_app.Urls.First() + "/" + query)));

    /// <summary>Fills the form the way a person would: what is not named keeps the value the page gave it.</summary>
    public async Task<Shown> SubmitAsync(Shown page, string form, params (string Name, string Value)[] values)
    {
        var element = page.Document.QuerySelector(form) as IHtmlFormElement
            ?? throw new InvalidOperationException($"No form {form} on the page:\n{page.Document.Body?.TextContent}");
        var fields = element.QuerySelectorAll("input[name], select[name], textarea[name]")
            .Where(f => f is not IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false })
            .Select(f =>
                (Name: f.GetAttribute("name")!,
                    Value: f switch { IHtmlInputElement i => i.Value, IHtmlSelectElement s => s.Value ?? "", IHtmlTextAreaElement t => t.Value, _ => "" }))
            .Where(f => values.All(v => v.Name != f.Name)).Concat(values);
        using var content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        // Without an action a form goes to its page's own address, query included.
        var to = element.GetAttribute("action") is { Length: > 0 } action ? new Uri(new Uri(page.Address), action) : new Uri(page.Address);
        return await ReadAsync(element.Method == "get"
            ? await _browser.GetAsync(new Uri($"{to}?{await content.ReadAsStringAsync()}"))
            : await _browser.PostAsync(to, content));
    }

    /// <summary>The same by a button that sends the form elsewhere.</summary>
    public Task<Shown> SubmitToAsync(Shown page, string form, string button, params (string Name, string Value)[] values)
    {
        var element = page.Document.QuerySelector(form) ?? throw new InvalidOperationException($"No form {form} on the page.");
        var by = element.QuerySelector(button) ?? throw new InvalidOperationException($"No button {button} in the form.");
        element.SetAttribute("action", by.GetAttribute("formaction")!);
        return SubmitAsync(page, form,
            [.. values, .. by.GetAttribute("name") is { } name ? [(name, by.GetAttribute("value") ?? "")] : Array.Empty<(string, string)>()]);
    }

    /// <summary>Any other request of the same browser.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _browser.SendAsync(request);

    /// <summary>As people read it: tests name texts with plain spaces where a page or a letter sets no-break ones.</summary>
    public static string AsRead(string text) => Regex.Replace(text, "\u00A0(?=[:;?!»])|(?<=«)\u00A0", " ");

    /// <summary>The page that answers it.</summary>
    public async Task<Shown> ShowAsync(HttpRequestMessage request) => await ReadAsync(await _browser.SendAsync(request));

    /// <summary>The session ends: what the browser still shows is all that is left.</summary>
    public void ForgetSession()
    {
        foreach (Cookie cookie in _cookies.GetAllCookies())
        {
            cookie.Expired = true;
        }
    }

    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        _browser.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_keys, recursive: true);
    }

    /// <param name="front">"Families" or "Office", as its secret is named.</param>
    /// <param name="upstream">Address of all that lies behind the gateway.</param>
    /// <param name="path">Within the gateway: "/biviers/mairie".</param>
    protected async Task StartAsync(
        Func<string[], Action<WebApplicationBuilder>?, Task<WebApplication>> build, string front, string upstream, string tenant, string path)
    {
        _app = await build(["--environment", "Testing"], b =>
        {
            b.WebHost.UseUrls("http://127.0.0.1:0");
            b.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["PublicUrl"] = upstream,
                ["Gateway:Url"] = upstream,
                [$"Clients:{front}:Secret"] = "secret",
                ["DataProtection:Directory"] = _keys,
            });
            b.Services.AddSingleton<TimeProvider>(Clock);
            b.Services.AddSingleton<IStartupFilter>(new AsTheGatewayDoes(tenant, path));
        });
        await _app.StartAsync();
        Base = _app.Urls.First() + path;
        _browser = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies });
    }

    private static async Task<Shown> ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            var html = await response.Content.ReadAsStringAsync();
            var document = await BrowsingContext.New(Configuration.Default).OpenAsync(r => r.Content(AsRead(html)));
            Collapse(document);
            // An « else » that a page parts from its « if » is text to Razor, and stands on the screen.
            if (response.Content.Headers.ContentType?.MediaType == "text/html"
                && Regex.Match(document.Body?.TextContent ?? "", @"\belse\s*(if\s*\(|\{)|@(if|else|foreach|for|switch|Model)\b") is { Success: true } code)
            {
                throw new InvalidOperationException($"{response.RequestMessage?.RequestUri} shows code: « {code.Value} ».");
            }

            return new Shown((int)response.StatusCode, response.RequestMessage!.RequestUri!.ToString(), document, html);
        }
    }

    // Where the lines of a page's source end is nothing that a reader sees: one space, as a browser shows it.
    private static void Collapse(IDocument document)
    {
        foreach (var text in document.Descendants<IText>().Where(t => t.ParentElement?.Closest("textarea, pre, script, style, .typed") is null))
        {
            text.Data = Regex.Replace(text.Data, "[ \t\r\n]+", " ");
        }
    }

    /// <param name="Html">As it was sent.</param>
    public sealed record Shown(int Status, string Address, IDocument Document, string Html)
    {
        public string Title => Document.QuerySelector("h1")?.TextContent ?? "";

        public string Text => Document.QuerySelector("main")?.TextContent ?? "";
    }

    private sealed class AsTheGatewayDoes(string tenant, string path) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((http, rest) =>
            {
                if (http.Request.Path.StartsWithSegments(path, out var inside))
                {
                    http.Request.Headers["X-Preau-Tenant"] = tenant;
                    http.Request.Headers["X-Preau-Base"] = path;
                    http.Request.Path = inside.HasValue ? inside : "/";
                }

                return rest(http);
            });
            next(app);
        };
    }
}
