using System.Net;
using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Preau.EndToEnd;

/// <summary>Someone with a browser without scripts, who opens every page and sends every form of a front, filled with something.</summary>
internal sealed class Person(string address, string account, string start, IEnumerable<HostPage> pages) : IDisposable
{
    // Of pages that differ in ids alone these many are opened: the first of a list is not always the one with a form.
    private const int OfOneShape = 3;
    private static readonly HtmlParser Parser = new();
    private readonly HttpClient _browser = new(new SocketsHttpHandler { CookieContainer = new CookieContainer() })
    {
        BaseAddress = new Uri(address),
        Timeout = TimeSpan.FromMinutes(2)
    };
    private readonly Dictionary<string, int> _seen = [];
    private readonly IReadOnlyList<HostPage> _pages = [.. pages];

    /// <summary>Addresses opened, one for each shape.</summary>
    public Dictionary<string, Uri> Pages { get; } = [];

    public string Start => start;

    public Dictionary<string, FormOnPage> Forms { get; } = [];

    /// <summary>File fields that ask telephones for photographs few can open.</summary>
    public List<string> Heic { get; } = [];

    /// <summary>What answered 5xx.</summary>
    public List<string> Broken { get; } = [];

    /// <summary>The token that every form of this person's pages in this front carries.</summary>
    public string FormToken { get; private set; } = "";

    /// <summary>False when something more is asked for by now, such as a second factor.</summary>
    public async Task<bool> SignInAsync()
    {
        var page = await _browser.GetAsync(new Uri(start, UriKind.Relative));
        if (account.Length == 0 || page.RequestMessage!.RequestUri!.AbsolutePath != "/identity/connexion")
        {
            return true;
        }

        var form = (await ReadAsync(page)).Forms.First(f => f.QuerySelector("input[type=password]") is not null);
        var fields = FilledForm.FieldsOf(form).Where(f => f.Key is not ("UserName" or "Password")).ToList();
        var name = form.QuerySelector("input[type=text], input[type=email]")!.GetAttribute("name")!;
        fields.RemoveAll(f => f.Key == name || f.Key == form.QuerySelector("input[type=password]")!.GetAttribute("name"));
        fields.AddRange([new(name, account), new(form.QuerySelector("input[type=password]")!.GetAttribute("name")!, "Preau-2026")]);
        using var content = new FormUrlEncodedContent(fields);
        var answer = await _browser.PostAsync(FilledForm.TargetOf(form, page.RequestMessage.RequestUri), content);
        return answer.IsSuccessStatusCode && answer.RequestMessage!.RequestUri!.AbsolutePath.StartsWith(start.TrimEnd('/'), StringComparison.Ordinal);
    }

    /// <summary>Opens all that links lead to, below the start.</summary>
    public async Task WalkAsync(params string[] more)
    {
        _seen.Clear();
        var queue = new Queue<Uri>(more.Prepend("").Select(m => new Uri(_browser.BaseAddress!, start.TrimEnd('/') + "/" + m)));
        while (queue.TryDequeue(out var next))
        {
            var shape = Shape(next);
            if (_seen.GetValueOrDefault(shape) >= OfOneShape)
            {
                continue;
            }

            _seen[shape] = _seen.GetValueOrDefault(shape) + 1;
            using var answer = await _browser.GetAsync(next);
            Note(answer, "GET", next);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html")
            {
                continue;
            }

            Pages.TryAdd(shape, next);
            foreach (var link in Keep(await ReadAsync(answer), answer.RequestMessage!.RequestUri!))
            {
                queue.Enqueue(link);
            }
        }
    }

