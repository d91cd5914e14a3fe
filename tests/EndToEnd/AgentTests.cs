using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>The agents' day: several requests at once and the way back, who is expected, a quotient that arrives late.</summary>
public sealed class AgentTests(Product product, Browser browser) : IClassFixture<Product>
{
    private const string Biviers = "biviers";

    [Fact]
    public async Task Several_requests_are_accepted_at_once_taken_back_and_seen_in_the_day()
    {
        using var jeanne = await product.ApiAsync(Biviers, "jeanne.dupont");
        var days = (await jeanne.FreeDaysAsync("2027-05", Children.Tom, "alsh-mercredi-journee")).Take(2).ToArray();
        Assert.Equal(2, days.Length);
        var first = await jeanne.AskAsync(Children.Tom, "alsh-mercredi-journee", days[0]);
        var second = await jeanne.AskAsync(Children.Tom, "alsh-mercredi-journee", days[1]);
        var page = await browser.OpenAsync(product);
        await page.SignInAsync("/biviers/mairie/", "agent.biviers");

        await AcceptBothAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("2 demandes acceptées");
        await page.GetByRole(AriaRole.Status).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Annuler" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("à traiter");
        Assert.Equal(RequestStatus.Pending, (await jeanne.GetAsAsync<Receipt>($"planning/requests/{first.Id}")).Status);
        await page.FindRequestAsync(Biviers, first.Number);
        await page.Locator("#demande").GetByText("Historique").ClickAsync();
        var history = page.Locator("#demande").GetByRole(AriaRole.Listitem);
        await Assertions.Expect(history.Filter(new LocatorFilterOptions { HasText = "Sophie Perrin" })).ToHaveCountAsync(2);

        await AcceptBothAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("2 demandes acceptées");
        await page.GotoAsync($"/biviers/mairie/journee?date={days[1]:yyyy-MM-dd}");
        var tom = page.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasTextRegex = new Regex("DUPONT Tom", RegexOptions.IgnoreCase) });
        await Assertions.Expect(tom).ToContainTextAsync("Réservé");
        await page.PictureAsync("journee-1280");
        await Eventually.SeeAsync(async () => (await jeanne.ChargesAsync("2027-05")).Count(l => l.ChildId == Children.Tom && days.Contains(l.Date)),
            n => n == 2);

        async Task AcceptBothAsync()
        {
            await page.GotoAsync("/biviers/mairie/demandes");
            await page.GetByLabel("Famille, enfant ou numéro").FillAsync("Tom");
            await page.Button("Filtrer").ClickAsync();
            foreach (var receipt in (Receipt[])[first, second])
            {
                await page.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { NameRegex = new($"^Choisir la demande {receipt.Number} ") }).CheckAsync();
            }

            await page.Button("Accepter les 2 demandes").ClickAsync();
        }
    }

    [Fact]
    public async Task What_is_late_among_the_ticked_requests_is_said_before_they_are_accepted()
    {
        using var jeanne = await product.ApiAsync(Biviers, "jeanne.dupont");
        var inTime = await jeanne.AskAsync(Children.Tom, "alsh-mercredi-journee",
            (await jeanne.FreeDaysAsync("2027-06", Children.Tom, "alsh-mercredi-journee"))[0]);
        // Wednesdays are asked until Thursday of the week before: tomorrow's is late.
        var late = await jeanne.AskAsync(Children.Tom, "alsh-mercredi-journee", new DateOnly(2026, 12, 9));
        Assert.Equal((RequestStatus.Pending, "pending.late"), (late.Status, late.Lines[0].Code));
        var page = await browser.OpenAsync(product);
        await page.SignInAsync("/biviers/mairie/", "agent.biviers");
        await page.GotoAsync("/biviers/mairie/demandes?q=Tom");
        var said = page.Locator("[data-late-chosen]");
        ILocator Box(Receipt receipt) =>
            page.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { NameRegex = new($"^Choisir la demande {receipt.Number} ") });

        await Box(inTime).CheckAsync();
        await Assertions.Expect(said).ToHaveTextAsync("");
        await Box(late).CheckAsync();
        await Assertions.Expect(said).ToHaveTextAsync("Parmi elles, une est hors délai : DUPONT Jeanne.");
        await Box(inTime).UncheckAsync();
        await Assertions.Expect(said).ToHaveTextAsync("Elle est hors délai : DUPONT Jeanne.");

        // Without scripts the page names all of its late ones beside the button.
        var plain = await browser.OpenAsync(product, javaScript: false);
        await plain.SignInAsync("/biviers/mairie/", "agent.biviers");
        await plain.GotoAsync("/biviers/mairie/demandes?q=Tom");
        await Assertions.Expect(plain.Locator("[data-late-chosen]")).ToContainTextAsync("Sur cette page, 1 demande est hors délai : DUPONT Jeanne.");
    }

    [Fact]
    public async Task A_quotient_added_later_prices_anew_what_is_still_to_bill()
    {
        var page = await browser.OpenAsync(product);
        await page.SignInAsync("/biviers/mairie/", "agent.biviers");
        await page.Link("Familles").ClickAsync();
        await Assertions.Expect(page.Heading("Familles")).ToBeVisibleAsync();
        await page.GetByLabel("Nom, enfant, téléphone ou numéro").FillAsync("Moreau");
        await page.Button("Chercher").ClickAsync();
        // One family answers to this name: its file opens at once.
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new PageGetByRoleOptions { NameRegex = new("^MOREAU"), Level = 1 })).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText("Aucun quotient")).ToBeVisibleAsync();
        var before = await MonthAsync(page);

        await page.GetByText("Ajouter un quotient").ClickAsync();
        await page.GetByLabel("Quotient", new PageGetByLabelOptions { Exact = true }).FillAsync("412");
        await page.GetByLabel("Valable à partir du").FillAsync("2026-09-01");
        await page.GetByLabel("Source").SelectOptionAsync(new SelectOptionValue { Index = 1 });
        await page.Button("Enregistrer le quotient").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Quotient familial" })).ToContainTextAsync("412");

        await Eventually.SeeAsync(
            async () =>
            {
                await page.ReloadAsync();
                return await MonthAsync(page);
            },
            now => now < before);
        await page.GetByText("Les jours, et pourquoi ce prix").First.ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { NameRegex = new("^Décembre") })).ToContainTextAsync("412");
    }

    private static async Task<decimal> MonthAsync(IPage page)
    {
        var heading = await page.Heading("Décembre 2026 :").InnerTextAsync();
        return decimal.Parse(Regex.Replace(heading.Split(':')[1], "[^0-9,]", "").Replace(',', '.'), System.Globalization.CultureInfo.InvariantCulture);
    }
}
