using System.IO.Compression;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Preau.Platform;
using Preau.Ui.Bff;
using Preau.Ui.Clients;

namespace Preau.Ui;

/// <summary>
/// Backend of a front: commune of the request, sign-in, clients of the services, French error pages.
/// Settings: <c>PublicUrl</c>, <c>Gateway:Url</c>, <c>Services:{name}</c> (optional),
/// <c>Identity:InternalUrl</c> (optional), <c>Clients:{front}:Secret</c>, <c>DataProtection:Directory</c> (shared by the
/// replicas), <c>Certificates:Key</c> or <c>DataProtection:Certificate</c> (they encrypt those keys).
/// </summary>
public static class BffSetup
{
    /// <param name="front">"families" or "office": client id at identity.</param>
    /// <param name="role"><see cref="Membership.Owner"/> or <see cref="Membership.Staff"/>: whom this front serves.</param>
    public static void AddBff(this WebApplicationBuilder builder, string front, string role, Action<BffOptions>? configure = null)
    {
        var bff = new BffOptions { Front = front, Role = role };
        configure?.Invoke(bff);
        var services = builder.Services;
        services.AddSingleton(bff);
        services.AddUi();
        services.AddRazorPages(o => o.Conventions.ConfigureFilter(new ServiceFilterAttribute<FrameFilter>()));
        services.AddSingleton<FrameFilter>();
        services.AddSingleton<TenantDirectory>();
        services.AddSingleton<LegalDirectory>();
        services.AddScoped<TenantContext>();
        services.AddScoped<Session>();
        builder.AddSignIn(bff);
        services.AddSingleton<IAuthorizationPolicyProvider, AccessPolicies>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, ExplainNoAccess>();
        services.AddScoped<IAuthorizationHandler, MemberHandler>();
        services.AddAuthorization(o => o.FallbackPolicy = AccessPolicies.Policy(null));
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = $"preau.{front}.form";
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.Configure<CookieTempDataProviderOptions>(o => o.Cookie.Name = $"preau.{front}.note");
        var keys = builder.AddKeyRing("preau-" + front);
        if (builder.Configuration["DataProtection:Directory"] is { Length: > 0 } directory)
        {
            keys.PersistKeysToFileSystem(Directory.CreateDirectory(directory));
        }

        services.AddResponseCompression(o =>
        {
            // Form tokens are masked anew on each page, so compressing over https tells nothing.
            o.EnableForHttps = true;
            o.Providers.Add<BrotliCompressionProvider>();
            o.Providers.Add<GzipCompressionProvider>();
        });
        services.Configure<BrotliCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(o => o.Level = CompressionLevel.Fastest);
        builder.AddClients();
        // It warns that our pages are already no-store, on each of them; a form without its token is answered, not logged.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);
    }

    /// <summary>Middleware of a front, in order, with its sign-in routes and pages.</summary>
    public static void UseBff(this WebApplication app)
    {
        var bff = app.Services.GetRequiredService<BffOptions>();
        var publicOrigin = new Uri(app.Configuration["PublicUrl"] ?? "http://localhost:8080").GetLeftPart(UriPartial.Authority);
        app.UseForwardedHeaders();
        app.UseUploads();
        app.UseResponseCompression();
        app.UseUiCulture();
        app.UseErrorPages();
        app.UseTenant(bff);
        app.UseUiSecurity(http => FormOrigins(http, publicOrigin));
        app.UseRouting();
        app.UseAuthentication();
        app.UseTenantPages();
        app.UseSession(bff);
        app.UseAuthorization();
        app.MapHealth();
        app.MapUiAssets();
        app.MapGet("/connexion", SignIn).AllowAnonymous();
        app.MapPost("/deconnexion", SignOutAsync).AllowAnonymous();
        app.MapRazorPages();
    }

    // Signing out is a post whose redirects end at the commune's own site.
    private static IEnumerable<string> FormOrigins(HttpContext http, string publicOrigin)
    {
        yield return publicOrigin;
        var tenant = http.RequestServices.GetRequiredService<TenantContext>();
        if (tenant.IsSet && Uri.TryCreate(tenant.View.LogoutTarget, UriKind.Absolute, out var target) && !target.IsFile)
        {
            yield return target.GetLeftPart(UriPartial.Authority);
        }
    }

    /// <param name="retour">Path within the front to come back to.</param>
    private static IResult SignIn(HttpContext http, TenantContext tenant, string? retour)
    {
        if (!tenant.IsSet)
        {
            return Results.NotFound();
        }

        return Results.Challenge(new AuthenticationProperties { RedirectUri = http.Request.PathBase + (ReturnAddress.Local(retour) ?? "/") });
    }

    private static async Task<IResult> SignOutAsync(HttpContext http, IAntiforgery antiforgery, TenantContext tenant, Session session, LiveSession live)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (session.AccessToken is { } token)
        {
            await live.EndAsync(token);
        }

        var end = tenant.IsSet && tenant.View.LogoutTarget is { Length: > 0 } target ? target : http.Request.PathBase + "/";
        return Results.SignOut(new AuthenticationProperties { RedirectUri = end },
            [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme]);
    }
}
