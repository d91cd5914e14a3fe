using Microsoft.Playwright;

namespace Preau.EndToEnd;

/// <summary>The notice of Biviers in a window, on a phone and on a wide screen: what it names is in sight, in reach, and never wider than the screen.</summary>
public sealed class NoticeOnScreenTests(Product product, Browser browser) : IClassFixture<Product>
{
    private static readonly string[] Pages =
    [
        "/biviers/", "/biviers/infos", "/biviers/compte", "/biviers/enfants", $"/biviers/enfants/{Children.Tom}", "/biviers/dossier", "/biviers/documents", "/biviers/planning", "/biviers/factures",
        "/biviers/factures/releve", "/biviers/messages", "/biviers/demandes",
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_pages_of_the_notice_fit_the_screen_and_a_change_is_asked_from_the_child_s_page(bool phone)
    {
        var page = await browser.OpenAsync(product, phone ? Browser.Phone : Browser.Desktop);
        await page.SignInAsync("/biviers/", "jeanne.dupont");
        foreach (var path in Pages)
        {
            await page.GotoAsync(path);
            await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToBeVisibleAsync();
            Assert.True(await page.SidewaysAsync() <= 0, path);
            await page.PictureAsync($"notice-{(phone ? "360" : "1280")}-{path.Trim('/').Replace('/', '-')}");
        }

        await page.GotoAsync($"/biviers/enfants/{Children.Louise}");
        await page.GetByText("Ajouter une personne").ClickAsync();
        await page.GetByLabel("Prénom et nom").FillAsync(phone ? "Nadia Roche" : "Omar Roche");
        await page.GetByLabel("Lien avec l’enfant").FillAsync("voisine");
        await page.GetByLabel("Téléphone").FillAsync("06 39 98 12 77");
        await page.Button("Demander l’ajout").ClickAsync();
        await Assertions.Expect(page.GetByText(phone ? "Nadia Roche" : "Omar Roche").First).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("d’ici là, cette personne ne peut pas venir").First).ToBeVisibleAsync();
    }
}
