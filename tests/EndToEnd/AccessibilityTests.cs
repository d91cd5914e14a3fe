using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Preau.EndToEnd;

/// <summary>axe and narrow windows on every page of the three hosts. Pages are found by following the links; what no link reaches is named.</summary>
public sealed partial class AccessibilityTests(Product product, Browser browser) : IClassFixture<Product>
{
    private const int MostShapes = 150;
    private readonly HashSet<string> _colours = [];

    [Fact]
    public async Task Every_page_of_a_parent_is_accessible_wide_and_narrow()
    {
        var page = await browser.OpenAsync(product);
        await page.SignInAsync("/biviers/", "jeanne.dupont");
        var cell = "30000000000000000000000000000001.restauration.20270115";
        var shapes = await WalkAsync(page, "/biviers", "/", $"/case?c={cell}", $"/planning/verifier?c={cell}", "/planning/verifier",
            $"/planning/pourquoi?c={cell}", "/absence?jour=2026-12-11", "/page-inconnue", "/mairie/");
        Assert.Superset(new HashSet<string> { "/planning", "/demandes", "/demandes/*", "/messages", "/messages/nouveau", "/factures", "/enfants", "/compte" },
            shapes);
    }

    [Fact]
    public async Task Every_page_of_an_agent_is_accessible_wide_and_narrow()
    {
        var page = await browser.OpenAsync(product);
        await page.SignInAsync("/biviers/mairie/", "agent.biviers");
        var shapes = await WalkAsync(page, "/biviers/mairie", "/", "/page-inconnue", "/messages/nouveau", "/demandes?q=personne");
        Assert.Superset(new HashSet<string> { "/demandes", "/demandes/*", "/demandes/traitees", "/journee", "/familles", "/familles/*", "/messages" }, shapes);
    }

