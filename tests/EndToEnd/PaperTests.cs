using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>What is printed from the screen: a button that prints, the pages that are needed, and on each of them the head of its table.</summary>
public sealed class PaperTests(Product product, Browser browser) : IClassFixture<Product>
{
    [Fact]
    public async Task A_receipt_and_a_month_are_one_page_each_without_what_only_a_screen_needs()
    {
        var page = await browser.OpenAsync(product);
        await page.SignInAsync("/biviers/", "jean.dupont");
        using var jean = await product.ApiAsync("biviers", "jean.dupont");
        var day = (await jean.FreeDaysAsync("2027-05", Children.Tom, "restauration")).First();
        var receipt = await jean.AskAsync(Children.Tom, "restauration", day);

        var month = await PrintAsync(page, "/biviers/planning");
        var asked = await PrintAsync(page, $"/biviers/demandes/{receipt.Id}");

        Assert.Single(month);
        Assert.Contains("Planning de décembre", month[0], StringComparison.Ordinal);
        Assert.Contains("Tom", month[0], StringComparison.Ordinal);
        Assert.Single(asked);
        Assert.Contains(receipt.Number, asked[0], StringComparison.Ordinal);
        Assert.All(month.Concat(asked), p => Assert.DoesNotMatch("Imprimer|Se déconnecter|Accessibilité", p));
    }

    [Fact]
    public async Task Lists_of_a_day_and_of_who_is_inside_take_the_pages_they_need_and_each_says_what_its_columns_are_which_commune_and_which_day()
    {
        var page = await browser.OpenAsync(product);
        await page.SignInAsync("/biviers/mairie/", "agent.biviers");

        foreach (var (path, heads) in new[]
        {
            ("/biviers/mairie/journee", (string[])["Enfant", "Biviers", "8 décembre"]), ("/biviers/mairie/journee/semaine", ["Enfant", "Biviers", "semaine"]),
        })
        {
            var pages = await PrintAsync(page, path, LongTable);
            Assert.True(pages.Length >= 3, $"{path}: {pages.Length} pages for 120 lines.");
            var lines = pages.Sum(p => Regex.Count(p, "LIGNE [0-9]+"));
            Assert.Equal((path, 120), (path, lines));
            // Pages with lines of the long table; what stands before and after it has its own.
            foreach (var text in pages.Where(p => Regex.IsMatch(p, "LIGNE [0-9]+")))
            {
                Assert.All(heads, h => Assert.Contains(h, text, StringComparison.OrdinalIgnoreCase));
            }
        }
    }

    [Fact]
    public async Task Each_letter_of_an_invitation_is_a_page_of_its_own_and_the_button_prints_them()
    {
        var page = await browser.OpenAsync(product);
        await page.SignInAsync("/croc-vacances/mairie/", "agent.croc");
        // A page made while a service is late leaves out that service's part: it is asked for again.
        await Eventually.SeeAsync(
            async () =>
            {
                await page.GotoAsync("/croc-vacances/mairie/familles?q=lambert");
                return await page.Button("Imprimer une lettre d’accès").CountAsync();
            },
            buttons => buttons > 0);
        await page.Button("Imprimer une lettre d’accès").ClickAsync();
        await Assertions.Expect(page.Locator(".letter")).ToHaveCountAsync(1);
        await page.EvaluateAsync("window.print = () => document.documentElement.dataset.printed = 'oui'");
        await page.Button("Imprimer").ClickAsync();
        await Assertions.Expect(page.Locator("html[data-printed=oui]")).ToHaveCountAsync(1);
        await page.EvaluateAsync("const one = document.querySelector('.letter'); for (let i = 0; i < 2; i++) one.after(one.cloneNode(true))");

        var pages = await PagesAsync(page);

        Assert.Equal(3, pages.Length);
        Assert.All(pages, p => Assert.Contains("recopiez ce code", p, StringComparison.Ordinal));
        Assert.All(pages, p => Assert.DoesNotContain("Imprimez cette page", p, StringComparison.Ordinal));
    }

    // The demo has few children: the last line of the first table again and again.
    private const string LongTable = """
        const body = document.querySelector('main table tbody'), row = [...body.rows].at(-1);
        for (let i = 1; i <= 120; i++) { const more = row.cloneNode(true); more.cells[0].textContent = `LIGNE ${i}`; body.append(more); }
        """;

    private static async Task<string[]> PrintAsync(IPage page, string path, string? before = null)
    {
        await page.GotoAsync(path);
        await Assertions.Expect(page.Button("Imprimer").First).ToBeVisibleAsync();
        if (before is not null)
        {
            await page.EvaluateAsync(before);
        }

        return await PagesAsync(page);
    }

    private static async Task<string[]> PagesAsync(IPage page) =>
        (await Pdf.TextAsync(await page.PdfAsync(new PagePdfOptions { PreferCSSPageSize = true, Format = "A4" }))).TrimEnd('\f', '\n').Split('\f');
}
