using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Preau.Identity.Accounts;
using Preau.Testing;

namespace Preau.Identity.Tests;

public abstract partial class PasswordTests(TestDatabase database, SharedPortals shared)
{
    private const string Good = "Grenier-7-lune";

    [Fact]
    public async Task The_first_sign_in_asks_for_a_password_of_one_s_own_before_any_token()
    {
        await using var portal = await Portal.StartAsync(database);
        using var browser = portal.Open();
        var front = new Front(portal.Url);
        await browser.GetAsync(front.Authorize());
        await browser.SignInAsync("nouveau.parent", Portal.DemoPassword);
        Assert.Contains("C’est votre première connexion.", browser.Text, StringComparison.Ordinal);

        // Going around the page leads back to it.
        await browser.GetAsync(front.Authorize());
        Assert.Equal("/identity/mot-de-passe", browser.Address.AbsolutePath);

        await browser.SendAsync(("NewPassword", Good), ("Repeated", Good));
        Assert.Equal("Mai Nguyen", (await front.RedeemAsync(browser)).Access.GetClaim("name").Value);

        using var later = portal.Open();
        Assert.NotNull((await front.SignInAsync(later, "nouveau.parent", Good)).AccessToken);
    }

    [Theory]
    [InlineData("Ab1defg", "il en faut 8 au moins")]
    [InlineData("grenier-7-lune", "Il y manque une lettre majuscule.")]
    [InlineData("GRENIER-7-LUNE", "Il y manque une lettre minuscule.")]
    [InlineData("Grenier-lune", "Il y manque un chiffre.")]
    [InlineData("Password123", "parmi les plus courants")]
    [InlineData("Azerty123456", "parmi les plus courants")]
    [InlineData("Marseille13", "parmi les plus courants")]
    [InlineData("MotDePasse2026", "parmi les plus courants")]
    [InlineData("Nouveau.parent7", "contient votre identifiant")]
    [InlineData(Portal.DemoPassword, "C’est votre mot de passe actuel")]
    [InlineData("abc", "il en faut 8 au moins. Il y manque une lettre majuscule. Il y manque un chiffre.")]
    public async Task Each_broken_rule_is_said_beside_the_field(string password, string sentence)
    {
        var portal = await shared.GetAsync(database);
        using var browser = portal.Open();
        await browser.GetAsync("/identity/connexion?commune=biviers");
        await browser.SignInAsync("nouveau.parent", Portal.DemoPassword);

        await browser.SendAsync(("NewPassword", password), ("Repeated", password));

        Assert.Contains(sentence, browser.ErrorOf("NewPassword"), StringComparison.Ordinal);
        Assert.True(await portal.InDbAsync(db => db.Accounts.AnyAsync(a => a.UserName == "nouveau.parent" && a.MustChangePassword)));
    }

    [Fact]
    public async Task A_long_password_with_any_signs_is_taken_and_the_two_must_agree()
    {
        await using var portal = await Portal.StartAsync(database);
        using var browser = portal.Open();
        var password = string.Concat(Enumerable.Repeat("Été à la plage 9 ? ", 6)).Trim();
        Assert.InRange(password.Length, 100, PasswordRules.Longest);
        await browser.GetAsync("/identity/connexion?commune=biviers");
        await browser.SignInAsync("nouveau.parent", Portal.DemoPassword);

        await browser.SendAsync(("NewPassword", password), ("Repeated", password + "!"));
        Assert.Contains("Les deux mots de passe sont différents", browser.ErrorOf("Repeated"), StringComparison.Ordinal);

        await browser.SendAsync(("NewPassword", password), ("Repeated", password));
        using var later = portal.Open();
        Assert.NotNull((await new Front(portal.Url).SignInAsync(later, "nouveau.parent", password)).AccessToken);
    }

