using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Preau.EndToEnd;

/// <summary>Debian's Chromium in French, shared by all journeys; each journey has its own context, like its own person.</summary>
public sealed class Browser : IAsyncLifetime
{
    public static readonly (int Width, int Height) Desktop = (1280, 900);
    public static readonly (int Width, int Height) Phone = (360, 740);
    // What is waited for is a state; a busy machine may take its time to reach it.
    private const int Patience = 60_000;

    // Without windows and what draws them: a third of the time of the whole browser, which serves where it is missing.
    private static readonly string[] Programs = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
    private readonly ConcurrentDictionary<Product, (string Test, List<IBrowserContext> Open)> _contexts = new();
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("PREAU_CHROMIUM") ?? Programs.FirstOrDefault(File.Exists) ?? Programs[^1],
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
                "--disable-sync", "--lang=fr-FR",
            ],
            Env = new Dictionary<string, string> { ["LANGUAGE"] = "fr", ["HOME"] = Path.GetTempPath() },
        });
    }

    public async Task<IPage> OpenAsync(Product product, (int Width, int Height)? size = null, bool javaScript = true)
    {
        await CloseEarlierAsync(product);
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
        context.SetDefaultTimeout(Patience);
        _contexts[product].Open.Add(context);
        return await context.NewPageAsync();
    }

    /// <summary>All that is still open on a product that ends: open pages go on asking the server for news.</summary>
    public async Task CloseAsync(Product product)
    {
        if (_contexts.TryRemove(product, out var last))
        {
            foreach (var context in last.Open)
            {
                await context.CloseAsync();
            }
        }
    }

    /// <summary>What earlier tests of the same class, which run one after the other, have left open.</summary>
    private async Task CloseEarlierAsync(Product product)
    {
        var test = TestContext.Current.Test!.UniqueID;
        if (!_contexts.TryGetValue(product, out var earlier) || earlier.Test != test)
        {
            await CloseAsync(product);
            _contexts[product] = (test, []);
        }
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
        // Looked at again and again: a wait for an event of the new page never ends when that page was quicker than the wait.
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("^https?://[^/]+" + Regex.Escape(path.TrimEnd('/'))));
    }

    /// <summary>By how many pixels the page is wider than its window.</summary>
    public static Task<int> SidewaysAsync(this IPage page) =>
        page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");

    /// <summary>Keeps a picture for the person who looks, when PREAU_SCREENSHOTS names a folder.</summary>
    public static async Task PictureAsync(this IPage page, string name)
    {
        if (Environment.GetEnvironmentVariable("PREAU_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = true });
        }
    }
}
