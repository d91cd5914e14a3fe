using Microsoft.Playwright;
using Preau.Contracts.Api;
using Preau.Testing;

namespace Preau.EndToEnd;

/// <summary>Doors: who gets in, who is told what, and where sign-out leads.</summary>
public sealed class SignInTests(Product product, Browser browser) : IClassFixture<Product>
{
    [Fact]
    public async Task A_first_sign_in_asks_for_a_password_of_ones_own_which_then_opens_the_portal()
    {
        var page = await browser.OpenAsync(product, Browser.Phone);
        await FillAsync(page, "/biviers/", "nouveau.parent", "Preau-2026");
        await Assertions.Expect(page.Heading("Choisir un mot de passe")).ToBeVisibleAsync();
        await NewPasswordAsync(page, "trop court");
        await Assertions.Expect(page.GetByRole(AriaRole.Group,
            new PageGetByRoleOptions { NameRegex = new("erreur|corriger", System.Text.RegularExpressions.RegexOptions.IgnoreCase) }))
            .ToBeVisibleAsync();
        await NewPasswordAsync(page, "Girafe-Violette-38");
        await Assertions.Expect(page.Heading("Bonjour Mai")).ToBeVisibleAsync();

        var again = await browser.OpenAsync(product);
        await FillAsync(again, "/biviers/", "nouveau.parent", "Preau-2026");
        await Assertions.Expect(again.GetByText("Cet identifiant et ce mot de passe ne vont pas ensemble.").First).ToBeVisibleAsync();
        await FillAsync(again, null, "nouveau.parent", "Girafe-Violette-38");
        await Assertions.Expect(again.Heading("Bonjour Mai")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_wrong_password_says_the_same_for_known_and_unknown_people()
    {
        var page = await browser.OpenAsync(product);
        foreach (var account in (string[])["jeanne.dupont", "personne.inconnue"])
        {
            await FillAsync(page, "/biviers/", account, "Faux-2026-faux");
            await Assertions.Expect(page.GetByText("Cet identifiant et ce mot de passe ne vont pas ensemble.").First).ToBeVisibleAsync();
            Assert.Equal(account, await page.GetByLabel("Identifiant").InputValueAsync());
            Assert.Equal("", await page.GetByLabel("Mot de passe", new PageGetByLabelOptions { Exact = true }).InputValueAsync());
        }
    }

    [Fact]
    public async Task A_password_can_be_shown_from_the_keyboard_and_is_sent_as_one()
    {
        var page = await browser.OpenAsync(product, Browser.Phone);
        await page.GotoAsync("/biviers/");
        var field = page.Locator("#Password");
        await field.FillAsync("Faux-2026-faux");
        await field.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(field).ToHaveAttributeAsync("type", "text");
        await Assertions.Expect(page.Button("Masquer")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Space");
        await Assertions.Expect(field).ToHaveAttributeAsync("type", "password");
        await Assertions.Expect(field).ToHaveValueAsync("Faux-2026-faux");
    }

    [Fact]
    public async Task Sign_out_leads_to_the_communes_own_site_and_closes_the_portal()
    {
        var page = await browser.OpenAsync(product);
        await page.SignInAsync("/biviers/", "jean.dupont");
        await page.Button("Se déconnecter").ClickAsync();
        await Assertions.Expect(page.Heading("Commune de Biviers")).ToBeVisibleAsync();
        Assert.Equal(product.Address + "/_demo/biviers/", page.Url);

        var again = await page.Context.NewPageAsync();
        await again.GotoAsync("/biviers/");
        await Assertions.Expect(again.GetByLabel("Identifiant")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task What_was_typed_when_the_session_ended_comes_back_to_who_typed_it_and_to_nobody_else()
    {
        var page = await browser.OpenAsync(product, Browser.Phone);
        await page.SignInAsync("/biviers/", "jeanne.dupont");
        await page.GotoAsync("/biviers/enfants/ajouter");
        await page.Locator("[name='child.firstName']").FillAsync("Zoé");
        await page.Locator("[name='child.birthDate']").FillAsync("2022-03-04");
        await page.Locator("[name='child.gender'][value=fille]").CheckAsync();
        await page.Locator("[name=comment]").FillAsync("Deux lignes\nen tout.");

        await page.Context.ClearCookiesAsync();
        await page.Button("Envoyer la demande").ClickAsync();
        await FillAsync(page, null, "jeanne.dupont", "Preau-2026");

        await Assertions.Expect(page.Locator("form #reprise")).ToContainTextAsync("rien n’a été envoyé. Ce que vous aviez saisi est revenu");
        Assert.Equal("/biviers/enfants/ajouter", new Uri(page.Url).PathAndQuery);
        Assert.Equal("Zoé", await page.Locator("[name='child.firstName']").InputValueAsync());
        Assert.Equal("2022-03-04", await page.Locator("[name='child.birthDate']").InputValueAsync());
        Assert.True(await page.Locator("[name='child.gender'][value=fille]").IsCheckedAsync());
        Assert.Equal("Deux lignes\nen tout.", await page.Locator("[name=comment]").InputValueAsync());
        await page.PictureAsync("saisie-revenue");

        await page.Context.ClearCookiesAsync();
        await page.Button("Envoyer la demande").ClickAsync();
        await FillAsync(page, null, "jean.dupont", "Preau-2026");

        await Assertions.Expect(page.Locator("#reprise")).ToContainTextAsync("rien n’a été envoyé. Refaites votre saisie");
        Assert.Equal("", await page.Locator("[name='child.firstName']").InputValueAsync());
    }

    [Theory]
    [InlineData("jeanne.dupont", "/biviers/enfants/{0}?modifier=sanitaires&de={0}", "section.sanitaires.medecin", "Envoyer les changements", false)]
    [InlineData("jeanne.dupont", "/biviers/enfants/{0}?modifier=complementaires&de={0}", "section.complementaires.assurance", "Envoyer les changements", true)]
    [InlineData("agent.biviers", "/biviers/mairie/familles/{1}/enfant/{0}", "Input.ToDo", "Enregistrer", false)]
    public async Task What_was_typed_about_health_when_the_session_ended_is_kept_nowhere(
        string who, string address, string field, string button, bool isKept)
    {
        var page = await browser.OpenAsync(product);
        await page.SignInAsync(who.StartsWith("agent", StringComparison.Ordinal) ? "/biviers/mairie/" : "/biviers/", who);
        await page.GotoAsync(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, address, Children.Louise, "10000000-0000-0000-0000-000000000001"));
        await page.Locator($"[name='{field}']").FillAsync("Dr Arnaud, 04 76 00 00 00");

        await page.Context.ClearCookiesAsync();
        await page.Button(button).ClickAsync();
        await Assertions.Expect(page.GetByLabel("Identifiant")).ToBeVisibleAsync();

        Assert.Equal(isKept, await page.EvaluateAsync<bool>("() => Object.values(sessionStorage).some(v => v.includes('Arnaud'))"));
        await FillAsync(page, null, who, "Preau-2026");
        await Assertions.Expect(page.Locator("#reprise")).ToContainTextAsync(isKept ? "est revenu" : "Refaites votre saisie");
    }

    [Fact]
    public async Task A_parent_at_the_agents_door_is_told_so_and_led_back()
    {
        var page = await browser.OpenAsync(product);
        await page.SignInAsync("/biviers/", "jean.dupont");
        var answer = await page.GotoAsync("/biviers/mairie/");
        Assert.Equal(403, answer!.Status);
        await Assertions.Expect(page.Heading("Cet espace est réservé aux agents de la mairie")).ToBeVisibleAsync();
        await page.Link("Aller au portail famille").ClickAsync();
        await Assertions.Expect(page.Heading("Bonjour Jean")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_parent_of_one_commune_finds_nothing_in_another()
    {
        var page = await browser.OpenAsync(product);
        await page.SignInAsync("/biviers/", "jean.dupont");
        var answer = await page.GotoAsync("/pays-saint-marcellin/");
        Assert.Equal(403, answer!.Status);
        await Assertions.Expect(page.Heading("Votre compte n’a pas d’accès à Pays de Saint-Marcellin")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_receipt_of_the_other_household_is_not_there()
    {
        using var jeanne = await product.ApiAsync("biviers", "jeanne.dupont");
        var receipt = (await jeanne.GetAsAsync<RequestPage>("planning/requests")).Items[0];
        var page = await browser.OpenAsync(product);
        await page.SignInAsync("/biviers/", "jean.dupont");
        var answer = await page.GotoAsync($"/biviers/demandes/{receipt.Id}");
        Assert.Equal(404, answer!.Status);
        await Assertions.Expect(page.Heading("Cette page n’existe pas ou n’est plus là")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText(receipt.Number)).ToHaveCountAsync(0);
    }

    private static async Task FillAsync(IPage page, string? path, string account, string password)
    {
        if (path is not null)
        {
            await page.GotoAsync(path);
        }

        await page.GetByLabel("Identifiant").FillAsync(account);
        await page.GetByLabel("Mot de passe", new PageGetByLabelOptions { Exact = true }).FillAsync(password);
        await page.Button("Connexion").ClickAsync();
    }

    private static async Task NewPasswordAsync(IPage page, string password)
    {
        await page.GetByLabel("Nouveau mot de passe").FillAsync(password);
        await page.GetByLabel("Le même, encore une fois").FillAsync(password);
        await page.Button("Enregistrer le mot de passe").ClickAsync();
    }
}
