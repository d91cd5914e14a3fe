using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace Preau.Ui.Bff;

/// <summary>Code flow with PKCE against identity; the session is one encrypted cookie under the commune's path.</summary>
internal static class OpenId
{
    public static void AddSignIn(this WebApplicationBuilder builder, BffOptions bff)
    {
        var settings = builder.Configuration;
        var publicUrl = new Uri((settings["PublicUrl"] ?? "http://localhost:8080").TrimEnd('/') + "/");
        var internalUrl = settings["Identity:InternalUrl"] is { Length: > 0 } inside ? new Uri(inside) : null;
        builder.Services.AddSingleton<LiveSession>();
        builder.Services.AddSingleton<SessionTokens>();
        builder.Services
            .AddAuthentication(o =>
            {
                o.DefaultScheme = CookieAuthenticationDefaults.AuthenticationScheme;
                o.DefaultChallengeScheme = OpenIdConnectDefaults.AuthenticationScheme;
            })
            .AddCookie(o =>
            {
                o.Cookie.Name = "preau." + bff.Front;
                o.Cookie.SameSite = SameSiteMode.Lax;
                o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                o.ExpireTimeSpan = TimeSpan.FromHours(12);
                // Signing in lives by the real clock, even in a demo with a shifted one.
                o.TimeProvider = TimeProvider.System;
                o.Events.OnValidatePrincipal = c => c.HttpContext.RequestServices.GetRequiredService<SessionTokens>().ValidateAsync(c);
            })
            .AddOpenIdConnect(o =>
            {
                o.Authority = publicUrl + "identity/";
                o.RequireHttpsMetadata = publicUrl.Scheme == Uri.UriSchemeHttps;
                o.ClientId = bff.Front;
                o.ClientSecret = settings[$"Clients:{bff.Front}:Secret"];
                o.BackchannelHttpHandler = new Backchannel(publicUrl, internalUrl);
                o.BackchannelTimeout = TimeSpan.FromSeconds(10);
                o.TimeProvider = TimeProvider.System;
                o.ResponseType = OpenIdConnectResponseType.Code;
                // A form post from another page would arrive without our Lax cookies.
                o.ResponseMode = OpenIdConnectResponseMode.Query;
                o.PushedAuthorizationBehavior = PushedAuthorizationBehavior.Disable;
                o.UsePkce = true;
                o.MapInboundClaims = false;
                o.SaveTokens = false;
                o.Scope.Clear();
                foreach (var scope in (string[])["openid", "profile", "offline_access", "preau"])
                {
                    o.Scope.Add(scope);
                }

                o.TokenValidationParameters.NameClaimType = "name";
                foreach (var cookie in (CookieBuilder[])[o.NonceCookie, o.CorrelationCookie])
                {
                    cookie.SameSite = SameSiteMode.Lax;
                    cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
                }

                o.Events = new OpenIdConnectEvents
                {
                    OnRedirectToIdentityProvider = AskAsync,
                    OnTokenValidated = TakeAsync,
                    OnRemoteFailure = FailAsync,
                    OnRedirectToIdentityProviderForSignOut = LeaveAsync,
                };
            });
    }

    private static Task AskAsync(RedirectContext context)
    {
        var tenant = context.HttpContext.RequestServices.GetRequiredService<TenantContext>();
        // A script that fetches a fragment can't follow a sign-in: it is told, and reloads the page.
        if (!tenant.IsSet || context.Request.Headers["Sec-Fetch-Mode"] is [{ } mode] && mode != "navigate")
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            context.HandleResponse();
            return Task.CompletedTask;
        }

        context.Properties.RedirectUri = Resume.PageOf(context.Request) ?? context.Properties.RedirectUri;
        context.ProtocolMessage.AcrValues = "tenant:" + tenant.Slug;
        return Task.CompletedTask;
    }

    private static Task TakeAsync(TokenValidatedContext context)
    {
        context.Principal = SessionTokens.Keep(context.Properties!, context.TokenEndpointResponse!);
        return Task.CompletedTask;
    }

    /// <summary>An old link, a second click, a cancelled sign-in: a page with a way on, never a stack trace.</summary>
    private static Task FailAsync(RemoteFailureContext context)
    {
        context.HandleResponse();
        context.Response.Redirect(context.Request.PathBase + "/erreur/connexion");
        return Task.CompletedTask;
    }

    private static Task LeaveAsync(RedirectContext context)
    {
        var tenant = context.HttpContext.RequestServices.GetRequiredService<TenantContext>();
        context.ProtocolMessage.ClientId = context.Options.ClientId;
        if (tenant.IsSet)
        {
            context.ProtocolMessage.SetParameter("tenant", tenant.Slug);
        }

        return Task.CompletedTask;
    }
}
