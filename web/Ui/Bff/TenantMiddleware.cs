using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace Preau.Ui.Bff;

/// <summary>Steps of each request of a front, in the order <see cref="BffSetup.UseBff"/> puts them.</summary>
internal static class TenantMiddleware
{
    private const string TenantHeader = "X-Preau-Tenant";
    private const string BaseHeader = "X-Preau-Base";

    // Two pages can't share the address "/": a front that has a page for the platform's root puts it here.
    private const string RootPath = "/communes";

    /// <summary>The gateway has resolved the commune and cut its path off; here both come back. Runs again, unchanged, when an error page is drawn.</summary>
    public static void UseTenant(this WebApplication app, BffOptions bff) => app.Use(async (http, next) =>
    {
        var tenant = http.RequestServices.GetRequiredService<TenantContext>();
        var frame = http.RequestServices.GetRequiredService<Frame>();
        frame.Portal = bff.Portal;
        http.Request.PathBase = new PathString(http.Request.Headers[BaseHeader].ToString() is { Length: > 1 } given ? given.TrimEnd('/') : null);
        if (!tenant.IsSet && NeedsTenant(http) && http.Request.Headers[TenantHeader].ToString() is { Length: > 0 } slug
            && await app.Services.GetRequiredService<TenantDirectory>().FindAsync(slug) is { } view)
        {
            tenant.Enter(view, http.Request.PathBase.Value ?? "");
            frame.Name = view.Name;
            frame.Slug = view.Slug;
            frame.Theme = Theme.Of(view.Brand);
            frame.Foot = LegalDirectory.Links(tenant.FamiliesBase, await app.Services.GetRequiredService<LegalDirectory>().FindAsync(view.Slug));
        }

        if (!tenant.IsSet && http.Request.Path == "/" && !http.Request.Headers.ContainsKey(TenantHeader))
        {
            http.Request.Path = RootPath;
        }

        await next(http);
    });

    // An error page that could not learn the commune the first time must not ask again: it would fail for the same reason.
    private static bool NeedsTenant(HttpContext http) =>
        !http.Request.Path.StartsWithSegments("/_ui") && !http.Request.Path.StartsWithSegments("/health")
            && http.Features.Get<IExceptionHandlerFeature>() is null;

    /// <summary>After authentication, whose callbacks are no endpoints: a page of a commune does not exist
    /// where no commune is named, and the platform's own pages not within one.</summary>
    public static void UseTenantPages(this WebApplication app) => app.Use(async (http, next) =>
    {
        var endpoint = http.GetEndpoint();
        if (endpoint is null)
        {
            // An address that leads nowhere needs no sign-in to say so.
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (endpoint.Metadata.GetMetadata<CompiledPageActionDescriptor>() is { } page)
        {
            var root = page.ModelTypeInfo?.IsDefined(typeof(RootPageAttribute), inherit: true) == true;
            var error = typeof(ErrorModel).IsAssignableFrom(page.ModelTypeInfo);
            if (!error && root == http.RequestServices.GetRequiredService<TenantContext>().IsSet)
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }
        }

        await next(http);
    });

    /// <summary>After authentication: who is here, for pages, clients and the roof.</summary>
    public static void UseSession(this WebApplication app, BffOptions bff) => app.Use(async (http, next) =>
    {
        var services = http.RequestServices;
        var (tenant, session, frame) = (services.GetRequiredService<TenantContext>(), services.GetRequiredService<Session>(),
            services.GetRequiredService<Frame>());
        session.Enter(http, tenant, bff.Role);
        if (session.IsSignedIn)
        {
            frame.UserName = session.Name;
            frame.SignOutPath = "~/deconnexion";
        }
        else if (tenant.IsSet)
        {
            frame.SignInPath = "~/connexion";
        }

        await next(http);
    });
}
