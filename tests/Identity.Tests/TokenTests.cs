using Preau.Platform;
using Preau.Testing;

namespace Preau.Identity.Tests;

public abstract class TokenTests(TestDatabase database)
{
    [Fact]
    public async Task A_parent_signs_in_through_the_gateway_and_the_front_gets_a_token_with_the_membership()
    {
        await using var portal = await Portal.StartAsync(database);
        using var browser = portal.Open();
        var front = new Front(portal.Url);

        var tokens = await front.SignInAsync(browser, "jean.dupont", Portal.DemoPassword);

        Assert.Equal("at+jwt", tokens.Access.Typ);
        Assert.Equal(portal.Url + "/identity/", tokens.Access.Issuer);
        Assert.Equal([Auth.Audience], tokens.Access.Audiences);
        Assert.Equal("Jean Dupont", tokens.Access.GetClaim("name").Value);
        Assert.Equal(["biviers|owner|10000000000000000000000000000001|20000000000000000000000000000001|"], tokens.Members);
        Assert.InRange(tokens.ExpiresIn, 9 * 60, 15 * 60);
        Assert.InRange(tokens.RefreshToken!.Length, 20, 100);
    }
}

public sealed class TokenTestsOnSqlite() : TokenTests(TestDatabase.Sqlite);

public sealed class TokenTestsOnSqlServer() : TokenTests(TestDatabase.SqlServer);
