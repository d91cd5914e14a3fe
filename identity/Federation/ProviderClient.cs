using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Preau.Identity.Federation;

/// <summary>What a provider says of a person.</summary>
public sealed record ProvenPerson(
    string Issuer, string Subject, string IdpId, string? Email, string? GivenName, string? FamilyName, string? Siret, string IdToken);

/// <summary>A provider answered something that must not be believed, or nothing.</summary>
public sealed class ProviderException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>
/// Talks to providers as they ask: no parameter but those of the standard (ProConnect refuses any
/// other, Y000400), the code redeemed at once (it lives 30 seconds), who it
/// is read from the signed userinfo before its access token ends (60 seconds).
/// </summary>
public sealed class ProviderClient(IHttpClientFactory clients)
{
    internal const string Name = "federation";

    private static readonly string[] Levels = ["eidas1", "eidas2", "eidas3"];

    private readonly ConcurrentDictionary<string, ConfigurationManager<OpenIdConnectConfiguration>> _known = new();

    public async Task<OpenIdConnectConfiguration> DiscoverAsync(Provider provider, CancellationToken ct)
    {
        try
        {
            return await ManagerOf(provider).GetConfigurationAsync(ct);
        }
        catch (InvalidOperationException e)
        {
            throw new ProviderException("Its discovery document can't be read.", e);
        }
    }

    /// <summary>Address of its sign-in page.</summary>
    public async Task<string> BeginAsync(Provider provider, string callback, string state, string nonce, CancellationToken ct)
    {
        var endpoint = (await DiscoverAsync(provider, ct)).AuthorizationEndpoint;
        return endpoint + QueryString.Create(new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = provider.ClientId,
            ["redirect_uri"] = callback,
            ["scope"] = provider.Scopes,
            ["acr_values"] = provider.Acr,
            ["state"] = state,
            ["nonce"] = nonce,
        });
    }

    /// <exception cref="ProviderException">Nothing it says is to be believed.</exception>
    public async Task<ProvenPerson> RedeemAsync(Provider provider, string code, string callback, string nonce, CancellationToken ct)
    {
        try
        {
            var facts = await DiscoverAsync(provider, ct);
            using var http = clients.CreateClient(Name);
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "authorization_code",
                ["code"] = code,
                ["redirect_uri"] = callback,
                ["client_id"] = provider.ClientId,
                ["client_secret"] = provider.ClientSecret,
            });
            using var answer = await http.PostAsync(new Uri(facts.TokenEndpoint), form, ct);
            if (!answer.IsSuccessStatusCode)
            {
                throw new ProviderException($"The code was answered {(int)answer.StatusCode}.");
            }

            using var tokens = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct));
            var idToken = Text(tokens.RootElement, "id_token") ?? throw new ProviderException("No identity token.");
            var claims = await ValidateAsync(provider, idToken, ct);
            if (Claim(claims, "nonce") != nonce || !Levels.Contains(Claim(claims, "acr")))
            {
                throw new ProviderException("Another nonce or level than asked for.");
            }

            var person = await UserInfoAsync(provider, facts.UserInfoEndpoint, Text(tokens.RootElement, "access_token") ?? "", http, ct);
            var subject = Claim(claims, "sub");
            if (string.IsNullOrEmpty(subject) || Claim(person, "sub") != subject)
            {
                throw new ProviderException("Two subjects in one answer.");
            }

            return new ProvenPerson(facts.Issuer, subject, Claim(person, "idp_id") ?? Claim(claims, "idp_id") ?? "", Claim(person, "email"),
                Claim(person, "given_name"),
                Claim(person, "preferred_username") ?? Claim(person, "usual_name") ?? Claim(person, "family_name"), Claim(person, "siret"), idToken);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or JsonException or UriFormatException && !ct.IsCancellationRequested)
        {
            throw new ProviderException($"It does not answer as a provider does: {e.GetType().Name}, {(e as HttpRequestException)?.HttpRequestError}.", e);
        }
    }

    private async Task<IDictionary<string, object>> UserInfoAsync(Provider provider, string endpoint, string token, HttpClient http, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        if (!answer.IsSuccessStatusCode || answer.Content.Headers.ContentType?.MediaType != "application/jwt")
        {
            // Both providers sign what they say of a person; what isn't signed isn't theirs.
            throw new ProviderException($"Who it is was answered {(int)answer.StatusCode}, {answer.Content.Headers.ContentType?.MediaType}.");
        }

        return await ValidateAsync(provider, text, ct);
    }

    private async Task<IDictionary<string, object>> ValidateAsync(Provider provider, string token, CancellationToken ct)
    {
        for (var again = false; ; again = true)
        {
            var facts = await DiscoverAsync(provider, ct);
            var result = await new JsonWebTokenHandler { MapInboundClaims = false }.ValidateTokenAsync(token, new TokenValidationParameters
            {
                ValidIssuer = facts.Issuer,
                ValidAudience = provider.ClientId,
                IssuerSigningKeys = facts.SigningKeys,
                ValidAlgorithms = ["RS256", "ES256"],
                // A userinfo token need not carry an end; the identity token's own is looked at when it is there.
                RequireExpirationTime = false,
                ClockSkew = TimeSpan.FromSeconds(30),
            });
            if (result.IsValid)
            {
                return result.Claims;
            }

            if (again || result.Exception is not SecurityTokenSignatureKeyNotFoundException)
            {
                throw new ProviderException($"Its token is not valid: {result.Exception?.GetType().Name}.");
            }

            // Its keys may have changed since they were read.
            ManagerOf(provider).RequestRefresh();
        }
    }

    private ConfigurationManager<OpenIdConnectConfiguration> ManagerOf(Provider provider) =>
        _known.GetOrAdd(provider.Key, _ => new ConfigurationManager<OpenIdConnectConfiguration>(
            provider.Authority + "/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(),
            new HttpDocumentRetriever(clients.CreateClient(Name)) { RequireHttps = provider.Authority.StartsWith("https:", StringComparison.Ordinal) })
        {
            RefreshInterval = TimeSpan.FromSeconds(1),
        });

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Claim(IDictionary<string, object> claims, string name) => claims.TryGetValue(name, out var value) ? value?.ToString() : null;
}
