using Microsoft.Playwright;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>A child who will not come: in time it costs nothing, late an agent decides.</summary>
public sealed class AbsenceTests(Product product, Browser browser) : IClassFixture<Product>
{
    private const string Pays = "pays-saint-marcellin";

    [Fact]
    public async Task An_absence_declared_in_time_is_accepted_at_once_and_its_charge_disappears()
    {
        using var api = await product.ApiAsync(Pays, "pays.ztest");
        var day = (await api.FreeDaysAsync("2027-04", Children.Commune, "bessins-restauration"))[0];
        await api.AskAsync(Children.Commune, "bessins-restauration", day);
        await Eventually.SeeAsync(async () => (await api.ChargesAsync("2027-04")).Count(l => l.Date == day), n => n == 1);
        var parent = await browser.OpenAsync(product);
        await parent.SignInAsync("/pays-saint-marcellin/", "pays.ztest");
        await parent.OpenMonthAsync(Pays, day);

        await parent.TakenCell("Repas", "Commune", day).ClickAsync();
        await parent.CellMenu().GetByRole(AriaRole.Link, new LocatorGetByRoleOptions { Name = "Déclarer une absence" }).ClickAsync();
        var sheet = parent.GetByRole(AriaRole.Dialog, new PageGetByRoleOptions { Name = "Prévenir d’une absence" });
        await sheet.GetByText("Raison médicale").ClickAsync();
        await Assertions.Expect(sheet).ToContainTextAsync("rien ne sera facturé");
        await sheet.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Envoyer l’absence" }).ClickAsync();

        await Assertions.Expect(parent.Heading("Demande n°")).ToBeVisibleAsync();
        await Assertions.Expect(parent.GetByRole(AriaRole.Status)).ToContainTextAsync("C’est envoyé : 1\u00A0jour d’absence non facturé.");
        await Eventually.SeeAsync(async () => (await api.ChargesAsync("2027-04")).Count(l => l.Date == day), n => n == 0);
        await parent.OpenMonthAsync(Pays, day);
        await Assertions.Expect(parent.TakenCell("Repas", "Commune", day)).ToContainTextAsync("Absent, non facturé");
    }

    [Fact]
    public async Task A_late_absence_goes_to_an_agent_who_excuses_it()
    {
        using var api = await product.ApiAsync(Pays, "pays.ztest");
        // Today's meal was booked weeks ago; its deadline has passed.
        var today = DateOnly.Parse(Product.Now[..10], System.Globalization.CultureInfo.InvariantCulture);
        await Eventually.SeeAsync(async () => (await api.ChargesAsync("2026-12")).Count(l => l.Date == today && l.Unit == "bessins-restauration"), n => n == 1);
        var parent = await browser.OpenAsync(product, Browser.Phone);
        await parent.SignInAsync("/pays-saint-marcellin/", "pays.ztest");
        await parent.Link("Enfant malade").ClickAsync();
        await parent.Link("Une autre raison").ClickAsync();
        await Assertions.Expect(parent.Heading("Prévenir d’une absence")).ToBeVisibleAsync();
        await parent.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { NameRegex = new("Restauration") }).CheckAsync();
        await parent.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { NameRegex = new("Raison médicale") }).CheckAsync();
        await Assertions.Expect(parent.GetByRole(AriaRole.Main)).ToContainTextAsync("Un agent décidera");
        await parent.Button("Envoyer l’absence").ClickAsync();
        await Assertions.Expect(parent.GetByRole(AriaRole.Status)).ToContainTextAsync("C’est envoyé : 1 jour en attente de réponse.");
        var number = (await parent.Heading("Demande n°").InnerTextAsync()).Split('°')[1].Trim();
        await parent.OpenMonthAsync(Pays, today);
        await Assertions.Expect(parent.TakenCell("Repas", "Commune", today)).ToContainTextAsync("Absence déclarée");

        var agent = await browser.OpenAsync(product, Browser.Phone);
        await agent.SignInAsync("/pays-saint-marcellin/mairie/", "agent.saint-marcellin");
        await agent.FindRequestAsync(Pays, number);
        await Assertions.Expect(agent.Locator("#demande")).ToContainTextAsync("Limite passée");
        await agent.Locator("#demande").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Accepter" }).ClickAsync();
        await Assertions.Expect(agent.GetByRole(AriaRole.Status).First).ToContainTextAsync("acceptée");

        await Eventually.SeeAsync(async () => (await api.ChargesAsync("2026-12")).Count(l => l.Date == today && l.Unit == "bessins-restauration"), n => n == 0);
        await parent.ReloadAsync();
        await Assertions.Expect(parent.TakenCell("Repas", "Commune", today)).ToContainTextAsync("Absent, non facturé");
    }
}