    [Fact]
    public async Task Every_page_before_and_around_sign_in_is_accessible_wide_and_narrow()
    {
        List<string> found = [];
        var page = await browser.OpenAsync(product);
        foreach (var path in (string[])["/", "/biviers/", "/biviers/mairie/", "/nulle-part/", "/identity/connexion", "/identity/mot-de-passe-oublie",
            "/identity/nouveau-mot-de-passe?lien=faux", "/identity/erreur/500"])
        {
            await page.GotoAsync(path);
            await LookAsync(page, found);
        }

        await page.GotoAsync("/biviers/");
        await page.GetByLabel("Identifiant").FillAsync("");
        await page.Button("Connexion").ClickAsync();
        await LookAsync(page, found);
        await page.Link("Mot de passe oublié").ClickAsync();
        await LookAsync(page, found);

        await page.SignInAsync("/biviers/", "jeanne.dupont");
        foreach (var path in (string[])["/identity/mot-de-passe", "/identity/deconnexion"])
        {
            await page.GotoAsync(path);
            await LookAsync(page, found);
        }

        var admin = await browser.OpenAsync(product);
        await admin.SignInAsync("/identity/admin", "admin");
        await LookAsync(admin, found);
        found.AddRange(await WalkForAsync(admin, "/identity/admin", []));
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public async Task The_month_the_queue_and_the_receipt_are_accessible_in_dark_colours()
    {
        List<string> found = [];
        var page = await browser.OpenAsync(product);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        await page.GotoAsync("/biviers/");
        found.AddRange(await page.FindingsAsync());
        await page.SignInAsync("/biviers/", "jeanne.dupont");
        foreach (var path in (string[])["/biviers/", "/biviers/planning", "/biviers/factures", "/biviers/demandes", "/biviers/messages"])
        {
            await page.GotoAsync(path);
            found.AddRange(await page.FindingsAsync());
        }

        await page.Context.ClearCookiesAsync();
        await page.SignInAsync("/biviers/mairie/", "agent.biviers");
        foreach (var path in (string[])["/biviers/mairie/demandes", "/biviers/mairie/journee"])
        {
            await page.GotoAsync(path);
            found.AddRange(await page.FindingsAsync());
        }

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Fact]
    public async Task What_is_wrong_is_found_and_on_a_phone_too_what_is_shown_or_coloured_there_alone()
    {
        var page = await browser.OpenAsync(product);
        await page.SetContentAsync("""
            <!doctype html><html lang="fr"><title>Page</title><style>b { display: none } i { color: #000 } @media (max-width: 400px) { b { display: inline; color: #ccc } i { color: #ddd } }</style>
            <main><img src="data:,"><b>Trop pâle</b> <i>Pâle aussi</i> <span>Lisible</span></main>
            """);
        Assert.StartsWith($"{page.Url} (1280 px): image-alt", Assert.Single(await page.FindingsAsync()), StringComparison.Ordinal);
        await page.KeepLooksAsync();
        Assert.Empty(await page.ChangesAsync());
        await page.SetViewportSizeAsync(Browser.Phone.Width, Browser.Phone.Height);
        var pale = Assert.Single(await page.ChangesAsync());
        Assert.Contains("color-contrast", pale, StringComparison.Ordinal);
        Assert.Contains("Trop pâle", pale, StringComparison.Ordinal);
        Assert.Contains("Pâle aussi", pale, StringComparison.Ordinal);
        Assert.DoesNotContain("Lisible", pale, StringComparison.Ordinal);
    }

    private async Task<HashSet<string>> WalkAsync(IPage page, string root, params string[] first)
    {
        HashSet<string> shapes = [];
        var found = await WalkForAsync(page, root, shapes, first);
        Assert.True(found.Count == 0, string.Join('\n', found));
        return shapes;
    }

    /// <summary>Follows every link below the root, one page of each shape: ids and queries make no new page.</summary>
    private async Task<List<string>> WalkForAsync(IPage page, string root, HashSet<string> shapes, params string[] first)
    {
        List<string> found = [];
        var queue = new Queue<string>(first.Length == 0 ? [root] : first.Select(path => root + path));
        while (queue.TryDequeue(out var path))
        {
            if (!shapes.Add(Shape(path, root)) && !first.Contains(path[root.Length..]))
            {
                continue;
            }

            // A page that links its like under another address (the day before, and so on) would never end: its part that varies belongs into Shape.
            Assert.True(shapes.Count <= MostShapes,
                $"More than {MostShapes} pages; the last: {path}. All:\n{string.Join('\n', shapes.Order(StringComparer.Ordinal))}");
            var answer = await page.GotoAsync(path);
            Assert.True(answer is not null && answer.Status < 500, $"{path}: {answer?.Status}");
            await LookAsync(page, found);
            foreach (var link in await page.EvaluateAsync<string[]>(
                "[...document.links].filter(a => a.origin === location.origin && !a.hasAttribute('download')).map(a => a.pathname + a.search)"))
            {
                var inside = link.StartsWith(root + "/", StringComparison.Ordinal)
                    && !(root == "/biviers" && link.StartsWith("/biviers/mairie", StringComparison.Ordinal));
                if (inside && !shapes.Contains(Shape(link, root)))
                {
                    queue.Enqueue(link);
                }
            }
        }

        return found;
    }

    /// <summary>Wide, then narrow as a phone, then as the narrowest window a page must fit (WCAG 1.4.10).</summary>
    private async Task LookAsync(IPage page, List<string> found)
    {
        found.AddRange(await page.FindingsAsync(_colours));
        await page.KeepLooksAsync();
        await page.SetViewportSizeAsync(Browser.Phone.Width, Browser.Phone.Height);
        found.AddRange(await page.ChangesAsync(_colours));
        await page.SetViewportSizeAsync(320, 640);
        if (await page.SidewaysAsync() is > 0 and var sideways)
        {
            found.Add($"{page.Url} (320 px) scrolls sideways by {sideways} px");
        }

        await page.SetViewportSizeAsync(Browser.Desktop.Width, Browser.Desktop.Height);
    }

    /// <summary>Nor do most keys of the commune's file: the form of one reason is that of all. Rules differ in their fields.</summary>
    private static string Shape(string path, string root) => Key().Replace(Id().Replace(path[root.Length..].Split('?')[0], "*"), "*");

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}|(?<=/)[0-9]{4}-[0-9]{2}(-[0-9]{2})?")]
    private static partial Regex Id();

    [GeneratedRegex("(?<=^/reglages/(?:.*/)?(?:motifs|services|service|accueils|prestations|places|tarifs|periodes/[^/]+/[^/]+)/|^/attribution/(?:[^/]+/)?)(?!nouve)[^/]+")]
    private static partial Regex Key();
}
