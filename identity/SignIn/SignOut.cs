using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Preau.Identity.Federation;

namespace Preau.Identity.SignIn;

/// <summary>Ends the session of this browser: here, with it its tokens in the fronts of all communes, and at the provider where it began.</summary>
internal sealed class SignOut(UserManager<Account> accounts, Sessions sessions, Federated federated)
{
    /// <param name="target">Where the browser ends at last.</param>
    /// <returns>Where it goes first: the provider's page, or null.</returns>
    public async Task<string?> EndAsync(HttpContext http, string target, CancellationToken ct)
    {
        var user = (await http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Principal;
        string? first = null;
        if (user is not null && Guid.TryParse(accounts.GetUserId(user), out var id) && Sessions.SidOf(user) is { } sid)
        {
            first = await federated.LeaveAsync(http, sid, target, ct);
            await sessions.EndAsync(id, sid, ct);
        }

        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        await http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
        return first;
    }
}
