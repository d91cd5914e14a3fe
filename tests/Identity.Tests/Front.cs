using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Preau.Identity.Tests;

/// <summary>The OpenID part of a front: sends the browser to sign in, exchanges the code, refreshes.</summary>
public sealed class Front(string url, string client = "families", string root = "/biviers", string tenant = "biviers")
{
    private readonly string _verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    public string Redirect => url + root + "/signin-oidc";

    public string Authorize(string? prompt = null) => "/identity/connect/authorize" + QueryString.Create(new Dictionary<string, string?>
    {
        ["client_id"] = client,
        ["redirect_uri"] = Redirect,
        ["response_type"] = "code",
        ["response_mode"] = "query",
        ["scope"] = "openid profile offline_access preau",
        ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(_verifier))),
        ["code_challenge_method"] = "S256",
        ["state"] = "s1",
        ["nonce"] = "n1",
        ["acr_values"] = "tenant:" + tenant,
        ["prompt"] = prompt,
    }.Where(p => p.Value is not null));

    public string Logout(string idToken) => "/identity/connect/logout" + QueryString.Create(new Dictionary<string, string?>
    {
        ["id_token_hint"] = idToken,
        ["post_logout_redirect_uri"] = url + root + "/signout-callback-oidc",
        ["state"] = "s2",
    });

    /// <summary>Signs somebody in and takes the tokens.</summary>
    public async Task<TokenAnswer> SignInAsync(Browser browser, string userName, string password)
    {
        await browser.GetAsync(Authorize());
        await browser.SignInAsync(userName, password);
        return await RedeemAsync(browser);
    }

    public Task<TokenAnswer> RedeemAsync(Browser browser)
    {
        Assert.StartsWith(Redirect, browser.Address.AbsoluteUri, StringComparison.Ordinal);
        var code = QueryHelpers.ParseQuery(browser.Address.Query)["code"].ToString();
        return TokenAsync(new() { ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = Redirect, ["code_verifier"] = _verifier });
    }

    public Task<TokenAnswer> RefreshAsync(string refreshToken) => TokenAsync(new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken });

    private async Task<TokenAnswer> TokenAsync(Dictionary<string, string> form)
    {
        using var http = new HttpClient();
        form["client_id"] = client;
        form["client_secret"] = "preau-demo-" + client;
        using var response = await http.PostAsync(url + "/identity/connect/token", new FormUrlEncodedContent(form));
        return (await response.Content.ReadFromJsonAsync<TokenAnswer>(new JsonSerializerOptions(JsonSerializerDefaults.Web)))!;
    }
}

public sealed record TokenAnswer(
    [property: JsonPropertyName("access_token")] string? AccessToken,
    [property: JsonPropertyName("id_token")] string? IdToken,
    [property: JsonPropertyName("refresh_token")] string? RefreshToken,
    [property: JsonPropertyName("expires_in")] int ExpiresIn,
    string? Error)
{
    public JsonWebToken Access => new(AccessToken ?? throw new InvalidOperationException("No token: " + Error));

    public string[] Members => [.. Access.Claims.Where(c => c.Type == "member").Select(c => c.Value)];
}
