using Microsoft.Playwright;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>The two mornings that fill a town hall's telephone: an ill child, and a strike.</summary>
public sealed class HardMorningTests(Product product, Browser browser) : IClassFixture<Product>
{
    private const string Biviers = "biviers";
    private static readonly Guid Jean = Guid.Parse("10000000-0000-0000-0000-000000000001");
    private static readonly byte[] Photo = [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 0, 0xFF, 0xC0, 0, 17, 8, 2, 0x58, 3, 0x20, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
        0xFF, 0xD9];

    [Fact]
    public async Task A_sick_child_is_told_in_two_taps_and_its_certificate_sent_later_is_accepted()
    {
        using var office = await product.ApiAsync(Biviers, "agent.biviers", office: true);
        var today = DateOnly.Parse(Product.Now[..10], System.Globalization.CultureInfo.InvariantCulture);
        var booked = await office.PostAsAsync<Receipt>("planning/requests",
            new SubmitRequest(Guid.NewGuid(), [new Intent(Children.Louise, "garderie-matin", today, IntentAction.Book)], null, Jean,
                OverrideReason: "Accueil d’urgence"));
        Assert.Equal(LineOutcome.Booked, Assert.Single(booked.Lines).Outcome);
        var parent = await browser.OpenAsync(product, Browser.Phone);
        await parent.SignInAsync("/biviers/", "jean.dupont");
        await parent.Link("Enfant malade").ClickAsync();

        var louise = parent.GetByRole(AriaRole.Checkbox, new PageGetByRoleOptions { NameRegex = new("Louise") });
        await Assertions.Expect(parent.GetByRole(AriaRole.Main)).ToContainTextAsync("si le certificat arrive avant le vendredi 11 décembre");
        await louise.CheckAsync();
        await Assertions.Expect(parent.Locator("#effet")).ToContainTextAsync("Louise, aujourd’hui");
        await louise.UncheckAsync();
        await Assertions.Expect(parent.Locator("#effet")).ToContainTextAsync("Cochez l’enfant malade");
        await Assertions.Expect(parent.Button("Voir l’effet et le coût")).ToBeHiddenAsync();
        await louise.CheckAsync();
        await Assertions.Expect(parent.Locator("#effet")).ToContainTextAsync("0\u00A0€ si certificat");
        await parent.Button("Envoyer").ClickAsync();

        await parent.Link("Envoyer une photo ou un PDF").ClickAsync();
        await parent.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "certificat.jpg", MimeType = "image/jpeg", Buffer = Photo });
        await parent.Button("Envoyer le justificatif").ClickAsync();
        await Assertions.Expect(parent.GetByRole(AriaRole.Main)).ToContainTextAsync("Reçu, à vérifier");

        var agent = await browser.OpenAsync(product);
        await agent.SignInAsync("/biviers/mairie/", "agent.biviers");
        await agent.GotoAsync("/biviers/mairie/justificatifs");
        await agent.Button("Accepter").ClickAsync();
        await Assertions.Expect(agent.GetByRole(AriaRole.Status).First).ToContainTextAsync("Justificatif de Louise accepté");
        await parent.ReloadAsync();
        await Assertions.Expect(parent.GetByRole(AriaRole.Main)).ToContainTextAsync("Justificatif accepté");
    }

    [Fact]
    public async Task A_strike_over_a_school_is_previewed_applied_and_undone()
    {
        using var jean = await product.ApiAsync(Biviers, "jean.dupont");
        var day = (await jean.FreeDaysAsync("2027-06", Children.Tom, "restauration"))[0];
        await jean.AskAsync(Children.Tom, "restauration", day);
        var agent = await browser.OpenAsync(product);
        await agent.SignInAsync("/biviers/mairie/", "agent.biviers");
        await agent.GotoAsync("/biviers/mairie/perturbations/nouvelle");
        await agent.GetByLabel("Que se passe-t-il ?").FillAsync("Grève des agents");
        await agent.GetByLabel("Premier jour").FillAsync($"{day:yyyy-MM-dd}");
        await agent.GetByLabel("Dernier jour").FillAsync($"{day:yyyy-MM-dd}");
        await agent.GetByText("Fermés : non facturés").ClickAsync();
        await agent.GetByText("École de Biviers").ClickAsync();
        await agent.Button("Voir qui est concerné").ClickAsync();
        await Assertions.Expect(agent.GetByRole(AriaRole.Main)).ToContainTextAsync("Tom DUPONT");

        await agent.Button("Confirmer").ClickAsync();
        await Assertions.Expect(agent.Heading("Grève des agents")).ToBeVisibleAsync();
        Assert.Equal(CellState.AbsentExcused, await StateAsync(jean, day));
        // Asked once, with what will happen.
        await agent.GetByText("Annuler cette perturbation").ClickAsync();
        await Assertions.Expect(agent.GetByRole(AriaRole.Main)).ToContainTextAsync("redevient ce qu’il était");
        await agent.Button("Annuler la perturbation").ClickAsync();

        await Assertions.Expect(agent.GetByRole(AriaRole.Status).First).ToContainTextAsync("Tout est de nouveau comme avant");
        Assert.Equal(CellState.Booked, await StateAsync(jean, day));
    }

    private static async Task<CellState> StateAsync(HttpClient jean, DateOnly day) =>
        (await jean.GetAsAsync<MonthView>($"planning/month?month={day:yyyy-MM}")).Children
        .Single(c => c.ChildId == Children.Tom).Rows.Single(r => r.Unit == "restauration").Cells.Single(c => c.Day == day.Day).State;
}
