using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Preau.Platform;

namespace Preau.Ui.Bff;

/// <summary>The tokens in the encrypted cookie: kept small, and renewed shortly before they end.</summary>
internal sealed class SessionTokens(LiveSession live)
{
    internal const string Access = "access_token";
    private const string Refresh = "refresh_token";
    private const string Ends = "expires_at";

    private static readonly TimeSpan Early = TimeSpan.FromSeconds(60);

    // Parallel requests of one page carry the same old cookie: one asks, all take its answer.
    private readonly ConcurrentDictionary<string, Lazy<Task<OpenIdConnectMessage?>>> _running = new(StringComparer.Ordinal);

    /// <summary>Keeps the two tokens and their end, nothing else: the id token has served.</summary>
    public static ClaimsPrincipal Keep(AuthenticationProperties properties, OpenIdConnectMessage answer)
    {
        var seconds = double.TryParse(answer.ExpiresIn, CultureInfo.InvariantCulture, out var given) ? given : 300;
        var refresh = answer.RefreshToken ?? properties.GetTokenValue(Refresh);
        properties.StoreTokens(
        [
            new AuthenticationToken { Name = Access, Value = answer.AccessToken },
            new AuthenticationToken { Name = Refresh, Value = refresh ?? "" },
            new AuthenticationToken { Name = Ends,
                Value = TimeProvider.System.GetUtcNow().AddSeconds(seconds).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) },
        ]);
        // What the services will be told is what the pages show: both come from the access token.
        var claims = new JsonWebToken(answer.AccessToken).Claims.Where(c => c.Type is "sub" or "name" or Membership.ClaimType)
            .Select(c => new Claim(c.Type, c.Value));
        return new ClaimsPrincipal(new ClaimsIdentity(claims, CookieAuthenticationDefaults.AuthenticationScheme, "name", "role"));
    }

    /// <summary>On each request: renews when less than a minute is left. A refused renewal ends the session; the person signs in again.</summary>
    public async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var left = long.TryParse(context.Properties.GetTokenValue(Ends), CultureInfo.InvariantCulture, out var ends)
            ? DateTimeOffset.FromUnixTimeSeconds(ends) - TimeProvider.System.GetUtcNow() : TimeSpan.Zero;
        if (left > Early)
        {
            if (context.Properties.GetTokenValue(Access) is { Length: > 0 } access && !await live.HoldsAsync(access, IsWrite(context.Request.Method)))
            {
                await EndAsync(context);
            }

            return;
        }

        OpenIdConnectMessage? answer;
        try
        {
            answer = context.Properties.GetTokenValue(Refresh) is { Length: > 0 } token
                ? await _running.GetOrAdd(token, t => new(() => RenewAsync(context.HttpContext.RequestServices, t))).Value : null;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or InvalidOperationException && left > TimeSpan.Zero)
        {
            // Identity does not answer, but the token still holds: go on.
            return;
        }

        if (answer is null)
        {
            await EndAsync(context);
            return;
        }

        context.ReplacePrincipal(Keep(context.Properties, answer));
        context.ShouldRenew = true;
    }

    private static bool IsWrite(string method) => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method);

    private static Task EndAsync(CookieValidatePrincipalContext context)
    {
        context.RejectPrincipal();
        return context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }

    private async Task<OpenIdConnectMessage?> RenewAsync(IServiceProvider services, string token)
    {
        var options = services.GetRequiredService<IOptionsMonitor<OpenIdConnectOptions>>().Get(OpenIdConnectDefaults.AuthenticationScheme);
        try
        {
            // The answer is for all who wait, so no single request's end may cancel it.
            var configuration = await options.ConfigurationManager!.GetConfigurationAsync(CancellationToken.None);
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["grant_type"] = "refresh_token",
                ["client_id"] = options.ClientId!,
                ["client_secret"] = options.ClientSecret ?? "",
                ["refresh_token"] = token,
            });
            using var response = await options.Backchannel.PostAsync(configuration.TokenEndpoint, form);
            if (response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden)
            {
                return null;
            }

            response.EnsureSuccessStatusCode();
            return new OpenIdConnectMessage(await response.Content.ReadAsStringAsync());
        }
        finally
        {
            // Late requests with the old cookie still find the answer for a moment.
            _ = Task.Delay(TimeSpan.FromSeconds(10)).ContinueWith(_ => _running.TryRemove(token, out var _), TaskScheduler.Default);
        }
    }
}