    [Fact]
    public async Task Changing_the_password_asks_for_the_present_one_and_ends_other_sessions()
    {
        await using var portal = await Portal.StartAsync(database);
        var front = new Front(portal.Url);
        using var elsewhere = portal.Open();
        var tokens = await front.SignInAsync(elsewhere, "jean.dupont", Portal.DemoPassword);
        using var browser = portal.Open();
        await browser.GetAsync("/identity/mot-de-passe?commune=biviers&returnUrl=%2Fbiviers%2Fcompte");
        Assert.Equal("/identity/connexion", browser.Address.AbsolutePath);
        await browser.SignInAsync("jean.dupont", Portal.DemoPassword);
        Assert.Equal("/identity/mot-de-passe", browser.Address.AbsolutePath);

        await browser.SendAsync(("CurrentPassword", "Pas-le-bon-9"), ("NewPassword", Good), ("Repeated", Good));
        Assert.Equal("Ce n’est pas votre mot de passe actuel.", browser.ErrorOf("CurrentPassword"));

        await browser.SendAsync(("CurrentPassword", Portal.DemoPassword), ("NewPassword", Good), ("Repeated", Good));
        Assert.Equal("/biviers/compte", browser.Address.AbsolutePath);
        Assert.Equal("invalid_grant", (await front.RefreshAsync(tokens.RefreshToken!)).Error);

        // The other browser's session ends too, within a minute.
        portal.Identity.Clock.Advance(TimeSpan.FromMinutes(2));
        await elsewhere.GetAsync(front.Authorize());
        Assert.Equal("/identity/connexion", elsewhere.Address.AbsolutePath);
        await browser.GetAsync(front.Authorize());
        Assert.Equal("/biviers/signin-oidc", browser.Address.AbsolutePath);
    }

    [Fact]
    public async Task A_forgotten_password_is_replaced_once_through_a_mailed_link()
    {
        await using var portal = await Portal.StartAsync(database);
        using var browser = portal.Open();
        var front = new Front(portal.Url);
        await browser.GetAsync(front.Authorize());
        await browser.GetAsync(browser.Page.QuerySelectorAll("a").Single(a => a.TextContent.StartsWith("Mot de passe oublié", StringComparison.Ordinal))
            .GetAttribute("href")!);
        await browser.SendAsync(("UserName", "jean.dupont"));
        var link = await LinkAsync(portal, "jean.dupont@famille.example");

        await browser.GetAsync(link);
        Assert.Contains("Biviers", browser.Title, StringComparison.Ordinal);
        await browser.SendAsync(("NewPassword", "abc"), ("Repeated", "abc"));
        Assert.Contains("il en faut 8 au moins", browser.ErrorOf("NewPassword"), StringComparison.Ordinal);
        await browser.SendAsync(("NewPassword", Good), ("Repeated", Good));
        Assert.Contains("Votre mot de passe est changé.", browser.Text, StringComparison.Ordinal);
        await browser.SignInAsync("jean.dupont", Good);
        Assert.Equal("/biviers/", browser.Address.AbsolutePath);

        await browser.GetAsync(link);
        Assert.Contains("Ce lien ne sert plus", browser.Text, StringComparison.Ordinal);
        Assert.Null(browser.Page.QuerySelector("input[type=password]"));
    }

    [Fact]
    public async Task A_link_opened_in_two_windows_changes_the_password_once()
    {
        await using var portal = await Portal.StartAsync(database);
        using var first = portal.Open();
        using var second = portal.Open();
        await AskAsync(first, "jean.dupont");
        var link = await LinkAsync(portal, "jean.dupont@famille.example");
        await first.GetAsync(link);
        await second.GetAsync(link);

        await first.SendAsync(("NewPassword", Good), ("Repeated", Good));
        await second.SendAsync(("NewPassword", "Grenier-8-lune"), ("Repeated", "Grenier-8-lune"));

        Assert.Contains("Ce lien ne sert plus", second.Text, StringComparison.Ordinal);
        Assert.NotNull((await new Front(portal.Url).SignInAsync(first, "jean.dupont", Good)).AccessToken);
    }

