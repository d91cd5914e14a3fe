using Preau.Contracts.Api;

namespace Preau.Gateway;

/// <summary>
/// Decides which front serves a request, and for which commune: by host name, else by the first path segment. The front receives the path without
/// its base, the base in <c>X-Preau-Base</c> and the commune in <c>X-Preau-Tenant</c>; both are stripped from what comes from outside.
/// </summary>
public static class Destination
{
    public const string TenantHeader = "X-Preau-Tenant";
    public const string BaseHeader = "X-Preau-Base";

    /// <summary>Matched by the fronts' routes; set here alone.</summary>
    public const string FrontHeader = "X-Preau-Front";

    private static readonly string[] OwnPaths = ["/identity", "/api", "/_ui", "/health", Pages.Assets, DemoSites.Root];

    public static void UseDestinations(this WebApplication app)
    {
        var tenants = app.Services.GetRequiredService<TenantDirectory>();
        app.Use((http, next) => Choose(http, next, tenants));
    }

    private static Task Choose(HttpContext http, RequestDelegate next, TenantDirectory tenants)
    {
        var request = http.Request;
        foreach (var header in (string[])[TenantHeader, BaseHeader, FrontHeader, "Forwarded"])
        {
            request.Headers.Remove(header);
        }

        var byHost = tenants.ByHost(request.Host.Host);
        if (Array.Exists(OwnPaths, p => request.Path.StartsWithSegments(p, StringComparison.Ordinal)))
        {
            if (byHost is not null)
            {
                request.Headers[TenantHeader] = byHost.Slug;
            }

            return next(http);
        }

        if (byHost is not null)
        {
            return ToFront(http, next, byHost, "", request.Path);
        }

        if (request.Path == "/")
        {
            request.Headers[FrontHeader] = "families";
            return next(http);
        }

        var segment = request.Path.Value!.Split('/', 3)[1];
        if (tenants.BySlug(segment) is { } tenant)
        {
            // One address per page: /Biviers would have cookies of its own.
            return segment != tenant.Slug ? Redirect(http, $"/{tenant.Slug}{request.Path.Value[(segment.Length + 1)..]}")
                : ToFront(http, next, tenant, "/" + tenant.Slug, request.Path.Value[(segment.Length + 1)..]);
        }

        return tenants.IsLoaded ? Pages.UnknownCommune(http) : Pages.Unavailable(http, StatusCodes.Status503ServiceUnavailable);
    }

    private static Task ToFront(HttpContext http, RequestDelegate next, TenantView tenant, string root, PathString rest)
    {
        if (IsAgenda(rest))
        {
            // A calendar has no session: the service itself answers to the secret in the address.
            http.Request.Headers[FrontHeader] = "agenda";
            http.Request.Path = $"/agenda/{tenant.Slug}{rest.Value![7..]}";
            return next(http);
        }

        var isOffice = rest.StartsWithSegments("/mairie", StringComparison.Ordinal, out var inOffice);
        if (tenant.State == TenantState.Archived || (!isOffice && tenant.State != TenantState.Open))
        {
            return Pages.NotOpen(http, tenant);
        }

        var (front, path, toRest) = isOffice ? ("office", root + "/mairie", inOffice) : ("families", root, rest);
        if (!toRest.HasValue)
        {
            return Redirect(http, path + "/");
        }

        http.Request.Headers[FrontHeader] = front;
        http.Request.Headers[TenantHeader] = tenant.Slug;
        http.Request.Headers[BaseHeader] = path;
        http.Request.PathBase = path;
        http.Request.Path = toRest;
        return next(http);
    }

    private static bool IsAgenda(PathString path) =>
        path.Value is { } text && text.StartsWith("/agenda/", StringComparison.Ordinal) && text.EndsWith(".ics", StringComparison.Ordinal)
            && text.IndexOf('/', 8) < 0;

    private static Task Redirect(HttpContext http, string path)
    {
        http.Response.Redirect(new PathString(path).ToUriComponent() + http.Request.QueryString, permanent: false, preserveMethod: true);
        return Task.CompletedTask;
    }
}
