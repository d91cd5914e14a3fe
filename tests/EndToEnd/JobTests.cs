using Microsoft.Playwright;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>The main job by hand: a parent asks for a day, an agent or the commune's rule answers, the price and the message follow.</summary>
public sealed class JobTests(Product product, Browser browser) : IClassFixture<Product>
{
    private const string Biviers = "biviers";
    private const string Pays = "pays-saint-marcellin";

    [Fact]
    public Task A_Wednesday_is_asked_for_accepted_billed_and_announced_on_a_wide_screen() => WednesdayAsync(Browser.Desktop, "2027-01");

    [Fact]
    public Task A_Wednesday_is_asked_for_accepted_billed_and_announced_on_a_phone() => WednesdayAsync(Browser.Phone, "2027-03");

    [Fact]
    public Task A_meal_is_booked_by_the_rule_of_the_other_commune_on_a_wide_screen() => MealAsync(Browser.Desktop, "2027-01");

    [Fact]
    public Task A_meal_is_booked_by_the_rule_of_the_other_commune_on_a_phone() => MealAsync(Browser.Phone, "2027-03");

    [Fact]
    public async Task The_reason_of_a_refusal_is_read_by_the_parent()
    {
        using var api = await product.ApiAsync(Biviers, "jean.dupont");
        var day = (await api.FreeDaysAsync("2027-06", Children.Louise, "alsh-mercredi-journee"))[0];
        var parent = await browser.OpenAsync(product);
        await parent.SignInAsync("/biviers/", "jean.dupont");
        await parent.ChooseAsync(Biviers, "Journée", "Louise", day);
        var number = await parent.ConfirmAsync();

        var agent = await browser.OpenAsync(product);
        await agent.SignInAsync("/biviers/mairie/", "agent.biviers");
        await agent.FindRequestAsync(Biviers, number);
        var request = agent.Locator("#demande");
        await request.GetByText("Refuser", new LocatorGetByTextOptions { Exact = true }).ClickAsync();
        await request.GetByLabel("Motif envoyé à la famille").SelectOptionAsync("Toutes les places sont prises ce jour-là.");
        await request.GetByLabel("Message").FillAsync("Le mercredi suivant reste libre.");
        await request.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Refuser et prévenir la famille" }).ClickAsync();
        await Assertions.Expect(agent.GetByRole(AriaRole.Status).First).ToContainTextAsync("refusée");

        await Eventually.SeeAsync(async () => (await api.NoticesAsync()).Count(n => n.Subject.Contains(number, StringComparison.Ordinal)), n => n == 1);
        await parent.OpenNoticeAsync(Biviers, number);
        await Assertions.Expect(parent.GetByRole(AriaRole.Article))
            .ToContainTextAsync("Toutes les places sont prises ce jour-là. Le mercredi suivant reste libre.");
        await parent.OpenMonthAsync(Biviers, day);
        await Assertions.Expect(parent.TakenCell("Journée", "Louise", day)).ToContainTextAsync("Refusé");
        Assert.DoesNotContain(await api.ChargesAsync("2027-06"), l => l.Date == day && l.ChildId == Children.Louise);
    }

