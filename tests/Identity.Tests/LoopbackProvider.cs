using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Preau.Identity.Tests;

/// <summary>
/// A provider as ProConnect and FranceConnect are: it refuses every parameter it doesn't know
/// (Y000400) and short secrets, its codes live 30 seconds and serve once, its
/// access tokens 60, who it is comes as a signed token, and it sends a browser back only to the addresses it was told.
/// </summary>
internal sealed class LoopbackProvider : IAsyncDisposable
{
    public const string ClientId = "preau";
    public const string Secret = "a-secret-of-thirty-two-signs-or-more";
    private static readonly string[] Known = ["response_type", "client_id", "redirect_uri", "scope", "acr_values", "state", "nonce", "prompt"];
    private static readonly RsaSecurityKey Key = new(RSA.Create(2048)) { KeyId = "loopback" };
    private readonly ConcurrentDictionary<string, (string Nonce, string Redirect, DateTimeOffset At)> _codes = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _access = new();
    private readonly WebApplication _app;

    public LoopbackProvider()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapGet("/api/v2/.well-known/openid-configuration", () => Results.Json(new
        {
            issuer = Url,
            authorization_endpoint = Url + "/authorize",
            token_endpoint = Url + "/token",
            userinfo_endpoint = Url + "/userinfo",
            jwks_uri = Url + "/jwks",
            end_session_endpoint = Url + "/session/end",
        }));
        _app.MapGet("/api/v2/jwks", () => Results.Json(new { keys = new[] { Jwk() } }));
        _app.MapGet("/api/v2/authorize", Authorize);
        // As a delegate that answers: taken for a plain RequestDelegate, its result would be dropped.
        _app.MapPost("/api/v2/token", (Delegate)TokenAsync);
        _app.MapGet("/api/v2/userinfo", UserInfo);
        _app.MapGet("/api/v2/session/end", EndSession);
    }

    public string Url => _app.Urls.First() + "/api/v2";

    /// <summary>Where browsers may be sent back to, sign-in and sign-out.</summary>
    public HashSet<string> Redirects { get; } = [];

    /// <summary>Who signs in there.</summary>
    public Dictionary<string, object> Person { get; set; } = new() { ["sub"] = new string('a', 64) + "1v" };

    /// <summary>Whoever is asked gives up.</summary>
    public bool GivesUp { get; set; }

    /// <summary>What it says in place of the truth.</summary>
    public Dictionary<string, object> Lies { get; } = [];

    public bool SignsUserInfo { get; set; } = true;

    public string? LastError { get; private set; }

    public int SignOuts { get; private set; }

    public Task StartAsync() => _app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private IResult Authorize(HttpContext http)
    {
        var query = http.Request.Query;
        string redirect = query["redirect_uri"].ToString(), state = query["state"].ToString(), nonce = query["nonce"].ToString();
        LastError = query.Keys.FirstOrDefault(k => !Known.Contains(k)) is { } unknown ? "Y000400 " + unknown
            : state.Length < 32 || nonce.Length < 32 ? "short state or nonce"
            : query["acr_values"] != "eidas1" || query["response_type"] != "code" || query["client_id"] != ClientId
                || !query["scope"].ToString().Split(' ').Contains("openid")
            ? "bad request"
            : !Redirects.Contains(redirect) ? "redirect " + redirect : null;
        if (LastError is not null)
        {
            return Results.BadRequest(LastError);
        }

        if (GivesUp)
        {
            return Results.Redirect($"{redirect}?error=access_denied&state={state}");
        }

        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (nonce, redirect, DateTimeOffset.UtcNow);
        return Results.Redirect($"{redirect}?code={code}&state={state}");
    }

    private async Task<IResult> TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        if (form["client_id"] != ClientId || form["client_secret"] != Secret || form["grant_type"] != "authorization_code"
            || !_codes.TryRemove(form["code"].ToString(), out var granted) || granted.Redirect != form["redirect_uri"]
            || granted.At < DateTimeOffset.UtcNow.AddSeconds(-30))
        {
            return Results.BadRequest(new { error = "invalid_grant" });
        }

        var access = Guid.NewGuid().ToString("N");
        _access[access] = DateTimeOffset.UtcNow.AddSeconds(60);
        return Results.Json(new
        {
            access_token = access,
            token_type = "Bearer",
            expires_in = 60,
            id_token = Sign(With(new() { ["sub"] = Person["sub"], ["nonce"] = granted.Nonce, ["acr"] = "eidas1" }, "id."), 60),
        });
    }

    private IResult UserInfo(HttpContext http)
    {
        var token = http.Request.Headers.Authorization.ToString().Replace("Bearer ", "", StringComparison.Ordinal);
        return !_access.TryGetValue(token, out var until) || until < DateTimeOffset.UtcNow ? Results.Unauthorized()
            : SignsUserInfo ? Results.Text(Sign(With(new(Person), "user."), null), "application/jwt") : Results.Json(Person);
    }

    private IResult EndSession(HttpContext http)
    {
        var query = http.Request.Query;
        var redirect = query["post_logout_redirect_uri"].ToString();
        if (query.Keys.Except(["id_token_hint", "state", "post_logout_redirect_uri"]).Any() || !Redirects.Contains(redirect)
            || new JsonWebToken(query["id_token_hint"].ToString()).Subject != Person["sub"].ToString())
        {
            LastError = "sign-out " + redirect;
            return Results.BadRequest(LastError);
        }

        SignOuts++;
        return Results.Redirect($"{redirect}?state={query["state"]}");
    }

    private Dictionary<string, object> With(Dictionary<string, object> claims, string kind)
    {
        foreach (var (key, value) in Lies.Where(l => l.Key.StartsWith(kind, StringComparison.Ordinal)))
        {
            claims[key[kind.Length..]] = value;
        }

        return claims;
    }

    private string Sign(Dictionary<string, object> claims, int? seconds) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = claims.Remove("iss", out var issuer) ? issuer.ToString() : Url,
            Audience = claims.Remove("aud", out var audience) ? audience.ToString() : ClientId,
            IssuedAt = DateTime.UtcNow,
            Expires = seconds is { } s ? DateTime.UtcNow.AddSeconds(s) : null,
            Claims = claims,
            SigningCredentials = new SigningCredentials(claims.Remove("key", out _) ? new RsaSecurityKey(RSA.Create(2048)) { KeyId = "loopback" } : Key,
                SecurityAlgorithms.RsaSha256),
        });

    private object Jwk()
    {
        var parameters = Key.Rsa.ExportParameters(false);
        return new
        {
            kty = "RSA",
            use = "sig",
            alg = "RS256",
            kid = Key.KeyId,
            n = Base64UrlEncoder.Encode(parameters.Modulus),
            e = Base64UrlEncoder.Encode(parameters.Exponent)
        };
    }
}
