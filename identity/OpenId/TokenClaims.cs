using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using Preau.Platform;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Preau.Identity.OpenId;

/// <summary>What a token says of a person: read from the database each time one is issued, so that a change shows at the next refresh.</summary>
internal static class TokenClaims
{
    public static async Task<ClaimsPrincipal?> ReadAsync(IdentityDb db, Guid accountId, IEnumerable<string> scopes, CancellationToken ct)
    {
        var account = await db.Accounts.AsNoTracking().Include(a => a.Memberships).SingleOrDefaultAsync(a => a.Id == accountId, ct);
        if (account is null or { MustChangePassword: true })
        {
            return null;
        }

        var identity = new ClaimsIdentity("preau", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, account.Id.ToString()).SetClaim(Claims.Name, account.DisplayName);
        identity.SetClaims(Membership.ClaimType, [.. account.Memberships.Select(m => m.ToMembership().ToClaim()).Order(StringComparer.Ordinal)]);
        if (account.IsOperator)
        {
            identity.SetClaim(Claims.Role, OpenIdServer.OperatorRole);
        }

        identity.SetScopes(scopes);
        identity.SetResources(Auth.Audience);
        identity.SetDestinations(static _ => [Destinations.AccessToken, Destinations.IdentityToken]);
        return new ClaimsPrincipal(identity);
    }
}
