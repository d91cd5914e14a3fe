using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Preau.Platform;

namespace Preau.Ui.Bff;

/// <summary>Who is signed in, in the commune of this request and in the role this front serves.</summary>
public sealed class Session
{
    public bool IsSignedIn { get; private set; }

    public string AccountId { get; private set; } = "";

    /// <summary>Full name: « Sophie Perrin ».</summary>
    public string Name { get; private set; } = "";

    public string FirstName => Name.Split(' ', 2)[0];

    /// <summary>What this person is here; null for someone of another commune or of the other front.</summary>
    public Membership? Member { get; private set; }

    /// <summary>All communes and roles of the account.</summary>
    public IReadOnlyList<Membership> Members { get; private set; } = [];

    internal string? AccessToken { get; private set; }

    /// <summary>An agent's permission in this commune.</summary>
    public bool May(string permission) => Member?.Permissions.Contains(permission) == true;

    internal void Enter(HttpContext http, TenantContext tenant, string role)
    {
        var user = http.User;
        if (user.Identity?.IsAuthenticated != true)
        {
            return;
        }

        IsSignedIn = true;
        AccountId = user.FindFirstValue("sub") ?? "";
        Name = user.FindFirstValue("name") ?? "";
        Members = [.. user.FindAll(Membership.ClaimType).Select(c => Membership.Parse(c.Value)).OfType<Membership>()];
        Member = tenant.IsSet ? Members.FirstOrDefault(m => m.Tenant == tenant.Slug && m.Role == role) : null;
        AccessToken = http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.GetTokenValue(SessionTokens.Access);
    }
}
