using Microsoft.Playwright;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>From a day that a parent books to the invoice, its payment and the receipt, each by the person who does it.</summary>
public sealed class BillingTests(Product product, Browser browser) : IClassFixture<Product>
{
    [Fact]
    public async Task A_booked_meal_is_invoiced_paid_at_the_counter_and_has_its_receipt()
    {
        using var api = await product.ApiAsync("biviers", "jean.dupont");
        var day = (await api.FreeDaysAsync("2026-12", Children.Louise, "restauration"))[0];
        var parent = await browser.OpenAsync(product, Browser.Phone);
        await parent.SignInAsync("/biviers/", "jean.dupont");
        await parent.ChooseAsync("biviers", "Repas", "Louise", day);
        await parent.ConfirmAsync();
        await Eventually.SeeAsync(async () => (await api.ChargesAsync("2026-12")).Count(l => l.Date == day && l.ChildId == Children.Louise), n => n == 1);

        var agent = await browser.OpenAsync(product);
        await agent.SignInAsync("/biviers/mairie/", "agent.biviers");
        await IssueAsync(agent, "biviers");
        await agent.Link("1 facture").Or(agent.GetByRole(AriaRole.Link, new PageGetByRoleOptions { NameRegex = new("^[0-9]+ factures?$") })).First.ClickAsync();
        var number = await agent.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = "DUPONT Jean" }).First.GetByRole(AriaRole.Link)
            .InnerTextAsync();

        await parent.GotoAsync("/biviers/factures");
        await parent.Link(number).ClickAsync();
        await Assertions.Expect(parent.GetByText(day.Day.ToString(System.Globalization.CultureInfo.InvariantCulture),
            new PageGetByTextOptions { Exact = true }).First)
            .ToBeVisibleAsync();
        await SoundAsync(parent, "facture-360");

        await agent.GotoAsync("/biviers/mairie/facturation/toutes?etat=unpaid");
        await agent.Link(number).ClickAsync();
        await SoundAsync(agent, "facture-agent-1280");
        await agent.Link("Encaisser").ClickAsync();
        await agent.GetByLabel("Chèque").CheckAsync();
        var owed = await agent.Locator("#t-m").InnerTextAsync();
        await agent.GetByLabel("Somme reçue").FillAsync(System.Text.RegularExpressions.Regex.Match(owed, "[0-9]+,[0-9]{2}").Value);
        await agent.Button("Enregistrer le règlement").ClickAsync();
        await Assertions.Expect(agent.Heading("Reçu n°")).ToBeVisibleAsync();
        await SoundAsync(agent, "recu-agent-1280");

        await parent.GotoAsync("/biviers/factures");
        await Assertions.Expect(parent.GetByText("Aucune facture à payer.")).ToBeVisibleAsync();
        await parent.GotoAsync("/biviers/factures/reglements");
        await parent.Link("n°").First.ClickAsync();
        await SoundAsync(parent, "recu-360");
        await Assertions.Expect(parent.GetByText(number).First).ToBeVisibleAsync();
        var receipt = await parent.APIRequest.GetAsync(new Uri(new Uri(parent.Url), await parent.Link("PDF").GetAttributeAsync("href")).ToString());
        Assert.Equal("application/pdf", receipt.Headers["content-type"]);
    }

    [Fact]
    public async Task Where_the_treasury_collects_a_booked_day_becomes_an_invoice_a_title_and_what_the_treasury_says_was_paid()
    {
        using var api = await product.ApiAsync("saint-martin-dauxigny", "marie.petit");
        var hugo = Guid.Parse("30000000-0000-0000-0000-000000000032");
        var day = (await api.FreeDaysAsync("2026-12", hugo, "periscolaire-matin"))[^1];
        var parent = await browser.OpenAsync(product, Browser.Phone);
        await parent.SignInAsync("/saint-martin-dauxigny/", "marie.petit");
        await parent.ChooseAsync("saint-martin-dauxigny", "Matin", "Hugo", day);
        var request = await parent.ConfirmAsync();

        var agent = await browser.OpenAsync(product);
        await agent.SignInAsync("/saint-martin-dauxigny/mairie/", "agent.saint-martin");
        await agent.FindRequestAsync("saint-martin-dauxigny", request);
        await agent.Locator("#demande").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Accepter" }).ClickAsync();
        await Eventually.SeeAsync(
            async () =>
                (await api.ChargesAsync("2026-12")).Count(l => l.Date == day && l.ChildId == hugo && l.Label.Contains("matin", StringComparison.Ordinal)),
            n => n == 1);
        await IssueAsync(agent, "saint-martin-dauxigny");

        var invoice = (await api.GetAsAsync<InvoicesView>("billing/invoices?state=all")).Invoices.Single(x => x.PeriodFrom == new DateOnly(2026, 12, 1));
        await parent.GotoAsync("/saint-martin-dauxigny/factures?etat=toutes");
        await parent.Link(invoice.Number).First.ClickAsync();
        await Assertions.Expect(parent.GetByRole(AriaRole.Main)).ToContainTextAsync("Accueil périscolaire matin");
        await Assertions.Expect(parent.Link("Payer")).ToHaveCountAsync(0);
        await SoundAsync(parent, "facture-titre-360");

        await agent.GotoAsync("/saint-martin-dauxigny/mairie/tresor");
        await agent.Link("Préparer").First.ClickAsync();
        await agent.GetByLabel("Objet du bordereau").FillAsync("Accueil, décembre 2026");
        await agent.Button("Transmettre").ClickAsync();
        await Assertions.Expect(agent.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = invoice.Number })).ToBeVisibleAsync();
        await SoundAsync(agent, "bordereau-1280");
        await parent.ReloadAsync();
        await Assertions.Expect(parent.GetByRole(AriaRole.Main)).ToContainTextAsync("Trésor");

        var debt = (await api.GetAsAsync<InvoiceDetail>($"billing/invoices/{invoice.Id}")).DebtNumber;
        var report = string.Create(System.Globalization.CultureInfo.GetCultureInfo("fr-FR"), $"Dette;Montant;Date\n{debt};{invoice.Amount:0.00};07/12/2026\n");
        await agent.GotoAsync("/saint-martin-dauxigny/mairie/tresor");
        await agent.GetByLabel("Fichier CSV")
            .SetInputFilesAsync(new FilePayload { Name = "encaissements.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes(report) });
        await agent.Button("Prendre en compte").ClickAsync();
        await Assertions.Expect(agent.GetByRole(AriaRole.Status).Filter(new LocatorFilterOptions { HasText = "1 facture réglée" })).ToBeVisibleAsync();
        await parent.ReloadAsync();
        await Assertions.Expect(parent.GetByRole(AriaRole.Main)).ToContainTextAsync("Réglée au Trésor le 7");
        await SoundAsync(parent, "facture-titre-payee-360");
    }

    [Fact]
    public async Task Every_family_of_the_demonstration_has_a_life_of_bills()
    {
        foreach (var (tenant, account, least) in (IEnumerable<(string, string, int)>)
        [
            ("biviers", "jean.dupont", 4), ("biviers", "jeanne.dupont", 3), ("biviers", "paul.martin", 3), ("pays-saint-marcellin", "pays.ztest", 3),
            ("pays-saint-marcellin", "paul.martin", 3),
            ("croc-vacances", "sophie.lambert", 4), ("croc-vacances", "nadia.benali", 2), ("croc-vacances", "eric.girard", 1),
            ("saint-martin-dauxigny", "marie.petit", 3),
            ("harmonie", "jacques.adel", 3), ("harmonie", "camille.brunet", 3),
        ])
        {
            using var api = await product.ApiAsync(tenant, account);
            var invoices = await Eventually.SeeAsync(() => api.GetAsAsync<InvoicesView>("billing/invoices?state=all"), l => l.Invoices.Length >= least);
            Assert.All(invoices.Invoices, i => Assert.True(i.Amount != 0, $"{account}: {i.Number}"));
        }
    }

    private static async Task IssueAsync(IPage agent, string tenant)
    {
        await agent.GotoAsync($"/{tenant}/mairie/facturation");
        await agent.GetByLabel("Mois", new PageGetByLabelOptions { Exact = true }).SelectOptionAsync("2026-12");
        await agent.Button("Préparer le brouillon").ClickAsync();
        await SoundAsync(agent, $"brouillon-{tenant}-1280");
        await agent.Button("J’ai vérifié").ClickAsync();
        await agent.Button("Émettre").ClickAsync();
        await Assertions.Expect(agent.Heading("Facturation de")).ToBeVisibleAsync(new LocatorAssertionsToBeVisibleOptions { Timeout = 30_000 });
    }

    private static async Task SoundAsync(IPage page, string picture)
    {
        await page.IsAccessibleAsync();
        Assert.Equal(0, await page.SidewaysAsync());
        await page.PictureAsync(picture);
    }
}
