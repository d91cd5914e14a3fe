using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Preau.EndToEnd;

/// <summary>Debian's Chromium in French, shared by all journeys; each journey has its own context, like its own person.</summary>
public sealed class Browser : IAsyncLifetime
{
    public static readonly (int Width, int Height) Desktop = (1280, 900);
    public static readonly (int Width, int Height) Phone = (360, 740);
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("PREAU_CHROMIUM") ?? "/usr/bin/chromium",
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--lang=fr-FR",
            ],
            Env = new Dictionary<string, string> { ["LANGUAGE"] = "fr", ["HOME"] = Path.GetTempPath() },
        });
    }

    public async Task<IPage> OpenAsync(Product product, (int Width, int Height)? size = null, bool javaScript = true)
    {
        var (width, height) = size ?? Desktop;
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = product.Address,
            Locale = "fr-FR",
            TimezoneId = "Europe/Paris",
            ViewportSize = new ViewportSize { Width = width, Height = height },
            HasTouch = width < 600,
            JavaScriptEnabled = javaScript,
        });
        context.SetDefaultTimeout(15_000);
        return await context.NewPageAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

/// <summary>What people do, in their words.</summary>
internal static class Steps
{
    public static async Task SignInAsync(this IPage page, string path, string account, string password = "Preau-2026")
    {
        await page.GotoAsync(path);
        await page.GetByLabel("Identifiant").FillAsync(account);
        await page.GetByLabel("Mot de passe", new PageGetByLabelOptions { Exact = true }).FillAsync(password);
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Connexion" }).ClickAsync();
        await page.WaitForURLAsync(url => new Uri(url).AbsolutePath.StartsWith(path.TrimEnd('/'), StringComparison.Ordinal));
    }

    /// <summary>No serious or critical finding of axe, and nothing to scroll sideways.</summary>
    public static async Task IsAccessibleAsync(this IPage page) => Assert.Empty(await page.FindingsAsync());

    /// <summary>What axe finds serious or critical, and what must be scrolled sideways, with the page's address.</summary>
    public static async Task<List<string>> FindingsAsync(this IPage page)
    {
        var result = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"] } });
        var width = page.ViewportSize!.Width;
        List<string> found = [.. result.Violations.Where(v => v.Impact is "serious" or "critical")
            .Select(v => $"{page.Url} ({width} px): {v.Id}: {v.Help}\n  {string.Join("\n  ", v.Nodes.Take(3).Select(n => n.Html))}")];
        if (await page.SidewaysAsync() is > 0 and var sideways)
        {
            found.Add($"{page.Url} ({width} px) scrolls sideways by {sideways} px");
        }

        return found;
    }

    /// <summary>By how many pixels the page is wider than its window.</summary>
    public static Task<int> SidewaysAsync(this IPage page) => page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>Keeps a picture for the person who looks, when PREAU_SCREENSHOTS names a folder.</summary>
    public static async Task PictureAsync(this IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PREAU_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }
}
