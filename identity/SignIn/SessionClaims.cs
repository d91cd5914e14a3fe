using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Preau.Identity.OpenId;

namespace Preau.Identity.SignIn;

/// <summary>What the cookie of identity's own pages holds: who, since which password, and whether it is the operator.</summary>
internal sealed class SessionClaims(IOptions<IdentityOptions> options) : IUserClaimsPrincipalFactory<Account>
{
    public Task<ClaimsPrincipal> CreateAsync(Account user)
    {
        var types = options.Value.ClaimsIdentity;
        var identity = new ClaimsIdentity(IdentityConstants.ApplicationScheme, types.UserNameClaimType, types.RoleClaimType);
        identity.AddClaim(new Claim(types.UserIdClaimType, user.Id.ToString()));
        identity.AddClaim(new Claim(types.UserNameClaimType, user.DisplayName));
        identity.AddClaim(new Claim(types.SecurityStampClaimType, user.SecurityStamp!));
        if (user.IsOperator)
        {
            identity.AddClaim(new Claim(types.RoleClaimType, OpenIdServer.OperatorRole));
        }

        return Task.FromResult(new ClaimsPrincipal(identity));
    }
}
