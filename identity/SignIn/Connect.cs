using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using Preau.Identity.Communes;
using Preau.Identity.OpenId;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Preau.Identity.SignIn;

/// <summary>The three endpoints OpenIddict leaves to us: who is there, which token, and good-bye. It has validated the request before.</summary>
internal static class Connect
{
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    public static void MapConnect(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/connect/authorize", ["GET", "POST"], Authorize).AllowAnonymous().DisableAntiforgery();
        app.MapPost("/connect/token", Token).AllowAnonymous().DisableAntiforgery();
        app.MapMethods("/connect/logout", ["GET", "POST"], Logout).AllowAnonymous().DisableAntiforgery();
    }

    private static async Task<IResult> Authorize(HttpContext http, UserManager<Account> accounts, Sessions sessions, IdentityDb db, CancellationToken ct)
    {
        var request = http.GetOpenIddictServerRequest()!;
        var session = await http.AuthenticateAsync(IdentityConstants.ApplicationScheme);
        var open = await sessions.LiveAsync(Sessions.SidOf(session.Principal), ct);
        var account = open is not null && session.Succeeded ? await accounts.GetUserAsync(session.Principal) : null;
        if (open is null || account is null || account.MustChangePassword || request.HasPromptValue(PromptValues.Login))
        {
            if (request.HasPromptValue(PromptValues.None))
            {
                return Refuse(Errors.LoginRequired, "Nobody is signed in.");
            }

            var back = http.Request.PathBase + "/connect/authorize" + ReturnQuery(request);
            return account is { MustChangePassword: true }
                ? Results.LocalRedirect($"{http.Request.PathBase}/mot-de-passe{QueryString.Create("returnUrl", back)}")
                : Results.LocalRedirect($"{http.Request.PathBase}/connexion{QueryString.Create("returnUrl", back)}");
        }

        var principal = await TokenClaims.ReadAsync(db, account.Id, open.Id, request.GetScopes(), ct);
        return principal is null ? Refuse(Errors.AccessDenied, "The account is gone.") : Results.SignIn(principal, authenticationScheme: Scheme);
    }

    private static async Task<IResult> Token(HttpContext http, Sessions sessions, IdentityDb db, CancellationToken ct)
    {
        var granted = (await http.AuthenticateAsync(Scheme)).Principal;
        if (granted is null || !Guid.TryParse(granted.GetClaim(Claims.Subject), out var id)
            || await sessions.LiveAsync(Sessions.SidOf(granted), ct) is not { } open || open.AccountId != id
            || await TokenClaims.ReadAsync(db, id, open.Id, granted.GetScopes(), ct) is not { } principal)
        {
            return Refuse(Errors.InvalidGrant, "The session has ended, the account is gone or must choose a password.");
        }

        await sessions.SeenAsync(open.Id, ct);
        return Results.SignIn(principal, authenticationScheme: Scheme);
    }

    private static async Task<IResult> Logout(HttpContext http, SignOut signOut, CommuneCatalog communes, PublicAddress address, CancellationToken ct)
    {
        var request = http.GetOpenIddictServerRequest()!;
        var mine = (await http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Principal;
        var hint = (await http.AuthenticateAsync(Scheme)).Principal;
        if (mine is not null && Sessions.SidOf(hint) != Sessions.SidOf(mine))
        {
            // Any page can lead here: without the token of this very session, the person is asked.
            var commune = await LogoutTarget.CommuneOfAsync(request.PostLogoutRedirectUri, communes, address, ct);
            return Results.LocalRedirect($"{http.Request.PathBase}/deconnexion{(commune is null ? "" : QueryString.Create("commune", commune.Slug))}");
        }

        // F-121: families leave for the commune's website; agents, and families of other communes (F-122), come back to the sign-in page.
        var target = await LogoutTarget.OfAsync(request.PostLogoutRedirectUri, communes, address, ct);
        // OpenIddict has validated the address before.
        var back = request.PostLogoutRedirectUri is { } uri ? QueryHelpers.AddQueryString(uri, "state", request.State ?? "") : "/";
        if (await signOut.EndAsync(http, target ?? back, ct) is { } provider)
        {
            return Results.Redirect(provider);
        }

        return target is not null
            ? Results.Redirect(target)
            : Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [Scheme]);
    }

    // The sign-in page leads back here; asking for a new sign-in again would turn in circles.
    private static QueryString ReturnQuery(OpenIddictRequest request) => QueryString.Create(
        request.GetParameters().Where(p => p.Key != Parameters.Prompt).Select(p => KeyValuePair.Create(p.Key, (string?)p.Value.ToString())));

    private static IResult Refuse(string error, string description) => Results.Forbid(
        new AuthenticationProperties(new Dictionary<string, string?>
        {
            [OpenIddictServerAspNetCoreConstants.Properties.Error] = error,
            [OpenIddictServerAspNetCoreConstants.Properties.ErrorDescription] = description,
        }), [Scheme]);
}
