using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Validation.AspNetCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Platform;

namespace Preau.Identity.Communes;

/// <summary>Public facts of communes: no personal data, so anyone may read and keep them for half
/// a minute. Their section is for agents with the settings right.</summary>
internal static class TenantEndpoints
{
    public static void MapTenants(this IEndpointRouteBuilder app)
    {
        var tenants = app.MapGroup("/tenants").AllowAnonymous();
        tenants.MapGet("", List);
        tenants.MapGet("/{slug}", Get);
        app.MapGet("/tenants/{slug}/section", Section).RequireToken();
    }

    /// <summary>Only with an access token; the route says which right.</summary>
    public static TBuilder RequireToken<TBuilder>(this TBuilder routes) where TBuilder : IEndpointConventionBuilder =>
        routes.RequireAuthorization(p => p.AddAuthenticationSchemes(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme).RequireAuthenticatedUser());

    private static async Task<Ok<TenantView[]>> List(HttpContext http, CommuneCatalog communes, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "public, max-age=30";
        return TypedResults.Ok<TenantView[]>([.. (await communes.AllAsync(ct)).Values.Select(c => c.View)
            .OrderBy(v => v.Name, StringComparer.Create(French.Culture, ignoreCase: true))]);
    }

    private static async Task<Results<Ok<TenantView>, ProblemHttpResult>> Get(string slug, HttpContext http, CommuneCatalog communes, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "public, max-age=30";
        return await communes.FindAsync(slug, ct) is { } commune ? TypedResults.Ok(commune.View) : Problems.NotFound("tenant.unknown");
    }

    /// <summary>Section "tenant" as its file would say it now, the operator's choice of state included: what the export of a commune needs.</summary>
    private static async Task<Results<Ok<JsonObject>, ProblemHttpResult>> Section(string slug, ClaimsPrincipal user, IdentityDb db, CancellationToken ct)
    {
        if (StaffOf.Refuse(user, slug, Permissions.Settings, "Le fichier de la commune demande le droit « réglages ».") is { } refused)
        {
            return refused;
        }

        if (await db.Communes.AsNoTracking().SingleOrDefaultAsync(c => c.Slug == slug, ct) is not { } commune)
        {
            return Problems.NotFound("tenant.unknown");
        }

        return TypedResults.Ok(commune.Section());
    }
}
