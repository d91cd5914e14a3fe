using System.Security.Claims;
using OpenIddict.Abstractions;

namespace Preau.Identity.SignIn;

/// <summary>Whose token it is.</summary>
internal static class TokenUser
{
    public static Guid IdOf(ClaimsPrincipal user) => Guid.TryParse(user.GetClaim("sub"), out var id) ? id : Guid.Empty;

    public static string NameOf(ClaimsPrincipal user) => user.GetClaim("name") ?? "";
}
