using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Preau.Contracts.Api;
using Preau.Platform;
using Preau.Testing;

namespace Preau.Office.Tests;

/// <summary>
/// What lies behind the front: identity (a real code flow with PKCE, signing in whoever <see cref="Members"/> says) and the services,
/// which answer what a test put there. A stand-in, so that refusals and outages can be had at will.
/// </summary>
internal sealed class Upstream : IAsyncDisposable
{
    private static readonly RsaSecurityKey Key = new(RSA.Create(2048)) { KeyId = "test" };
    private readonly ConcurrentDictionary<string, (string Nonce, string Challenge)> _codes = new();
    private readonly WebApplication _app;

    public Upstream()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.Run(AnswerAsync);
    }

    public string Url => _app.Urls.First();

    /// <summary>Id of the front at identity.</summary>
    public string Client { get; init; } = "office";

    /// <summary>Who signs in.</summary>
    public string Name { get; init; } = "Sophie Perrin";

    /// <summary>Of the account that signs in.</summary>
    public Membership[] Members { get; set; } = [];

    /// <summary>Seconds an access token lives.</summary>
    public int Lifetime { get; set; } = 600;

    public bool RefusesRefresh { get; set; }

    /// <summary>Answers by "GET /api/biviers/planning/queue", without the query: an object is sent as
    /// JSON, an int as a bare status, a function makes it from the body.</summary>
    public ConcurrentDictionary<string, object> Answers { get; } = new()
    {
        ["GET /api/biviers/planning/todo"] = new TodoView(0, 0, []),
        ["GET /api/biviers/planning/queue/counts"] = new QueueCounts(0, 0, 0, 0),
    };

    /// <summary>What the front sent, oldest first.</summary>
    public ConcurrentQueue<Call> Calls { get; } = new();

    public TenantView Biviers { get; set; } = new("biviers", "Biviers", TenantState.Open, "Europe/Paris", "#2F6B3A", [], null, "Bienvenue", "",
        "Service enfance : 04 76 00 00 00", "https://www.biviers.example/", []);

    /// <summary>Answers under /api/{tenant}/planning in place of <see cref="Answers"/>; it trusts
    /// tokens of its own, so these are minted from <see cref="Members"/>.</summary>
    public ServiceUnderTest? Planning { get; set; }

    /// <summary>The same for /api/{tenant}/family.</summary>
    public ServiceUnderTest? Family { get; set; }

    /// <summary>All communes; only Biviers unless a test says otherwise.</summary>
    public TenantView[]? Tenants { get; set; }

    public Task StartAsync() => _app.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext http) => http.Request.Path.Value switch
    {
        "/identity/tenants" => http.Response.WriteAsJsonAsync(Tenants ?? [Biviers]),
        var path when path == "/identity/tenants/" + Biviers.Slug => http.Response.WriteAsJsonAsync(Biviers),
        "/identity/.well-known/openid-configuration" => http.Response.WriteAsJsonAsync(new
        {
            issuer = Url + "/identity/",
            authorization_endpoint = Url + "/identity/connect/authorize",
            token_endpoint = Url + "/identity/connect/token",
            end_session_endpoint = Url + "/identity/connect/endsession",
            jwks_uri = Url + "/identity/jwks",
        }),
        "/identity/jwks" => http.Response.WriteAsJsonAsync(new { keys = new[] { Jwk() } }),
        "/identity/connect/authorize" => AuthorizeAsync(http),
        "/identity/connect/token" => TokenAsync(http),
        var path when Answers.ContainsKey($"{http.Request.Method} {path}") => ApiAsync(http),
        var path when path!.StartsWith("/api/", StringComparison.Ordinal) => ApiAsync(http),
        _ => StatusAsync(http, 404),
    };

    private async Task ApiAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        Calls.Enqueue(new Call(http.Request.Method, http.Request.Path, http.Request.QueryString.Value ?? "", body,
            http.Request.Headers.Authorization.ToString()));
        if (Planning is { } planning && http.Request.Path.StartsWithSegments($"/api/{Biviers.Slug}/planning"))
        {
            await ForwardAsync(http, body, planning);
            return;
        }

        if (Family is { } family && http.Request.Path.StartsWithSegments($"/api/{Biviers.Slug}/family"))
        {
            await ForwardAsync(http, body, family);
            return;
        }

        if (!Answers.TryGetValue($"{http.Request.Method} {http.Request.Path}", out var answer))
        {
            answer = 404;
        }

        if (answer is Func<string, object> said)
        {
            answer = said(body);
        }

        switch (answer)
        {
            case int status:
                http.Response.StatusCode = status;
                break;
            case Refusal refusal:
                http.Response.StatusCode = refusal.Status;
                await http.Response.WriteAsJsonAsync(
                    new { status = refusal.Status, code = refusal.Code, detail = refusal.Detail, errors = refusal.Errors ?? [] },
                    (JsonSerializerOptions?)null, "application/problem+json");
                break;
            default:
                await http.Response.WriteAsJsonAsync(answer, answer.GetType());
                break;
        }
    }

    private async Task ForwardAsync(HttpContext http, string body, ServiceUnderTest service)
    {
        using var client = service.Client(Tokens.Issue(Name, Members));
        using var request = new HttpRequestMessage(new HttpMethod(http.Request.Method), http.Request.Path + http.Request.QueryString.Value);
        request.Content = body.Length == 0 ? null : new StringContent(body, System.Text.Encoding.UTF8, "application/json");
        using var response = await client.SendAsync(request);
        http.Response.StatusCode = (int)response.StatusCode;
        http.Response.ContentType = response.Content.Headers.ContentType?.ToString();
        await response.Content.CopyToAsync(http.Response.Body);
    }

    private Task AuthorizeAsync(HttpContext http)
    {
        var query = http.Request.Query;
        var code = Guid.NewGuid().ToString("N");
        _codes[code] = (query["nonce"].ToString(), query["code_challenge"].ToString());
        http.Response.Redirect(
            $"{query["redirect_uri"]}?code={code}&state={Uri.EscapeDataString(query["state"].ToString())}&acr={Uri.EscapeDataString(query["acr_values"].ToString())}");
        return Task.CompletedTask;
    }

    private async Task TokenAsync(HttpContext http)
    {
        var form = await http.Request.ReadFormAsync();
        var nonce = "";
        var refused = form["grant_type"] == "refresh_token" ? RefusesRefresh
            : !_codes.TryRemove(form["code"].ToString(), out var begun) || (nonce = begun.Nonce) is null
                || Base64UrlEncoder.Encode(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(form["code_verifier"].ToString()))) != begun.Challenge;
        if (refused || form["client_id"] != Client || form["client_secret"] != "secret")
        {
            http.Response.StatusCode = 400;
            await http.Response.WriteAsJsonAsync(new { error = "invalid_grant" });
            return;
        }

        await http.Response.WriteAsJsonAsync(new
        {
            token_type = "Bearer",
            access_token = Issue("at+jwt", Auth.Audience,
                new() { ["member"] = Members.Select(m => m.ToClaim()).ToArray(), ["jti"] = Guid.NewGuid().ToString() }),
            id_token = Issue("JWT", Client, new() { ["nonce"] = nonce ?? "" }),
            refresh_token = Guid.NewGuid().ToString("N"),
            expires_in = Lifetime,
        });
    }

    private string Issue(string type, string audience, Dictionary<string, object> more) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Url + "/identity/",
        Audience = audience,
        TokenType = type,
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddSeconds(Lifetime),
        SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        Claims = new Dictionary<string, object>(more) { ["sub"] = "agent-1", ["name"] = Name },
    });

    private object Jwk()
    {
        var parameters = Key.Rsa.ExportParameters(includePrivateParameters: false);
        return new
        {
            kty = "RSA",
            use = "sig",
            kid = Key.KeyId ?? "",
            alg = "RS256",
            n = Base64UrlEncoder.Encode(parameters.Modulus!),
            e = Base64UrlEncoder.Encode(parameters.Exponent!)
        };
    }

    private static Task StatusAsync(HttpContext http, int status)
    {
        http.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    internal sealed record Call(string Method, string Path, string Query, string Body, string Authorization);

    internal sealed record Refusal(int Status, string Code, string Detail, Dictionary<string, string[]>? Errors = null);
}
