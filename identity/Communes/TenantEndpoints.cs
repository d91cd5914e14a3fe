using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
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
        tenants.MapGet("/{slug}/section", Section);
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

    /// <summary>Section "tenant" as its file would say it now, the operator's choice of state included: what the export of a commune needs.</summary>
    private static async Task<Results<Ok<JsonObject>, ProblemHttpResult>> Section(string slug, IdentityDb db, CancellationToken ct)
    {
        if (await db.Communes.AsNoTracking().SingleOrDefaultAsync(c => c.Slug == slug, ct) is not { } commune)
        {
            return Problems.NotFound("tenant.unknown");
        }

        var section = JsonNode.Parse(commune.Document)!.AsObject();
        if (commune.StateOverride is { } state)
        {
            section["state"] = JsonNamingPolicy.CamelCase.ConvertName(state.ToString());
        }

        return TypedResults.Ok(section);
    }
}
