using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Preau.EndToEnd;

/// <summary>Signs in as a front does (code flow with PKCE, the real sign-in form) and gives a client of the APIs with that person's token.</summary>
internal static class SignIn
{
    public static async Task<HttpClient> ApiClientAsync(
        string publicUrl, string tenant, string account, bool office = false, string? secret = null, string password = "Preau-2026")
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() };
        using var browser = new HttpClient(handler) { BaseAddress = new Uri(publicUrl) };
        var verifier = Base64Url(RandomNumberGenerator.GetBytes(32));
        var callback = $"{publicUrl}/{tenant}/{(office ? "mairie/" : "")}signin-oidc";
        var client = office ? "office" : "families";
        var page = await browser.GetAsync($"/identity/connect/authorize?client_id={client}&response_type=code&redirect_uri={Uri.EscapeDataString(callback)}"
            + $"&scope={Uri.EscapeDataString("openid profile offline_access")}&acr_values=tenant%3A{tenant}"
            + $"&code_challenge={Base64Url(SHA256.HashData(Encoding.ASCII.GetBytes(verifier)))}&code_challenge_method=S256&state=s&nonce=n");
        var answer = await PostFormAsync(browser, await FollowAsync(browser, page, callback), account, password);
        var end = await FollowAsync(browser, answer, callback);
        var code = System.Web.HttpUtility.ParseQueryString(end.Headers.Location?.Query ?? "")["code"];
        Assert.True(code is not null, $"No code for {account}: {(int)end.StatusCode} {end.Headers.Location} {await end.Content.ReadAsStringAsync()}");
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code!,
            ["redirect_uri"] = callback,
            ["client_id"] = client,
            ["client_secret"] = secret ?? Cluster.Secret,
            ["code_verifier"] = verifier,
        });
        var token = await browser.PostAsync("/identity/connect/token", form);
        Assert.True(token.IsSuccessStatusCode, await token.Content.ReadAsStringAsync());
        var api = new HttpClient { BaseAddress = new Uri($"{publicUrl}/api/{tenant}/") };
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer",
            (await token.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("access_token").GetString());
        return api;
    }

    private static async Task<HttpResponseMessage> FollowAsync(HttpClient browser, HttpResponseMessage response, string until)
    {
        while ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } to
            && !to.ToString().StartsWith(until, StringComparison.Ordinal))
        {
            response = await browser.GetAsync(to);
        }

        return response;
    }

    private static async Task<HttpResponseMessage> PostFormAsync(HttpClient browser, HttpResponseMessage page, string account, string password)
    {
        var html = await page.Content.ReadAsStringAsync();
        var document = await new HtmlParser().ParseDocumentAsync(html);
        var form = document.Forms.FirstOrDefault(f => f.QuerySelector("input[type=password]") is not null);
        Assert.True(form is not null, $"No sign-in form: {(int)page.StatusCode} {html}");
        var fields = form!.Elements.OfType<IHtmlInputElement>().Where(i => !string.IsNullOrEmpty(i.Name) && i.Type is not ("submit" or "checkbox"))
            .ToDictionary(i => i.Name!, i => i.Value);
        var inputs = form.Elements.OfType<IHtmlInputElement>().ToList();
        fields[inputs.First(i => i.Type == "password").Name!] = password;
        fields[inputs.First(i => i.Type is "text" or "email").Name!] = account;
        using var content = new FormUrlEncodedContent(fields);
        return await browser.PostAsync(
            new Uri(page.RequestMessage!.RequestUri!,
                form.GetAttribute("action") is { Length: > 0 } action ? action : page.RequestMessage.RequestUri!.PathAndQuery),
            content);
    }

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
