using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Preau.Identity.Communes;
using Preau.Identity.Proof;
using Preau.Testing;

namespace Preau.Identity.Tests;

/// <summary>Codes of a telephone: their standard, their setting up at the first sign-in, and what they keep out.</summary>
public abstract class SecondFactorTests(TestDatabase database, SharedPortals shared)
{
    [Theory]
    [InlineData(59, "94287082")]
    [InlineData(1111111109, "07081804")]
    [InlineData(1111111111, "14050471")]
    [InlineData(1234567890, "89005924")]
    [InlineData(2000000000, "69279037")]
    [InlineData(20000000000, "65353130")]
    public void Codes_are_those_of_RFC_6238(long seconds, string code) =>
        Assert.Equal(code, Totp.Code("12345678901234567890"u8.ToArray(), Totp.StepAt(DateTimeOffset.FromUnixTimeSeconds(seconds)), 8));

    [Fact]
    public void A_code_is_good_for_a_step_before_and_after_and_once()
    {
        var secret = Totp.NewSecret();
        var now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_015);
        var step = Totp.StepAt(now);

        Assert.Equal(step - 1, Totp.StepOf(secret, Totp.Code(secret, step - 1), now, 0));
        Assert.Equal(step + 1, Totp.StepOf(secret, Totp.Code(secret, step + 1), now, 0));
        Assert.Null(Totp.StepOf(secret, Totp.Code(secret, step + 2), now, 0));
        Assert.Null(Totp.StepOf(secret, Totp.Code(secret, step), now, step));
        Assert.Equal("MZXW6YTBOI", Totp.Base32("foobar"u8.ToArray()));
    }

    [Fact]
    public async Task An_agent_sets_it_up_at_the_first_sign_in_and_then_enters_with_a_code_or_a_recovery_code_once()
    {
        await using var portal = await Portal.StartAsync(database);
        await portal.InDbAsync(db => db.Communes.Where(c => c.Slug == "biviers").ExecuteUpdateAsync(s => s.SetProperty(c => c.SecondFactorOverride, true)));
        portal.Identity.Services.GetRequiredService<CommuneCatalog>().Forget();
        using var browser = portal.Open();
        await browser.GetAsync("/identity/connexion?commune=biviers&returnUrl=%2Fbiviers%2Fmairie%2F");
        await browser.SignInAsync("agent.biviers", Portal.DemoPassword);
        Assert.Equal("/identity/second-facteur/activer", browser.Address.AbsolutePath);
        Assert.NotNull(browser.Page.QuerySelector(".qr svg path"));
        await browser.SendAsync(("Code", "000000"));
        Assert.StartsWith("Ce code n’est pas le bon", browser.ErrorOf("Code"), StringComparison.Ordinal);

        var secret = FromBase32(browser.Page.QuerySelector("main p code")!.TextContent);
        await browser.SendAsync(("Code", Code(portal, secret)));
        var codes = browser.Page.QuerySelectorAll(".codes code").Select(c => c.TextContent).ToList();
        Assert.Equal(8, codes.Count);
        Assert.Equal("/biviers/mairie/", browser.Page.QuerySelector("main a.btn")!.GetAttribute("href"));

        // The password alone leads to no page and no token.
        using var second = portal.Open();
        await second.GetAsync("/identity/connexion?commune=biviers");
        await second.SignInAsync("agent.biviers", Portal.DemoPassword);
        Assert.Equal("/identity/second-facteur", second.Address.AbsolutePath);
        await second.GetAsync("/identity/securite");
        Assert.Equal("/identity/connexion", second.Address.AbsolutePath);
        await second.GetAsync("/identity/second-facteur?commune=biviers");
        await second.SendAsync(("Code", Code(portal, secret)));
        // That one has just served.
        Assert.NotNull(second.ErrorOf("Code"));
        portal.Identity.Clock.Advance(TimeSpan.FromSeconds(31));
        await second.SendAsync(("Code", Code(portal, secret)));
        Assert.Equal("/biviers/mairie/", second.Address.AbsolutePath);

        using var third = portal.Open();
        await third.GetAsync("/identity/connexion?commune=biviers");
        await third.SignInAsync("agent.biviers", Portal.DemoPassword);
        await third.SendAsync(("Code", codes[0].ToLowerInvariant()));
        Assert.Equal("/biviers/mairie/", third.Address.AbsolutePath);
        using var fourth = portal.Open();
        await fourth.GetAsync("/identity/connexion?commune=biviers");
        await fourth.SignInAsync("agent.biviers", Portal.DemoPassword);
        await fourth.SendAsync(("Code", codes[0]));
        Assert.NotNull(fourth.ErrorOf("Code"));

        // Nobody puts another telephone in its place with the password alone.
        await fourth.GetAsync("/identity/second-facteur/activer");
        Assert.Equal("/identity/second-facteur", fourth.Address.AbsolutePath);
    }

    [Fact]
    public async Task A_parent_may_choose_it_renew_the_codes_and_take_it_away()
    {
        var portal = await shared.GetAsync(database);
        var name = "tel." + Guid.NewGuid().ToString("N")[..8];
        await portal.AddAccountAsync(name, "Grenier-7-lune");
        using var browser = portal.Open();
        await browser.GetAsync("/identity/connexion?commune=biviers&returnUrl=%2Fidentity%2Fsecurite");
        await browser.SignInAsync(name, "Grenier-7-lune");
        Assert.Equal("/identity/securite", browser.Address.AbsolutePath);
        await browser.GetAsync("/identity/second-facteur/activer");
        await browser.SendAsync(("Code", Code(portal, FromBase32(browser.Page.QuerySelector("main p code")!.TextContent))));
        var codes = browser.Page.QuerySelectorAll(".codes code").Select(c => c.TextContent).ToList();

        await browser.GetAsync("/identity/securite");
        await browser.SendFormAsync(browser.Page.QuerySelector("form[action*='handler=Codes']")!);
        var renewed = browser.Page.QuerySelectorAll(".codes code").Select(c => c.TextContent).ToList();
        Assert.Equal(8, renewed.Count);
        Assert.Empty(renewed.Intersect(codes));
        await browser.SendFormAsync(browser.Page.QuerySelector("form[action*='handler=Remove']")!);
        Assert.Contains("Le second facteur est retiré", browser.Text, StringComparison.Ordinal);
        using var other = portal.Open();
        await other.GetAsync("/identity/connexion?commune=biviers");
        await other.SignInAsync(name, "Grenier-7-lune");
        Assert.Equal("/biviers/", other.Address.AbsolutePath);
    }

    private static string Code(Portal portal, byte[] secret) => Totp.Code(secret, Totp.StepAt(portal.Identity.Clock.GetUtcNow()));

    private static byte[] FromBase32(string text)
    {
        var (bytes, buffer, bits) = (new List<byte>(), 0, 0);
        foreach (var c in text.Where(char.IsLetterOrDigit))
        {
            (buffer, bits) = ((buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), bits + 5);
            if (bits >= 8)
            {
                bytes.Add((byte)(buffer >> (bits - 8)));
                bits -= 8;
            }
        }

        return [.. bytes];
    }
}

public sealed class SecondFactorTestsOnSqlite(SharedPortals shared) : SecondFactorTests(TestDatabase.Sqlite, shared);

public sealed class SecondFactorTestsOnSqlServer(SharedPortals shared) : SecondFactorTests(TestDatabase.SqlServer, shared);
