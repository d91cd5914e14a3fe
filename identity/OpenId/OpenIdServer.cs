using Microsoft.Extensions.Options;
using OpenIddict.Server;
using Preau.Identity.Communes;
using Preau.Platform;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Preau.Identity.OpenId;

/// <summary>Options of the OpenID server: code flow with PKCE, short access tokens as JWT, refresh tokens by reference.</summary>
internal static class OpenIdServer
{
    public const string OperatorRole = Preau.Platform.Watching.WatchRoutes.OperatorRole;

    /// <summary>What a front asks for to call the APIs on behalf of a person.</summary>
    public const string ApiScope = "preau";

    /// <summary>A membership taken away ends within this time: each refresh reads the memberships again.</summary>
    public static readonly TimeSpan AccessTokenLifetime = TimeSpan.FromMinutes(10);

    public static void AddOpenIdServer(this WebApplicationBuilder builder)
    {
        var address = new PublicAddress(builder.Configuration);
        builder.Services.AddSingleton(address);
        builder.Services.AddScoped<Clients>();
        builder.Services.AddSingleton<TokenKeys>();
        builder.Services.AddSingleton<IConfigureOptions<OpenIddictServerOptions>>(sp => sp.GetRequiredService<TokenKeys>());
        builder.Services.AddHostedService<Pruning>();
        builder.Services.AddOpenIddict()
            .AddCore(o => o.UseEntityFrameworkCore().UseDbContext<IdentityDb>())
            .AddServer(o =>
            {
                o.SetIssuer(address.Issuer);
                // The first address is the one the discovery document names: browsers are sent to the public one even when a host asked inside;
                // keys and tokens are fetched by hosts, at the address they asked.
                o.SetAuthorizationEndpointUris($"{address.Issuer}connect/authorize", "connect/authorize");
                o.SetEndSessionEndpointUris($"{address.Issuer}connect/logout", "connect/logout");
                o.SetTokenEndpointUris("connect/token").SetRevocationEndpointUris("connect/revoke");
                o.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange().AllowRefreshTokenFlow();
                o.RegisterScopes(Scopes.OpenId, Scopes.Profile, Scopes.OfflineAccess, ApiScope);
                o.RegisterClaims(Claims.Name, Membership.ClaimType, Claims.Role, OpenSession.ClaimType);
                // S256 alone: a plain verifier proves nothing to who sees the request.
                o.Configure(s => s.CodeChallengeMethods.Remove(CodeChallengeMethods.Plain));
                o.DisableAccessTokenEncryption().UseReferenceRefreshTokens();
                o.SetAccessTokenLifetime(AccessTokenLifetime).SetRefreshTokenLifetime(TimeSpan.FromHours(12)).SetIdentityTokenLifetime(TimeSpan.FromHours(12));
                // TLS ends before us: hosts talk to each other on a private network.
                o.UseAspNetCore().EnableAuthorizationEndpointPassthrough().EnableTokenEndpointPassthrough().EnableEndSessionEndpointPassthrough()
                    .EnableStatusCodePagesIntegration().DisableTransportSecurityRequirement();
            })
            // Few routes here are called with an access token; it is checked with the keys it was signed with.
            .AddValidation(o =>
            {
                o.UseLocalServer();
                o.UseAspNetCore();
                o.AddAudiences(Auth.Audience);
            });
    }
}
