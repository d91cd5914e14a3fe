using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace Preau.Identity.SignIn;

/// <summary>Ends the session of this browser: here, and with it its tokens in the fronts of all communes.</summary>
internal sealed class SignOut(UserManager<Accounts.Account> accounts, Sessions sessions)
{
    public async Task EndAsync(HttpContext http, CancellationToken ct)
    {
        var user = (await http.AuthenticateAsync(IdentityConstants.ApplicationScheme)).Principal;
        if (user is not null && Guid.TryParse(accounts.GetUserId(user), out var id) && Sessions.SidOf(user) is { } sid)
        {
            await sessions.EndAsync(id, sid, ct);
        }

        await http.SignOutAsync(IdentityConstants.ApplicationScheme);
        await http.SignOutAsync(IdentityConstants.TwoFactorUserIdScheme);
    }
}
