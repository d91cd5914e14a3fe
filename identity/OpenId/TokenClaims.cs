using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using Preau.Contracts.Api;
using Preau.Platform;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Preau.Identity.OpenId;

/// <summary>What a token says of a person: read from the database each time one is issued, so that a change shows at the next refresh.</summary>
internal static class TokenClaims
{
    public static async Task<ClaimsPrincipal?> ReadAsync(IdentityDb db, Guid accountId, Guid session, IEnumerable<string> scopes, CancellationToken ct)
    {
        var account = await db.Accounts.AsNoTracking().Include(a => a.Memberships).SingleOrDefaultAsync(a => a.Id == accountId, ct);
        if (account is null or { MustChangePassword: true })
        {
            return null;
        }

        // Of a commune that is archived nothing opens.
        var archived = await db.Communes.Where(c => c.StateOverride == TenantState.Archived || c.StateOverride == TenantState.Erased).Select(c => c.Slug)
            .ToListAsync(ct);
        var members = account.Memberships.Where(m => m.EndedAt is null && !archived.Contains(m.Commune)).Select(m => m.ToMembership().ToClaim());
        var identity = new ClaimsIdentity("preau", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, account.Id.ToString()).SetClaim(Claims.Name, account.DisplayName);
        identity.SetClaims(Membership.ClaimType, [.. members.Order(StringComparer.Ordinal)]);
        identity.SetClaim(OpenSession.ClaimType, session.ToString());
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
