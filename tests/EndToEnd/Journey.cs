using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Preau.EndToEnd;

/// <summary>
/// A parent in a window, in one commune. Each page is read twice, in a window as wide as a desk's
/// and in one as narrow as a telephone's: what it must say is in sight in
/// both and it is no wider than either. Forms are filled in either; what is done by one gesture
/// here and another there is done by both. The narrow window is a telephone's:
/// fingers instead of a mouse.
/// </summary>
internal sealed partial class Journey(IPage page, string commune)
{
    // Looks for each word in the smallest element that holds it; those that nobody could see do not count. Nothing hangs over the edge.
    private const string Missing = """
        words => {
          const plain = e => e.textContent.replace(/\s+/g, ' ').toLowerCase();
          const inSight = (e, word) => {
            const inner = [...e.children].filter(c => plain(c).includes(word));
            return inner.length ? inner.some(c => inSight(c, word)) : plain(e).includes(word) && e.checkVisibility({ visibilityProperty: true });
          };
          const root = document.documentElement;
          if (document.readyState === 'loading' || !document.querySelector('h1')) return ['a heading'];
          return [...words.filter(word => !inSight(document.body, word)), ...(root.scrollWidth > root.clientWidth ? ['all of its width'] : [])];
        }
        """;

    private ICDPSession? _browser;
    private bool _narrow;

    public IPage Page => page;

    public Task NarrowAsync() => SetAsync(narrow: true);

    public Task WidenAsync() => SetAsync(narrow: false);

    /// <summary>Opens a page of the commune and reads these words on it.</summary>
    public async Task OpenAsync(string path, params string[] words)
    {
        await GoAsync($"/{commune}/{path}");
        await ReadAsync(words);
    }

    /// <summary>Follows the link with these words, then reads.</summary>
    public async Task FollowAsync(string link, params string[] words)
    {
        var before = page.Url;
        await page.Link(link).First.ClickAsync();
        await Assertions.Expect(page).Not.ToHaveURLAsync(before);
        await ReadAsync(words);
    }

    /// <summary>These words are in sight as soon as the page has got there, on a desk and on a telephone, and nothing hangs over the edge.</summary>
    public async Task ReadAsync(params string[] words)
    {
        string[] plain = [.. words.Select(w => Regex.Replace(w, @"\s+", " ").ToLowerInvariant())];
        await SeeAsync(plain);
        await SetAsync(!_narrow);
        await SeeAsync(plain);
    }

    /// <summary>One form of the file (F-43…F-47, F-57…F-59) is opened, changed in one field and sent; the demande stands at the foot of the page.</summary>
    /// <param name="at">compte, or enfants/… of a child.</param>
    public async Task ChangeAsync(string at, string form, string field, string value)
    {
        await OpenAsync($"{at}?modifier={form}", "Vous modifiez cette partie");
        var box = page.Locator($"[name='{field}']:not([type=hidden])");
        if (await box.First.GetAttributeAsync("type") == "radio")
        {
            await page.Locator($"[name='{field}'][value='{value}']").CheckAsync();
        }
        else
        {
            await box.FillAsync(value);
        }

        await page.Button("Envoyer les changements").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync(new Regex("envoyée|prise? en compte"));
        await ReadAsync();
    }

    /// <summary>Of forms that are only looked at here: each opens where it stands.</summary>
    public async Task OpenFormsAsync(string at, params string[] forms)
    {
        await OpenAsync(at);
        var links = new List<string>();
        foreach (var form in forms)
        {
            links.Add((await page.Locator($"a[href*='modifier={form}']").First.GetAttributeAsync("href"))!);
        }

        foreach (var link in links)
        {
            await GoAsync(link);
            await ReadAsync("Vous modifiez cette partie");
        }
    }

    private async Task GoAsync(string address) => await page.GotoAsync(address, new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });

    private async Task SetAsync(bool narrow)
    {
        if (narrow != _narrow)
        {
            var (width, height) = narrow ? Browser.Phone : Browser.Desktop;
            await page.SetViewportSizeAsync(width, height);
            _browser ??= await page.Context.NewCDPSessionAsync(page);
            await _browser.SendAsync("Emulation.setTouchEmulationEnabled", new Dictionary<string, object> { ["enabled"] = narrow, ["maxTouchPoints"] = 5 });
            if (narrow)
            {
                await _browser.SendAsync("Emulation.setDeviceMetricsOverride", new Dictionary<string, object>
                {
                    ["width"] = width,
                    ["height"] = height,
                    ["deviceScaleFactor"] = 2,
                    ["mobile"] = true,
                });
            }

            _narrow = narrow;
        }
    }

    private async Task SeeAsync(string[] words)
    {
        try
        {
            await (await page.WaitForFunctionAsync($"words => ({Missing})(words).length === 0", words)).DisposeAsync();
        }
        catch (TimeoutException)
        {
            Assert.Fail($"{page.Url} does not show, {(_narrow ? "narrow" : "wide")}: {string.Join(", ", await page.EvaluateAsync<string[]>(Missing, words))}");
        }

        if (_narrow)
        {
            Assert.True(await page.EvaluateAsync<bool>("matchMedia('(pointer: coarse)').matches && navigator.maxTouchPoints > 0"),
                $"{page.Url} is not touched.");
        }

        var name = Regex.Replace(new Uri(page.Url).PathAndQuery, "[^a-z0-9]+", "-");
        await page.PictureAsync($"{(_narrow ? "360" : "1280")}{name}");
    }
}