    [Fact]
    public async Task A_link_lives_an_hour()
    {
        await using var portal = await Portal.StartAsync(database);
        using var browser = portal.Open();
        await AskAsync(browser, "jean.dupont");
        var link = await LinkAsync(portal, "jean.dupont@famille.example");

        portal.Identity.Clock.Advance(TimeSpan.FromMinutes(59));
        await browser.GetAsync(link);
        Assert.NotNull(browser.Page.QuerySelector("#NewPassword"));
        portal.Identity.Clock.Advance(TimeSpan.FromMinutes(2));
        await browser.SendAsync(("NewPassword", Good), ("Repeated", Good));
        Assert.Contains("Ce lien ne sert plus", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_answer_is_the_same_for_known_and_unknown_names_and_only_the_known_one_gets_a_mail()
    {
        await using var portal = await Portal.StartAsync(database);
        using var browser = portal.Open();
        var pages = new List<string>();
        foreach (var name in new[] { "jean.dupont", "JEANNE.dupont@famille.example", "personne.inconnue", "personne@ailleurs.example" })
        {
            await AskAsync(browser, name);
            pages.Add(browser.Page.QuerySelector("main")!.TextContent);
        }

        Assert.Single(pages.Distinct());
        await Eventually.SeeAsync(portal.PendingRequestsAsync, n => n == 0);
        Assert.Single(portal.MailsTo("jean.dupont@famille.example"));
        Assert.Single(portal.MailsTo("jeanne.dupont@famille.example"));
        Assert.Empty(portal.MailsTo("personne@ailleurs.example"));
    }

    [Fact]
    public async Task Asking_again_and_again_sends_three_mails_an_hour_at_most()
    {
        await using var portal = await Portal.StartAsync(database);
        using var browser = portal.Open();
        for (var i = 0; i < 5; i++)
        {
            await AskAsync(browser, "jean.dupont");
        }

        await Eventually.SeeAsync(portal.PendingRequestsAsync, n => n == 0);
        Assert.Equal(PasswordMailer.LinksPerHour, portal.MailsTo("jean.dupont@famille.example").Count);
    }

    [Fact]
    public async Task A_mailed_link_ends_the_lock_and_the_trace_says_what_happened()
    {
        await using var portal = await Portal.StartAsync(database);
        using var browser = portal.Open();
        await browser.GetAsync("/identity/connexion?commune=biviers");
        for (var i = 0; i < SignInGuard.FreeFailures; i++)
        {
            await browser.SignInAsync("jean.dupont", "Pas-le-bon-9");
        }

        await AskAsync(browser, "jean.dupont");
        await browser.GetAsync(await LinkAsync(portal, "jean.dupont@famille.example"));
        await browser.SendAsync(("NewPassword", Good), ("Repeated", Good));
        await browser.SignInAsync("jean.dupont", Good);
        Assert.Equal("/biviers/", browser.Address.AbsolutePath);

        var trace = await portal.InDbAsync(db => db.SignInRecords.OrderBy(r => r.Id).Select(r => r.Result).ToListAsync());
        Assert.Equal([.. Enumerable.Repeat(AccessResult.WrongPassword, 5), AccessResult.LinkSent, AccessResult.PasswordReset, AccessResult.SignedIn], trace);
    }

    private static async Task AskAsync(Browser browser, string name)
    {
        await browser.GetAsync("/identity/mot-de-passe-oublie?commune=biviers");
        await browser.SendAsync(("UserName", name));
        Assert.Contains("Si un compte correspond", browser.Text, StringComparison.Ordinal);
    }

    private static async Task<string> LinkAsync(Portal portal, string address)
    {
        var mails = await Eventually.SeeAsync(() => Task.FromResult(portal.MailsTo(address)), m => m.Count > 0);
        Assert.Equal("Choisir un nouveau mot de passe", mails[^1].Subject);
        return Link().Match(mails[^1].TextBody!).Value;
    }

    [GeneratedRegex(@"http://localhost:\d+/identity/nouveau-mot-de-passe\S+")]
    private static partial Regex Link();
}

public sealed class PasswordTestsOnSqlite(SharedPortals shared) : PasswordTests(TestDatabase.Sqlite, shared);

public sealed class PasswordTestsOnSqlServer(SharedPortals shared) : PasswordTests(TestDatabase.SqlServer, shared);
