using Microsoft.Playwright;

namespace Preau.EndToEnd;

/// <summary>Leave of a crèche contract: shown before it is asked, asked, taken back; the agent's page of the same contract.</summary>
public sealed class LeaveTests(Product product, Browser browser) : IClassFixture<Product>
{
    [Fact]
    public async Task A_father_sees_what_a_leave_counts_asks_it_and_takes_it_back_on_a_phone()
    {
        var page = await browser.OpenAsync(product, Browser.Phone);
        await page.SignInAsync("/harmonie/", "jacques.adel");
        await page.GotoAsync("/harmonie/enfants");
        await page.Link("Contrat et congés").ClickAsync();
        await page.IsAccessibleAsync();
        await page.GetByLabel("Premier jour").FillAsync("2026-12-14");
        await page.GetByLabel("Dernier jour").FillAsync("2026-12-18");
        await page.Button("Voir ce que cela compte").ClickAsync();
        // Monday and Tuesday; Wednesday is not booked, Thursday and Friday are leave already.
        await Assertions.Expect(page.GetByText("2\u00a0jours de congé, il en restera 21")).ToBeVisibleAsync();
        await page.IsAccessibleAsync();

        await page.Button("Poser 2").ClickAsync();
        await Assertions.Expect(page.Heading("Demande n°")).ToBeVisibleAsync();
        await page.GotoAsync("/harmonie/conges");
        await page.Button("Reprendre ce congé du 14").ClickAsync();
        await Assertions.Expect(page.GetByText("Le congé est repris")).ToBeVisibleAsync();

        var agent = await browser.OpenAsync(product);
        await agent.SignInAsync("/harmonie/mairie/", "agent.harmonie");
        await agent.GotoAsync("/harmonie/mairie/familles/10000000-0000-0000-0000-000000000041/contrats");
        await agent.IsAccessibleAsync();
        await agent.GotoAsync(
            "/harmonie/mairie/familles/10000000-0000-0000-0000-000000000041/inscriptions/demande?enfant=30000000-0000-0000-0000-000000000043&service=alsh");
        await Assertions.Expect(agent.Heading("Inscrire Sami")).ToBeVisibleAsync();
        await agent.IsAccessibleAsync();
    }
}
