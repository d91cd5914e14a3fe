using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Preau.EndToEnd;

/// <summary>A parent in a window of one width, in one commune: what a page must say is in sight, and no page is wider than its screen.</summary>
internal sealed partial class Journey(IPage page, string commune, bool phone)
{
    public IPage Page => page;

    /// <summary>A word that only this width uses: both ask for changes of one file.</summary>
    public string Own(string onPhone, string onDesktop) => phone ? onPhone : onDesktop;

    /// <summary>Opens a page of the commune and reads these words on it.</summary>
    public async Task OpenAsync(string path, params string[] words)
    {
        await page.GotoAsync($"/{commune}/{path}", new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
        await ReadAsync(words);
    }

    /// <summary>Follows the link with these words, then reads.</summary>
    public async Task FollowAsync(string link, params string[] words)
    {
        await page.Link(link).First.ClickAsync();
        await ReadAsync(words);
    }

    /// <summary>These words are in sight, one after the other as the page gets there, and nothing hangs over the edge.</summary>
    public async Task ReadAsync(params string[] words)
    {
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 }).First).ToBeVisibleAsync();
        foreach (var word in words)
        {
            await Assertions.Expect(page.GetByText(Words(word)).Filter(new LocatorFilterOptions { Visible = true }).First).ToBeVisibleAsync();
        }

        Assert.True(await page.SidewaysAsync() <= 0, $"{page.Url} is wider than the screen.");
        var name = Regex.Replace(new Uri(page.Url).PathAndQuery, "[^a-z0-9]+", "-");
        await page.PictureAsync($"{(phone ? "360" : "1280")}{name}");
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
            await page.GotoAsync(link, new PageGotoOptions { WaitUntil = WaitUntilState.DOMContentLoaded });
            await ReadAsync("Vous modifiez cette partie");
        }
    }

    // Spaces that must not break count as spaces.
    private static Regex Words(string text) =>
        new(Regex.Escape(text).Replace("\\ ", "\\s", StringComparison.Ordinal).Replace("\u00A0", "\\s", StringComparison.Ordinal), RegexOptions.IgnoreCase);
}
