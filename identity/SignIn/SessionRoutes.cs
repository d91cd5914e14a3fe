using System.Security.Claims;
using Preau.Identity.Communes;

namespace Preau.Identity.SignIn;

/// <summary>What a front asks with the token of its visitor: does the session still hold, and end it.</summary>
internal static class SessionRoutes
{
    public static void MapSessions(this IEndpointRouteBuilder app)
    {
        app.MapGet("/session", Check).RequireToken();
        app.MapDelete("/session", End).RequireToken().DisableAntiforgery();
    }

    // A token without a session is none of ours any more.
    private static async Task<IResult> Check(ClaimsPrincipal user, Sessions sessions, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        return await sessions.LiveAsync(Sessions.SidOf(user), ct) is null ? Results.Unauthorized() : Results.NoContent();
    }

    private static async Task<IResult> End(ClaimsPrincipal user, Sessions sessions, CancellationToken ct)
    {
        if (Sessions.SidOf(user) is { } sid)
        {
            await sessions.EndAsync(TokenUser.IdOf(user), sid, ct);
        }

        return Results.NoContent();
    }
}
