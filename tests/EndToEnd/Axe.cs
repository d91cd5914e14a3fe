using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Preau.EndToEnd;

/// <summary>axe on a page as it stands: put into it once, and asked for violations alone, without
/// the selectors of each element, which take most of its time.</summary>
internal static class Axe
{
    // What is on its way in is no one's to read yet: movements end first.
    private const string Run = """
        async (include, rules) => document.getAnimations().filter(a => a.effect.getComputedTiming().endTime < Infinity).forEach(a => a.finish())
          ?? (await axe.run(include ?? document, { ...rules, resultTypes: ['violations'], selectors: false }))
          .violations.filter(v => v.impact === 'serious' || v.impact === 'critical' || v.id === 'landmark-unique')
          .map(v => v.id + ': ' + v.help + '\n  ' + v.nodes.slice(0, 3).map(n => n.html).join('\n  '))
        """;

    private const string Rules = """
        { runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'] },
          rules: { 'color-contrast': { enabled: false }, 'label-content-name-mismatch': { enabled: true }, 'landmark-unique': { enabled: true } } }
        """;

    // What decides on contrast, and whether it is seen at all.
    private const string Look = """
        e => {
          const s = getComputedStyle(e);
          return e.checkVisibility({ visibilityProperty: true }) ? [s.color, s.backgroundColor, s.backgroundImage, s.clipPath, s.opacity, s.fontWeight].join() : '';
        }
        """;

    // One text of each look that isn't known: its colours and size, and what of its parents shows through or lifts it out of the page.
    private const string NewColours = $$"""
        known => {
          const [look, seen, found] = [{{Look}}, new Set(known), new Map()];
          for (const e of document.body.querySelectorAll('*')) {
            const own = [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim() !== '') || e.matches('input, select, textarea') ? look(e) : '';
            if (own === '') { continue; }
            const around = [own, getComputedStyle(e).fontSize];
            for (let p = e; p; p = p.parentElement) {
              const s = getComputedStyle(p);
              around.push(...[s.backgroundColor, s.backgroundImage, s.opacity, s.position].filter(v => !['rgba(0, 0, 0, 0)', 'none', '1', 'static'].includes(v)));
            }
            const colours = around.join();
            if (!seen.has(colours) && !found.has(colours)) { found.set(colours, e); }
          }
          return found;
        }
        """;

    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>No serious or critical finding, no two regions of one name, and nothing to scroll sideways.</summary>
    public static async Task IsAccessibleAsync(this IPage page)
    {
        var found = await page.FindingsAsync();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    /// <summary>What axe finds serious or critical, and what must be scrolled sideways, with the page's address.</summary>
    /// <param name="colours">
    /// The looks of text whose contrast was judged on pages before; those of this page are added. Contrast takes axe most of its time, and pages
    /// are of few colours.
    /// </param>
    public static Task<List<string>> FindingsAsync(this IPage page, HashSet<string>? colours = null) =>
        page.FindAsync($"({Run})(null, {Rules})", colours ?? []);

    /// <summary>Remembers how each element looks, for <see cref="ChangesAsync"/>.</summary>
    public static Task KeepLooksAsync(this IPage page) =>
        page.EvaluateAsync($"() => {{ window.looks = new Map([...document.body.querySelectorAll('*')].map(e => [e, ({Look})(e)])); }}");

    /// <summary>As <see cref="FindingsAsync"/>, but axe looks only at what is shown or coloured otherwise than
    /// when looks were kept: the rest has the same names, roles and contrast.</summary>
    public static Task<List<string>> ChangesAsync(this IPage page, HashSet<string>? colours = null) => page.FindAsync($$"""
        (() => {
          const look = {{Look}};
          const changed = new Set([...document.body.querySelectorAll('*')].filter(e => look(e) !== '' && look(e) !== window.looks.get(e)));
          const tops = [...changed].filter(e => { for (let p = e.parentElement; p; p = p.parentElement) { if (changed.has(p)) { return false; } } return true; });
          return tops.length === 0 ? [] : ({{Run}})({ include: tops }, {{Rules}});
        })()
        """, colours ?? []);

    private static async Task<List<string>> FindAsync(this IPage page, string rules, HashSet<string> colours)
    {
        if (!await page.EvaluateAsync<bool>("typeof axe === 'object'"))
        {
            await page.EvaluateAsync(Script);
        }

        var seen = await page.EvaluateAsync<Findings>($$"""
            async known => {
              const found = await {{rules}};
              const colours = ({{NewColours}})(known);
              const pale = colours.size === 0 ? []
                : await ({{Run}})({ include: [...colours.values()] }, { runOnly: { type: 'rule', values: ['color-contrast'] } });
              return { found: [...found, ...pale], colours: [...colours.keys()] };
            }
            """, colours.ToArray());
        var width = page.ViewportSize!.Width;
        List<string> found = [.. seen.Found.Select(f => $"{page.Url} ({width} px): {f}")];
        // Of a page with findings nothing counts as judged: the next with the same fault is named as well.
        if (found.Count == 0)
        {
            colours.UnionWith(seen.Colours);
        }

        if (await page.SidewaysAsync() is > 0 and var sideways)
        {
            found.Add($"{page.Url} ({width} px) scrolls sideways by {sideways} px");
        }

        return found;
    }

    private sealed class Findings
    {
        public string[] Found { get; set; } = [];

        public string[] Colours { get; set; } = [];
    }
}
