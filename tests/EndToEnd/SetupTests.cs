using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>An agent sets up a commune: a canteen from five questions to what a parent reads.</summary>
public sealed class SetupTests(Product product, Browser browser) : IClassFixture<Product>
{
    private const string Pays = "pays-saint-marcellin";

    [Fact]
    public async Task An_agent_opens_a_canteen_changes_its_limit_tries_it_and_applies_and_the_parent_reads_the_new_date()
    {
        var page = await browser.OpenAsync(product);
        await page.SignInAsync($"/{Pays}/mairie/", "agent.saint-marcellin");
        await page.GotoAsync($"/{Pays}/mairie/reglages/nouveau");
        await page.GetByRole(AriaRole.Radio, new PageGetByRoleOptions { Name = "Cantine" }).CheckAsync();
        await page.GetByLabel("Son nom, si ce n’est pas celui du genre").FillAsync("Cantine du marché");
        await page.GetByLabel("Places par jour").FillAsync("24");
        await page.Button("Préparer ce service").ClickAsync();

        await Assertions.Expect(page.Heading("Délais : Cantine du marché")).ToBeVisibleAsync();
        var limit = page.Locator("[data-limit]").First;
        await limit.GetByLabel("Quand").SelectOptionAsync("weekdayOfWeek");
        await limit.GetByLabel("le", new LocatorGetByLabelOptions { Exact = true }).First.SelectOptionAsync("thursday");
        await limit.GetByLabel("semaine(s) avant").FillAsync("1");
        await page.Button("Voir l’effet").ClickAsync();
        await Assertions.Expect(page.Locator(".bubble").First).ToContainTextAsync("le jeudi de la semaine précédente à 12");
        await page.PictureAsync("reglages-regle-1280");
        await page.Button("Mettre dans le brouillon").ClickAsync();

        await Assertions.Expect(page.Heading("Brouillon")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Cantine du marché");
        await page.Link("Essayer sur le mois dernier").ClickAsync();
        await Assertions.Expect(page.Heading("Aucune réponse ne changerait")).ToBeVisibleAsync();
        await page.GotoAsync($"/{Pays}/mairie/reglages/brouillon");
        await page.Button("Appliquer").ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status).First).ToContainTextAsync("Réglages appliqués");
        await Assertions.Expect(page.Link("Cantine du marché")).ToBeVisibleAsync();

        using var agent = await product.ApiAsync(Pays, "agent.saint-marcellin", office: true);
        var family = Guid.Parse("10000000-0000-0000-0000-000000000011");
        await agent.PostAsAsync<EnrolmentView>("planning/enrolments",
            new CreateEnrolment(family, Children.Commune, "cantine-du-marche", new DateOnly(2027, 1, 4), new DateOnly(2027, 1, 31)));
        using var parent = await product.ApiAsync(Pays, "pays.ztest");
        var month = await parent.GetAsAsync<MonthView>("planning/month?month=2027-01");
        var cell = month.Children[0].Rows.Single(r => r.Service == "cantine-du-marche").Cells.Single(c => c.Day == 14);
        Assert.Equal(new DateTime(2027, 1, 7, 12, 0, 0), cell.Until);
        var reader = await browser.OpenAsync(product);
        await reader.SignInAsync($"/{Pays}/", "pays.ztest");
        await reader.GotoAsync($"/{Pays}/planning?mois=2027-01&semaine=2027-01-14");
        await Assertions.Expect(reader.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { NameRegex = new Regex("Cantine du marché|Repas.*14") }).First)
            .ToBeAttachedAsync();
    }
}
