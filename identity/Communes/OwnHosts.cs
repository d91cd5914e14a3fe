namespace Preau.Identity.Communes;

/// <summary>There is one sign-in for all communes: its pages opened on a commune's own host go on at the public address, where the session is.</summary>
internal static class OwnHosts
{
    public static void UseCommunesOwnHosts(this WebApplication app)
    {
        var address = app.Services.GetRequiredService<PublicAddress>();
        var communes = app.Services.GetRequiredService<CommuneCatalog>();
        var host = new Uri(address.Url).Authority;
        app.Use(async (http, next) =>
        {
            var request = http.Request;
            if (HttpMethods.IsGet(request.Method) && request.Host.Value != host && request.PathBase.HasValue && request.Path.HasValue
                && !request.Path.StartsWithSegments("/tenants") && !request.Path.StartsWithSegments("/.well-known")
                && (await communes.AllAsync(http.RequestAborted)).Values
                    .FirstOrDefault(c => c.Facts.Hosts.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase)) is { } commune)
            {
                var query = request.Query.ContainsKey("commune") ? request.QueryString : request.QueryString.Add("commune", commune.Slug);
                http.Response.Redirect(address.Url + request.PathBase + request.Path + query);
                return;
            }

            await next(http);
        });
    }
}
