using System.Net;
using AngleSharp;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace Preau.EndToEnd;

/// <summary>
/// Someone with a browser that runs no script, on the whole product: cookies, redirects, forms.
/// A journey that reads words and sends forms needs no more, and takes a
/// tenth of the time; what only a window shows is looked at by the journeys in one.
/// </summary>
internal sealed class Visitor(string address, bool phone = false) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(address) };

    public Uri Address { get; private set; } = new(address);

    public IDocument Page { get; private set; } = null!;

    public int Status { get; private set; }

    /// <summary>Words of the page, spaces as plain ones.</summary>
    public string Text => string.Join(' ', (Page.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    public async Task SignInAsync(string path, string account, string password = "Preau-2026")
    {
        await OpenAsync(path);
        await SendAsync("main form, form", ("UserName", account), ("Password", password));
        Assert.StartsWith(path.TrimEnd('/'), Address.AbsolutePath, StringComparison.Ordinal);
    }

    public async Task OpenAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Address, path));
        await ReadAsync(await SendAsync(request));
        Assert.True(Status < 500, $"{path}: {Status}");
    }

    /// <summary>Opens a page and reads each of these words on it.</summary>
    public async Task ReadAsync(string path, params string[] words)
    {
        await OpenAsync(path);
        Assert.True(Status == 200, $"{path}: {Status} {Text}");
        Sees(words);
    }

    public void Sees(params string[] words)
    {
        foreach (var word in words)
        {
            Assert.True(Text.Contains(word, StringComparison.OrdinalIgnoreCase), $"« {word} » is not on {Address}:\n{Text}");
        }
    }

    /// <summary>Follows the link with these words.</summary>
    public Task FollowAsync(string words)
    {
        var link = Page.QuerySelectorAll("a[href]").FirstOrDefault(a => Plain(a.TextContent).Contains(words, StringComparison.OrdinalIgnoreCase));
        Assert.True(link is not null, $"No link « {words} » on {Address}:\n{Text}");
        return OpenAsync(link!.GetAttribute("href")!);
    }

    /// <summary>Fills the form the way a person would: what is not named keeps the value the page gave it.</summary>
    public Task SendAsync(string form, params (string Name, string Value)[] values) =>
        SendAsync(Page.QuerySelector(form) as IHtmlFormElement ?? throw new InvalidOperationException($"No form {form} on {Address}:\n{Text}"), null, values);

    /// <summary>Fills the form that has this button, and presses it: the button may send elsewhere, with a value of its own.</summary>
    public Task PressAsync(string button, params (string Name, string Value)[] values)
    {
        var pressed = Page.QuerySelectorAll("button").OfType<IHtmlButtonElement>()
            .FirstOrDefault(b => b.Form is not null && !b.HasAttribute("aria-hidden") && Plain(b.TextContent).Contains(button, StringComparison.Ordinal));
        Assert.True(pressed is not null, $"No button « {button} » on {Address}:\n{Text}");
        return SendAsync(pressed!.Form!, pressed, pressed.Name is { Length: > 0 } name ? [.. values, (name, pressed.Value)] : values);
    }

    /// <summary>Chooses a file in a form and sends it.</summary>
    public async Task UploadAsync(string form, string field, string name, string type, byte[] bytes)
    {
        var element = Page.QuerySelector(form) as IHtmlFormElement ?? throw new InvalidOperationException($"No form {form} on {Address}:\n{Text}");
        using var content = new MultipartFormDataContent();
        foreach (var hidden in element.QuerySelectorAll("input[type=hidden]").OfType<IHtmlInputElement>())
        {
            content.Add(new StringContent(hidden.Value), hidden.Name!);
        }

        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new(type);
        content.Add(file, field, name);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Address, element.GetAttribute("action") ?? "")) { Content = content };
        await ReadAsync(await SendAsync(request));
        Assert.True(Status < 500, $"{request.RequestUri}: {Status}");
    }

    private async Task SendAsync(IHtmlFormElement element, IHtmlButtonElement? button, (string Name, string Value)[] values)
    {
        var fields = element.QuerySelectorAll("input[name], select[name], textarea[name]")
            .Where(f => f is not IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } and not IHtmlInputElement { Type: "submit" })
            .Select(f =>
                (Name: f.GetAttribute("name")!,
                    Value: f switch { IHtmlInputElement i => i.Value, IHtmlSelectElement s => s.Value ?? "", IHtmlTextAreaElement t => t.Value, _ => "" }))
            .Where(f => values.All(v => v.Name != f.Name)).Concat(values).Select(f => KeyValuePair.Create(f.Name, f.Value)).ToList();
        var to = (button?.GetAttribute("formaction") ?? element.GetAttribute("action")) is { Length: > 0 } action ? new Uri(Address, action) : Address;
        using var request = element.Method == "get"
            ? new HttpRequestMessage(HttpMethod.Get,
                new Uri($"{to.GetLeftPart(UriPartial.Path)}?{await new FormUrlEncodedContent(fields).ReadAsStringAsync()}"))
            : new HttpRequestMessage(HttpMethod.Post, to) { Content = new FormUrlEncodedContent(fields) };
        await ReadAsync(await SendAsync(request));
        Assert.True(Status < 500, $"{to}: {Status}");
    }

    /// <summary>A file of the page, as its bytes.</summary>
    public async Task<(string Type, byte[] Bytes)> SaveAsync(string path)
    {
        using var response = await _http.GetAsync(new Uri(Address, path));
        Assert.True(response.IsSuccessStatusCode, $"{path}: {(int)response.StatusCode}");
        return (response.Content.Headers.ContentType?.MediaType ?? "", await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Where a link with these words leads, or null.</summary>
    public string? LinkOf(string words) =>
        Page.QuerySelectorAll("a[href]").FirstOrDefault(a => Plain(a.TextContent).Contains(words, StringComparison.OrdinalIgnoreCase))?.GetAttribute("href");

    public void Dispose() => _http.Dispose();

    private static string Plain(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request)
    {
        request.Headers.TryAddWithoutValidation("User-Agent",
            phone ? "Mozilla/5.0 (Android 15; Mobile) Firefox/140.0" : "Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0");
        return _http.SendAsync(request);
    }

    private async Task ReadAsync(HttpResponseMessage response)
    {
        using (response)
        {
            Status = (int)response.StatusCode;
            Address = response.RequestMessage!.RequestUri!;
            var html = await response.Content.ReadAsStringAsync();
            Page = await BrowsingContext.New(Configuration.Default).OpenAsync(r => r.Content(html));
        }
    }
}
