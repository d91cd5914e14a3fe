using Microsoft.Playwright;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>A typical week, from the month grid to the receipt and back.</summary>
public sealed class PatternTests(Product product, Browser browser) : IClassFixture<Product>
{
    private const string Pays = "pays-saint-marcellin";
    private const string Evening = "bessins-garderie-soir";

    [Theory]
    [InlineData("jean.dupont", true)]
    [InlineData("jeanne.dupont", false)]
    public async Task On_a_phone_a_week_of_two_children_is_five_touches_from_home_with_scripts_or_without(string account, bool javaScript)
    {
        var page = await browser.OpenAsync(product, Browser.Phone, javaScript);
        await page.SignInAsync("/biviers/", account);

        await page.Link("Réserver").First.ClickAsync();
        await Assertions.Expect(page.Heading("Réserver la semaine")).ToBeVisibleAsync();
        await page.Button("Tout pour Louise").ClickAsync();
        await page.Button("Tout pour Tom").ClickAsync();
        await Assertions.Expect(page.Locator("[data-detail]")).ToContainTextAsync("2\u00A0enfants");
        if (javaScript)
        {
            await page.IsAccessibleAsync();
        }

        await page.Button("Vérifier").ClickAsync();
        await page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { NameRegex = new("^(Confirmer|Envoyer la demande)") }).ClickAsync();

        await Assertions.Expect(page.Heading("Demande n°")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task With_keys_alone_a_weekday_is_repeated_to_a_date_checked_sent_and_partly_taken_back()
    {
        using var api = await product.ApiAsync(Pays, "pays.ztest");
        var before = await api.FreeDaysAsync("2027-05", Children.Commune, Evening);
        var day = before.First(d => d.DayOfWeek == DayOfWeek.Tuesday);
        var page = await browser.OpenAsync(product);
        await page.SignInAsync("/pays-saint-marcellin/", "pays.ztest");
        await page.OpenMonthAsync(Pays, day);

        await page.FreeCell("Soir", "Commune", day).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("ArrowDown");
        await Assertions.Expect(page.CellMenu().GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { NameRegex = new("^Tous les mardis") }))
            .ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Heading("Semaine type")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { Name = "Garderie soir, Commune, le mardi" })).ToBeCheckedAsync();
        await page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "Jusqu’à une date" }).FocusAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Button("Vérifier").PressAsync("Enter");
        await Assertions.Expect(page.Locator("#au")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.IsAccessibleAsync();
        await page.Locator("#au").FillAsync("2027-05-31");
        await page.Button("Vérifier").PressAsync("Enter");

        await Assertions.Expect(page.Heading("Vérifiez avant d’envoyer")).ToBeVisibleAsync();
        var tuesdays = before.Count(d => d.DayOfWeek == DayOfWeek.Tuesday);
        await Assertions.Expect(page.GetByText($"{tuesdays}\u00A0mardis").First).ToBeVisibleAsync();
        await page.IsAccessibleAsync();
        await page.Button("Confirmer").PressAsync("Enter");
        await Assertions.Expect(page.Heading("Demande n°")).ToBeVisibleAsync();
        Assert.DoesNotContain(await api.FreeDaysAsync("2027-05", Children.Commune, Evening), d => d.DayOfWeek == DayOfWeek.Tuesday);

        await page.GetByText("Reprendre une partie des jours").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Checkbox).First.PressAsync("Space");
        await page.Button("Reprendre les jours cochés").PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Ce jour est repris");
        await page.Button("Annuler la demande").PressAsync("Enter");
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("La demande est annulée");
        Assert.Equal(before, await api.FreeDaysAsync("2027-05", Children.Commune, Evening));
    }

    [Fact]
    public async Task Without_script_choices_go_along_to_the_next_month_and_a_typical_week_is_checked_before_it_is_sent()
    {
        using var api = await product.ApiAsync(Pays, "pays.ztest");
        var april = (await api.FreeDaysAsync("2027-04", Children.Commune, Evening))[0];
        var may = (await api.FreeDaysAsync("2027-05", Children.Commune, Evening))[0];
        var page = await browser.OpenAsync(product, javaScript: false);
        await page.SignInAsync("/pays-saint-marcellin/", "pays.ztest");
        await page.OpenMonthAsync(Pays, april);
        await page.PlainCell(AriaRole.Checkbox, "Soir", april).CheckAsync();
        await page.Button("Continuer en mai").ClickAsync();
        await page.PlainCell(AriaRole.Checkbox, "Soir", may).CheckAsync();
        await page.Button("Demander").ClickAsync();
        await Assertions.Expect(page.Heading("Vérifiez avant d’envoyer")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("2\u00A0réservations possibles")).ToBeVisibleAsync();

        await page.GotoAsync($"/{Pays}/planning/semaine-type?du=2027-05-03");
        await page.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { Name = "Garderie soir, Commune, le jeudi" }).CheckAsync();
        await page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "Les semaines paires" }).CheckAsync();
        await page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { NameRegex = new("^Toute l’année") }).CheckAsync();
        await page.Button("Vérifier").ClickAsync();
        await Assertions.Expect(page.GetByText("les semaines paires")).ToBeVisibleAsync();
        var number = await page.ConfirmAsync();
        var request = await api.GetAsAsync<Receipt>(
            $"planning/requests/{(await api.GetAsAsync<RequestPage>("planning/requests")).Items.Single(r => r.Number == number).Id}");
        Assert.All(request.Lines,
            l => Assert.Equal((DayOfWeek.Thursday, 0), (l.Date.DayOfWeek, System.Globalization.ISOWeek.GetWeekOfYear(l.Date.ToDateTime(default)) % 2)));
        await page.Button("Tout annuler").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("La demande est annulée");
    }

    [Fact]
    public async Task The_typical_week_and_its_check_are_accessible_on_a_phone()
    {
        var page = await browser.OpenAsync(product, Browser.Phone);
        await page.SignInAsync("/biviers/", "jeanne.dupont");
        await page.GotoAsync("/biviers/planning/semaine-type?c=30000000000000000000000000000001.restauration.20270112");
        await page.IsAccessibleAsync();
        await page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { NameRegex = new("^Toute l’année") }).CheckAsync();
        await page.Button("Vérifier").TapAsync();
        await Assertions.Expect(page.Heading("Vérifiez avant d’envoyer")).ToBeVisibleAsync();
        await page.IsAccessibleAsync();
    }
}
