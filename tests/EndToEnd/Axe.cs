using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Preau.EndToEnd;

/// <summary>axe on a page as it stands: put into it once, and asked for violations alone, without
/// the selectors of each element, which take most of its time.</summary>
internal static class Axe
{
    // What is on its way in is no one's to read yet: movements end first.
    private const string Run = """
        async include => document.getAnimations().filter(a => a.effect.getComputedTiming().endTime < Infinity).forEach(a => a.finish()) ?? (await axe.run(include ?? document, { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] }, rules: { 'label-content-name-mismatch': { enabled: true }, 'landmark-unique': { enabled: true } }, resultTypes: ['violations'], selectors: false }))
          .violations.filter(v => v.impact === 'serious' || v.impact === 'critical' || v.id === 'landmark-unique').map(v => v.id + ': ' + v.help + '\n  ' + v.nodes.slice(0, 3).map(n => n.html).join('\n  '))
        """;

    // What decides on contrast, and whether it is seen at all.
    private const string Look = """
        e => { const s = getComputedStyle(e); return e.checkVisibility({ visibilityProperty: true }) ? [s.color, s.backgroundColor, s.backgroundImage, s.clipPath, s.opacity, s.fontWeight].join() : '' }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>No serious or critical finding, no two regions of one name, and nothing to scroll sideways.</summary>
    public static async Task IsAccessibleAsync(this IPage page)
    {
        var found = await page.FindingsAsync();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    /// <summary>What axe finds serious or critical, and what must be scrolled sideways, with the page's address.</summary>
    public static async Task<List<string>> FindingsAsync(this IPage page) => await page.WithPlaceAsync(await page.AskAsync<string[]>($"({Run})()"));

    /// <summary>Remembers how each element looks, for <see cref="ChangesAsync"/>.</summary>
    public static Task KeepLooksAsync(this IPage page) =>
        page.EvaluateAsync($"() => {{ window.looks = new Map([...document.body.querySelectorAll('*')].map(e => [e, ({Look})(e)])); }}");

    /// <summary>As <see cref="FindingsAsync"/>, but axe looks only at what is shown or coloured otherwise than
    /// when looks were kept: the rest has the same names, roles and contrast.</summary>
    public static async Task<List<string>> ChangesAsync(this IPage page) => await page.WithPlaceAsync(await page.AskAsync<string[]>($$"""
        (() => {
          const look = {{Look}};
          const changed = new Set([...document.body.querySelectorAll('*')].filter(e => look(e) !== '' && look(e) !== window.looks.get(e)));
          const tops = [...changed].filter(e => { for (let p = e.parentElement; p; p = p.parentElement) { if (changed.has(p)) { return false; } } return true; });
          return tops.length === 0 ? [] : ({{Run}})({ include: tops });
        })()
        """));

    private static async Task<T> AskAsync<T>(this IPage page, string question)
    {
        if (!await page.EvaluateAsync<bool>("typeof axe === 'object'"))
        {
            await page.EvaluateAsync(Script);
        }

        return await page.EvaluateAsync<T>(question);
    }

    private static async Task<List<string>> WithPlaceAsync(this IPage page, string[] findings)
    {
        var width = page.ViewportSize!.Width;
        List<string> found = [.. findings.Select(f => $"{page.Url} ({width} px): {f}")];
        if (await page.SidewaysAsync() is > 0 and var sideways)
        {
            found.Add($"{page.Url} ({width} px) scrolls sideways by {sideways} px");
        }

        return found;
    }
}
