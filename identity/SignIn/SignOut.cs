using Microsoft.AspNetCore.Identity;
using Preau.Identity.Accounts;
using Preau.Platform;

namespace Preau.Identity.SignIn;

/// <summary>Ends the session of this browser with identity; the fronts end theirs before they come here.</summary>
internal sealed class SignOut(SignInManager<Account> signIn, UserManager<Account> accounts, IdentityDb db, TimeProvider clock)
{
    public async Task EndAsync(HttpContext http, CancellationToken ct)
    {
        if (Guid.TryParse(accounts.GetUserId(http.User), out var id))
        {
            db.SignInRecords.Add(new SignInRecord { AccountId = id, At = clock.UtcNow(), Result = AccessResult.SignedOut });
            await db.SaveChangesAsync(ct);
        }

        await signIn.SignOutAsync();
    }
}
