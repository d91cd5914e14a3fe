using Microsoft.Playwright;

namespace Preau.EndToEnd;

/// <summary>Whatever stands by itself to be touched is 44 px wide and high on a telephone: measured on the rendered page of both fronts.</summary>
public sealed class TargetTests(Product product, Browser browser) : IClassFixture<Product>
{
    private static readonly string[] Family =
    [
        "", "planning", "planning/semaine", "factures", "factures/reglements", "factures/releve", "factures/attestations", "compte", "enfants", "demandes",
        "messages",
        "documents", "tarifs", "infos", "difficulte", "prelevement",
        "planning/semaine-type", "enfants/30000000-0000-0000-0000-000000000001", "absence", "inscriptions",
    ];

    private static readonly string[] Agents =
    [
        "", "demandes", "demandes/dossiers", "demandes/preinscriptions", "journee", "pointage", "repas", "attente", "familles", "pieces", "facturation",
        "encaissements",
        "encaissements/bordereaux", "relances", "messages", "infos", "familles/10000000-0000-0000-0000-000000000001", "facturation/toutes",
        "facturation/chiffres", "reglages",
        "reglages/commune", "reglages/tarifs", "reglages/tarifs/repas", "reglages/recouvrement", "reglages/dossiers", "agents",
    ];

    [Fact]
    public async Task Before_signing_in_each_target_has_room_for_a_thumb()
    {
        var page = await browser.OpenAsync(product, Browser.Phone);

        await page.GotoAsync("/biviers/");
        await Assertions.Expect(page.GetByLabel("Mot de passe", new PageGetByLabelOptions { Exact = true })).ToBeVisibleAsync();
        Assert.Equal("", await SmallAsync(page, "connexion"));
    }

    [Fact]
    public async Task The_pages_of_a_family_have_room_for_a_thumb() => Assert.Empty(await SmallAsync("/biviers/", "jean.dupont", Family));

    [Fact]
    public async Task The_pages_of_agents_have_room_for_a_thumb() => Assert.Empty(await SmallAsync("/biviers/mairie/", "agent.biviers", Agents));

    [Fact]
    public async Task A_target_that_is_too_small_is_found_and_a_link_in_a_sentence_is_not()
    {
        var page = await browser.OpenAsync(product, Browser.Phone);
        await page.SetContentAsync("""
            <main><p><a href="/1">Seul</a></p><p>Une phrase avec <a href="/2">un lien</a>.</p><p><a href="/3" style="display:inline-block;min-width:44px;min-height:44px">Grand</a></p></main>
            """);

        Assert.Contains("Seul", Assert.Single(await page.EvaluateAsync<string[]>(Small)), StringComparison.Ordinal);
    }

    private async Task<List<string>> SmallAsync(string front, string account, string[] paths)
    {
        var page = await browser.OpenAsync(product, Browser.Phone);
        await page.SignInAsync(front, account);
        List<string> found = [];
        foreach (var path in paths)
        {
            var answer = await page.GotoAsync(front + path);
            Assert.Equal((path, 200), (path, answer!.Status));
            found.Add(await SmallAsync(page, path));
        }

        return found.FindAll(f => f.Length > 0);
    }

    private static async Task<string> SmallAsync(IPage page, string path) =>
        await page.EvaluateAsync<string[]>(Small) is { Length: > 0 } small ? $"{path}: {string.Join("; ", small)}" : "";

    // A label is touched for its box. Half a pixel is a matter of drawing. In a sentence stand letters beside the link, up to the box that holds the line.
    private const string Small = """
        [...document.querySelectorAll('a[href], button, summary, select, input:not([type=hidden])')].filter(e => e.checkVisibility({ visibilityProperty: true, opacityProperty: true })).map(e => {
          const box = (e.labels?.length && ['checkbox', 'radio'].includes(e.type) ? e.labels[0] : e).getBoundingClientRect();
          return { e, width: box.width, height: box.height };
        }).filter(({ e, width, height }) => {
          if (width <= 4 || height <= 4 || (width >= 43.5 && height >= 43.5) || e.closest('.skip, .vh')) return false;
          for (let at = e; e.tagName === 'A' && at; at = at.parentElement) {
            if (at !== e && [...at.childNodes].some(n => n.nodeType === Node.TEXT_NODE && /\p{L}{2}/u.test(n.data))) return false;
            if (getComputedStyle(at).display !== 'inline') { if (at === e) return true; break; }
          }
          return true;
        }).map(({ e, width, height }) => `${e.textContent.trim().slice(0, 30) || e.name || e.ariaLabel} ${Math.round(width)}x${Math.round(height)}`)
        """;
}