    private async Task WednesdayAsync((int Width, int Height) size, string month)
    {
        using var api = await product.ApiAsync(Biviers, "jean.dupont");
        var day = (await api.FreeDaysAsync(month, Children.Louise, "alsh-mercredi-journee"))[0];
        var parent = await browser.OpenAsync(product, size);
        await parent.SignInAsync("/biviers/", "jean.dupont");

        await parent.ChooseAsync(Biviers, "Journée", "Louise", day);
        await Assertions.Expect(parent.GetByText("si la mairie accepte")).ToBeVisibleAsync();
        await parent.PictureAsync($"verifier-{size.Width}");
        var number = await parent.ConfirmAsync();
        await Assertions.Expect(parent.GetByRole(AriaRole.Status)).ToContainTextAsync("La réponse arrivera dans vos messages.");
        await parent.PictureAsync($"recu-{size.Width}");
        await parent.OpenMonthAsync(Biviers, day);
        await Assertions.Expect(parent.TakenCell("Journée", "Louise", day)).ToContainTextAsync("Réservation demandée");

        var agent = await browser.OpenAsync(product, size);
        await agent.SignInAsync("/biviers/mairie/", "agent.biviers");
        await agent.FindRequestAsync(Biviers, number);
        await agent.PictureAsync($"demande-{size.Width}");
        await agent.Locator("#demande").GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Accepter" }).ClickAsync();
        await Assertions.Expect(agent.GetByRole(AriaRole.Status).First).ToContainTextAsync("acceptée");
        await agent.GotoAsync($"/biviers/mairie/demandes/traitees?q={number}");
        await Assertions.Expect(agent.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = number })).ToContainTextAsync("Sophie Perrin");

        await AnnouncedAsync(api, number, month, day);
        await parent.ReloadAsync();
        await Assertions.Expect(parent.TakenCell("Journée", "Louise", day)).ToContainTextAsync("Réservé");
        await parent.PictureAsync($"planning-{size.Width}");
        var line = await parent.ChargeAsync(Biviers, day, "ALSH Mercredi journée");
        await Assertions.Expect(line).ToContainTextAsync("À facturer");
        await line.GetByText("Pourquoi ce prix ?").First.ClickAsync();
        await Assertions.Expect(line).ToContainTextAsync("612");
        await Assertions.Expect(line).ToContainTextAsync("11,50");
        await parent.PictureAsync($"factures-{size.Width}");
        await parent.OpenNoticeAsync(Biviers, number);
        await Assertions.Expect(parent.GetByRole(AriaRole.Article)).ToContainTextAsync("est acceptée");
        await parent.PictureAsync($"message-{size.Width}");
        // Jean wants e-mails: one lies among the files.
        await Eventually.SeeAsync(MailsAbout(number), n => n == 1);
    }

    private async Task MealAsync((int Width, int Height) size, string month)
    {
        using var api = await product.ApiAsync(Pays, "pays.ztest");
        var day = (await api.FreeDaysAsync(month, Children.Commune, "bessins-restauration"))[0];
        var parent = await browser.OpenAsync(product, size);
        await parent.SignInAsync("/pays-saint-marcellin/", "pays.ztest");

        await parent.ChooseAsync(Pays, "Repas", "Commune", day);
        var number = await parent.ConfirmAsync();
        await Assertions.Expect(parent.GetByRole(AriaRole.Status)).ToContainTextAsync("C’est envoyé : 1\u00A0jour réservé.");

        await AnnouncedAsync(api, number, month, day);
        await parent.OpenMonthAsync(Pays, day);
        await Assertions.Expect(parent.TakenCell("Repas", "Commune", day)).ToContainTextAsync("Réservé");
        var line = await parent.ChargeAsync(Pays, day, "Restauration");
        await Assertions.Expect(line).ToContainTextAsync("À facturer");
        await line.GetByText("Pourquoi ce prix ?").First.ClickAsync();
        await Assertions.Expect(line).ToContainTextAsync("700");
        await parent.OpenNoticeAsync(Pays, number, isNews: false);
        await Assertions.Expect(parent.GetByRole(AriaRole.Article)).ToContainTextAsync("et la règle du service a répondu aussitôt");
    }

    // Waits behind the screens, so that the parent's page is loaded once and must then be right.
    private static async Task AnnouncedAsync(HttpClient api, string number, string month, DateOnly day)
    {
        await Eventually.SeeAsync(async () => (await api.ChargesAsync(month)).Count(l => l.Date == day), n => n >= 1);
        await Eventually.SeeAsync(async () => (await api.NoticesAsync()).Count(n => n.Subject.Contains(number, StringComparison.Ordinal)), n => n == 1);
    }

    private Func<Task<int>> MailsAbout(string number) => async () =>
    {
        var found = 0;
        foreach (var file in Directory.Exists(product.MailFolder) ? Directory.GetFiles(product.MailFolder, "*.eml") : [])
        {
            // Each commune counts its requests: another's may have the same number.
            var mail = await MimeKit.MimeMessage.LoadAsync(file);
            found += mail.Subject?.Contains(number, StringComparison.Ordinal) == true && mail.To.ToString().Contains("jean.dupont", StringComparison.Ordinal)
                ? 1
                : 0;
        }

        return found;
    };
}
