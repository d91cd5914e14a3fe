using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Preau.Platform;

namespace Preau.Identity.Communes;

/// <summary>The same answers as in the services: a stranger doesn't learn which communes there are (404), a member without the right is told (403).</summary>
internal static class StaffOf
{
    public static ProblemHttpResult? Refuse(ClaimsPrincipal user, string slug, string permission, string sentence)
    {
        var here = user.FindAll(Membership.ClaimType).Select(c => Membership.Parse(c.Value)).OfType<Membership>().Where(m => m.Tenant == slug).ToList();
        return here.Count == 0 ? Problems.NotFound("tenant.unknown")
            : here.Exists(m => m.Role == Membership.Staff && m.Permissions.Contains(permission)) ? null
            : Problems.Forbidden(permission + ".permission", sentence);
    }
}
