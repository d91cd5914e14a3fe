using Microsoft.Playwright;

namespace Preau.EndToEnd;

/// <summary>An invoice paid on a phone at the demonstration's treasury: given up once, then paid with the tab closed before it led back.</summary>
public sealed class PaymentTests(Product product, Browser browser) : IClassFixture<Product>
{
    [Fact]
    public async Task A_father_gives_up_pays_and_closes_the_tab_and_finds_his_receipt()
    {
        var page = await browser.OpenAsync(product, Browser.Phone);
        await page.SignInAsync("/biviers/", "jean.dupont");
        await page.GotoAsync("/biviers/factures");
        await page.Link("Payer la facture AL-36").ClickAsync();
        await Assertions.Expect(page.Heading("Payer la facture AL-36")).ToBeVisibleAsync();
        await page.IsAccessibleAsync();
        Assert.Equal(0, await page.SidewaysAsync());
        await page.PictureAsync("payer-360");
        await page.Button("Payer 120,60").ClickAsync();
        await page.Button("Abandonner").ClickAsync();
        await page.Link("Retourner sur le portail").ClickAsync();
        await Assertions.Expect(page.Heading("Le paiement a été abandonné")).ToBeVisibleAsync();
        await page.IsAccessibleAsync();

        await page.Link("Payer 120,60").ClickAsync();
        await page.Button("Payer 120,60").ClickAsync();
        await page.Button("Payer par carte").ClickAsync();
        var back = await page.Link("Retourner sur le portail").GetAttributeAsync("href");
        // The tab is closed: nobody follows that link.
        await page.GotoAsync("/biviers/factures");
        await Assertions.Expect(page.Heading("Mes factures")).ToBeVisibleAsync();
        await Assertions.Expect(page.Link("Payer la facture AL-36")).ToHaveCountAsync(0);

        await page.GotoAsync(back!);
        await Assertions.Expect(page.Heading("C’est payé")).ToBeVisibleAsync();
        await page.IsAccessibleAsync();
        Assert.Equal(0, await page.SidewaysAsync());
        await page.PictureAsync("paye-360");
        var receipt = await page.APIRequest.GetAsync(new Uri(new Uri(page.Url), await page.Link("Reçu en PDF").GetAttributeAsync("href")).ToString());
        Assert.Equal("application/pdf", receipt.Headers["content-type"]);
    }
}
