using Microsoft.Playwright;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>The same job in a browser that runs no script: forms and links alone.</summary>
public sealed class NoScriptTests(Product product, Browser browser) : IClassFixture<Product>
{
    private const string Pays = "pays-saint-marcellin";

    [Fact]
    public async Task Without_script_days_are_checked_previewed_confirmed_and_sent_once()
    {
        using var api = await product.ApiAsync(Pays, "pays.ztest");
        var days = (await api.FreeDaysAsync("2027-06", Children.Commune, "bessins-restauration")).Take(2).ToArray();
        var page = await browser.OpenAsync(product, javaScript: false);
        await page.SignInAsync("/pays-saint-marcellin/", "pays.ztest");

        await page.OpenMonthAsync(Pays, days[0]);
        foreach (var day in days)
        {
            await page.PlainCell(AriaRole.Checkbox, "Repas", day).CheckAsync();
        }

        await page.Button("Demander").ClickAsync();
        var number = await page.ConfirmAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Heading("Demande n°")).ToContainTextAsync(number);

        var requests = await api.GetAsAsync<RequestPage>("planning/requests");
        // Other journeys ask for whole years: this request is the one of these days alone.
        Assert.Single(requests.Items, r => (r.Lines, r.First, r.Last) == (days.Length, days[0], days[^1]));
        await page.OpenMonthAsync(Pays, days[1]);
        await Assertions.Expect(page.PlainCell(AriaRole.Link, "Repas", days[1])).ToContainTextAsync("Réservé");
    }

    [Fact]
    public async Task Without_script_an_absence_is_declared_from_the_page_of_the_day()
    {
        using var api = await product.ApiAsync(Pays, "pays.ztest");
        var day = (await api.FreeDaysAsync("2027-02", Children.Commune, "bessins-restauration"))[^1];
        await api.AskAsync(Children.Commune, "bessins-restauration", day);
        var page = await browser.OpenAsync(product, Browser.Phone, javaScript: false);
        await page.SignInAsync("/pays-saint-marcellin/", "pays.ztest");
        await page.OpenMonthAsync(Pays, day);

        await page.PlainCell(AriaRole.Link, "Repas", day).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { Level = 1 })).ToContainTextAsync("Commune");
        await page.Link("Déclarer une absence").ClickAsync();
        await page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { NameRegex = new("Grève") }).CheckAsync();
        await page.Button("Envoyer l’absence").ClickAsync();

        await Assertions.Expect(page.Heading("Demande n°")).ToBeVisibleAsync();
        await page.OpenMonthAsync(Pays, day);
        await Assertions.Expect(page.PlainCell(AriaRole.Link, "Repas", day)).ToContainTextAsync("Absent, non facturé");
    }
}
