using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;

namespace Preau.Identity.SignIn;

/// <summary>Ends what an account has open: the cookies lose their stamp, the refresh tokens are worth nothing.</summary>
internal sealed class Sessions(IdentityDb db, IOpenIddictTokenManager tokens)
{
    /// <summary>In the caller's transaction.</summary>
    public async Task EndAllAsync(Guid accountId, CancellationToken ct)
    {
        var account = await db.Accounts.SingleAsync(a => a.Id == accountId, ct);
        account.SecurityStamp = Guid.NewGuid().ToString("N");
        account.ConcurrencyStamp = Guid.NewGuid().ToString("N");
        await tokens.RevokeBySubjectAsync(accountId.ToString(), ct);
    }
}