    /// <summary>Sends each form once, and those of the pages that answer.</summary>
    /// <param name="last">Forms that end something others need (a session, an account), by a part of their name.</param>
    /// <param name="ending">Whether these are sent too, at the end.</param>
    /// <param name="sent">What was sent before, by whomever.</param>
    public async Task SendAllAsync(string[] last, bool ending, ISet<string> sent)
    {
        bool Ends(FormOnPage form) => last.Any(l => form.Name.Contains(l, StringComparison.Ordinal));
        while (Forms.Values.Where(f => !sent.Contains(f.Name) && (ending || !Ends(f))).OrderBy(Ends).FirstOrDefault() is { } form)
        {
            sent.Add(form.Name);
            using var answer = await SendAsync(form, form.Fields);
            if (answer.RequestMessage!.RequestUri!.AbsolutePath == "/identity/connexion")
            {
                if (!await SignInAsync())
                {
                    return;
                }
            }
            else if (answer.Content.Headers.ContentType?.MediaType == "text/html")
            {
                foreach (var link in Keep(await ReadAsync(answer), answer.RequestMessage.RequestUri)
                    .Where(l => !_seen.ContainsKey(Shape(l)) && l.AbsolutePath.StartsWith(start.TrimEnd('/'), StringComparison.Ordinal)).Take(3))
                {
                    _seen[Shape(link)] = 1;
                    using var page = await _browser.GetAsync(link);
                    Note(page, "GET", link);
                    if (page.Content.Headers.ContentType?.MediaType == "text/html")
                    {
                        Keep(await ReadAsync(page), link);
                    }
                }
            }
        }
    }

    public async Task<HttpResponseMessage> SendAsync(FormOnPage form, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using HttpContent content = form.Multipart ? FilledForm.Multipart(form, fields) : new FormUrlEncodedContent(fields);
        var answer = await _browser.PostAsync(form.To, content);
        Note(answer, "POST", form.To);
        return answer;
    }

    /// <summary>Opens an address with whatever in it.</summary>
    public async Task TryAsync(string address)
    {
        using var answer = await _browser.GetAsync(new Uri(address, UriKind.Relative));
        Note(answer, "GET", new Uri(_browser.BaseAddress!, address));
    }

    /// <summary>Sends a form with as much in each field as its page lets one type, the end of a line
    /// counted once; gives the fields that are too long all the same.</summary>
    public async Task<IReadOnlyList<string>> FillAsync(FormOnPage form)
    {
        string Full(string name, string value) => !form.Most.TryGetValue(name, out var most) ? value
            : most.Lines ? new string('é', most.Signs - 1) + "\r\n" : new string('é', most.Signs);
        using var answer = await SendAsync(form, form.Fields.Select(f => KeyValuePair.Create(f.Key, Full(f.Key, f.Value))));
        if (answer.RequestMessage!.RequestUri!.AbsolutePath == "/identity/connexion" || answer.Content.Headers.ContentType?.MediaType != "text/html")
        {
            return [];
        }

        var page = await ReadAsync(answer);
        return [.. page.QuerySelectorAll("p.error[id$=-erreur]")
            .Where(e => e.TextContent.Contains("au plus", StringComparison.Ordinal) || e.TextContent.Contains("trop long", StringComparison.Ordinal))
            .Select(e => $"{form.Name} {e.Id}: {e.TextContent.Trim()}")];
    }

    /// <summary>Sends a form with whatever in it, signed in and with the token that this front's pages carry.</summary>
    public async Task TryAsync(string address, string fields)
    {
        for (var attempt = 0; attempt < 2; attempt++)
        {
            if (FormToken.Length == 0 || attempt > 0)
            {
                Assert.True(await SignInAsync(), account);
                using var page = await _browser.GetAsync(new Uri(start, UriKind.Relative));
                Keep(await ReadAsync(page), page.RequestMessage!.RequestUri!);
            }

            using var content = new StringContent($"{fields}&__RequestVerificationToken={Uri.EscapeDataString(FormToken)}", Encoding.UTF8,
                "application/x-www-form-urlencoded");
            using var answer = await _browser.PostAsync(new Uri(address, UriKind.Relative), content);
            Note(answer, "POST", new Uri(_browser.BaseAddress!, address));
            if (answer.RequestMessage!.RequestUri!.AbsolutePath != "/identity/connexion" && answer.StatusCode != HttpStatusCode.BadRequest)
            {
                return;
            }
        }
    }

