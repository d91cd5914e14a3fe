using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Identity.Communes;

/// <summary>Public facts of communes: no personal data, so anyone may read and keep them for half a minute.</summary>
internal static class TenantEndpoints
{
    public static void MapTenants(this IEndpointRouteBuilder app)
    {
        var tenants = app.MapGroup("/tenants").AllowAnonymous();
        tenants.MapGet("", List);
        tenants.MapGet("/{slug}", Get);
    }

    private static async Task<Ok<TenantView[]>> List(HttpContext http, CommuneCatalog communes, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "public, max-age=30";
        return TypedResults.Ok<TenantView[]>([.. (await communes.AllAsync(ct)).Values.Select(c => c.View).OrderBy(v => v.Name, StringComparer.Create(new("fr-FR"), ignoreCase: true))]);
    }

    private static async Task<Results<Ok<TenantView>, ProblemHttpResult>> Get(string slug, HttpContext http, CommuneCatalog communes, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "public, max-age=30";
        return await communes.FindAsync(slug, ct) is { } commune ? TypedResults.Ok(commune.View) : Problems.NotFound("tenant.unknown");
    }
}
