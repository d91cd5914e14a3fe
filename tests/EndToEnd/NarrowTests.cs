using System.Text.RegularExpressions;

namespace Preau.EndToEnd;

/// <summary>A phone of 360 px at twice its letters is a window of 180 px: what is acted on is never under what stays in sight.</summary>
public sealed partial class NarrowTests(Product product, Browser browser) : IClassFixture<Product>
{
    [Fact]
    public async Task At_twice_the_letters_nothing_that_is_acted_on_lies_under_the_bar_or_the_menu()
    {
        var page = await browser.OpenAsync(product, (180, 340));
        await page.SignInAsync("/biviers/", "jean.dupont");

        foreach (var path in new[] { "", "planning/semaine", "planning?mois=2027-05", "absence/malade", "factures", "messages/nouveau" })
        {
            await page.GotoAsync("/biviers/" + path);
            await page.EvaluateAsync("document.querySelector('main [type=checkbox]:not(:disabled)')?.click()");
            Assert.Equal($"{path}: ", $"{path}: {string.Join("; ", await page.EvaluateAsync<string[]>(Covered))}");
        }

        await page.PictureAsync("accueil-180");
    }

    [Fact]
    public async Task The_agents_menu_keeps_its_words_off_the_edges_on_a_phone()
    {
        var page = await browser.OpenAsync(product, Browser.Phone);
        await page.SignInAsync("/biviers/mairie/", "agent.biviers");

        foreach (var width in new[] { 360, 320, 180 })
        {
            await page.SetViewportSizeAsync(width, 640);
            Assert.Equal($"{width}: ", $"{width}: {string.Join("; ", await page.EvaluateAsync<string[]>(Tight))}");
        }
    }

    /// <summary>Every page that links lead to is looked at once, whoever adds it; of the agents' front those that its menu and first page lead to.</summary>
    [Theory]
    [InlineData("/biviers/", "jean.dupont", true, 40)]
    [InlineData("/harmonie/", "jacques.adel", true, 25)]
    [InlineData("/pays-saint-marcellin/", "paul.martin", true, 25)]
    [InlineData("/biviers/mairie/", "agent.biviers", false, 20)]
    public async Task No_page_is_wider_than_a_window_of_180_pixels(string start, string account, bool deep, int least)
    {
        var page = await browser.OpenAsync(product, (180, 340));
        await page.SignInAsync(start, account);
        HashSet<string> known = [start];
        Queue<string> open = new(known);
        List<string> wide = [];
        for (var visited = 0; open.TryDequeue(out var path); visited++)
        {
            await page.GotoAsync(path);
            if (await page.SidewaysAsync() is > 0 and var by)
            {
                wide.Add($"{path}: {by} px");
            }

            foreach (var link in deep || visited == 0 ? await page.EvaluateAsync<string[]>(Links, start) : [])
            {
                if (known.Add(Kind().Replace(link, "*")))
                {
                    open.Enqueue(link);
                }
            }
        }

        Assert.Empty(wide);
        Assert.True(known.Count >= least, $"Only {known.Count} pages.");
    }

    // Ids, numbers and what a query asks for: one of each kind is enough.
    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|(?<==)[^&]*|[0-9]+")]
    private static partial Regex Kind();

    private const string Links = """
        start => [...document.querySelectorAll('a[href]:not([download])')].map(a => a.getAttribute('href').split('#')[0])
            .filter(h => h.startsWith(start) && (start.endsWith('/mairie/') || !h.startsWith(start + 'mairie')))
            .filter(h => !/\.(pdf|ics|csv|xlsx|zip)|\/(papiers|recus|fichiers)\//.test(h))
        """;

    // Scrolled to the end of the window, as the focus of a keyboard does, its middle is its own.
    private const string Covered = """
        [...document.querySelectorAll('main :is(a[href], button, input, select, textarea, summary)')].filter(e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true })
            && e.getBoundingClientRect().width > 4 && e.type !== 'hidden').filter(e => {
          const shown = e.closest('label') ?? e;
          shown.scrollIntoView({ block: 'end', behavior: 'instant' });
          const box = shown.getBoundingClientRect(), x = Math.min(innerWidth - 1, Math.max(0, box.x + box.width / 2)), y = Math.max(0, box.y + box.height / 2);
          const top = document.elementFromPoint(x, y);
          return top && top.closest('.bar, .nav, .pay, .wk, .weeks, .reach') && !top.closest('.bar, .nav, .pay, .wk, .weeks, .reach').contains(shown);
        }).map(e => e.outerHTML.slice(0, 80))
        """;

    // The words of an entry, and two pixels beside them.
    private const string Tight = """
        [...document.querySelectorAll('.nav > ul:first-child :is(a, button)')].filter(e => e.checkVisibility()).filter(e => {
          const own = e.getBoundingClientRect(), words = document.createRange();
          return [...e.childNodes].filter(n => n.nodeType === Node.TEXT_NODE && n.data.trim()).flatMap(n => { words.selectNodeContents(n); return [...words.getClientRects()]; }).some(r => r.width > 0 && (r.left < own.left + 2 || r.right > own.right - 2));
        }).map(e => e.textContent.trim())
        """;
}