    /// <summary>The next form asks for a token anew.</summary>
    public void ForgetToken() => FormToken = "";

    public void Dispose() => _browser.Dispose();

    /// <summary>The page at this address; its path where it is none of ours.</summary>
    private string Shape(Uri uri)
    {
        var tenant = start.Split('/')[1];
        var (front, within) = uri.Segments is [_, "identity/" or "identity", ..]
            ? ("Identity", 2)
            : uri.Segments is [_, _, "mairie/" or "mairie", ..] ? ("Office", 3)
            : ("Families", 2);
        var path = string.Concat(uri.Segments.Skip(within));
        return _pages.Where(p => p.Front == front && (front == "Identity" || uri.Segments[1].TrimEnd('/') == tenant) && p.Route.IsMatch(path))
            .OrderBy(p => p.Route.ToString().Count(c => c == '+')).FirstOrDefault()?.Name
            ?? uri.AbsolutePath;
    }

    private string NameOf(Uri uri) => $"{Shape(uri)} {System.Web.HttpUtility.ParseQueryString(uri.Query)["handler"]}".TrimEnd();

    private void Note(HttpResponseMessage answer, string method, Uri to)
    {
        if ((int)answer.StatusCode >= 500)
        {
            Broken.Add($"{(int)answer.StatusCode} {method} {to.PathAndQuery[..Math.Min(200, to.PathAndQuery.Length)]}");
        }
    }

    private static async Task<IHtmlDocument> ReadAsync(HttpResponseMessage answer) => await Parser.ParseDocumentAsync(await answer.Content.ReadAsStringAsync());

    private List<Uri> Keep(IHtmlDocument page, Uri at)
    {
        Heic.AddRange(page.QuerySelectorAll("input[type=file][accept*=heic i]").Select(f => $"{at.AbsolutePath} {f.GetAttribute("name")}"));
        foreach (var form in page.Forms.Where(f => f.Method == "post"))
        {
            FormToken = (form.QuerySelector("input[name=__RequestVerificationToken]") as IHtmlInputElement)?.Value ?? FormToken;
            var fields = FilledForm.FieldsOf(form).ToList();
            var files = form.QuerySelectorAll("input[type=file][name]").Select(f => f.GetAttribute("name")!).ToList();
            var buttons = form.QuerySelectorAll("button, input[type=submit]").Concat(page.QuerySelectorAll($"button[form='{form.Id}']")).ToList();
            foreach (var button in buttons.Where(b => b.GetAttribute("type") is null or "submit"))
            {
                var to = button.GetAttribute("formaction") is { Length: > 0 } other ? new Uri(at, other) : FilledForm.TargetOf(form, at);
                List<KeyValuePair<string, string>> all = [.. fields, .. button.GetAttribute("name") is { } n
                    ? [KeyValuePair.Create(n, button.GetAttribute("value") ?? "")]
                    : Array.Empty<KeyValuePair<string, string>>()];
                var one = new FormOnPage(NameOf(to), to, all, files, form.Enctype == "multipart/form-data", FilledForm.MostOf(form));
                if (!to.AbsolutePath.EndsWith("/deconnexion", StringComparison.Ordinal))
                {
                    Forms.TryAdd(one.Name, one);
                }
            }
        }

        var root = start.TrimEnd('/');
        return [.. page.Links.Select(l => l.GetAttribute("href")).Where(h => h is { Length: > 0 } && Uri.TryCreate(at, h, out var to) && to.Scheme == at.Scheme)
            .Select(h => new Uri(at, h!))
            .Where(u =>
                u.Authority == at.Authority
                    && (u.AbsolutePath.StartsWith(root + "/", StringComparison.Ordinal) || u.AbsolutePath.StartsWith("/identity/", StringComparison.Ordinal)))];
    }
}
