using System.Security.Cryptography;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Preau.Platform;

namespace Preau.Testing;

/// <summary>Access tokens as the identity service issues them, signed with a key only test hosts accept.</summary>
public static class Tokens
{
    public const string Issuer = "http://identity.test/identity/";

    private static readonly JsonWebTokenHandler Handler = new() { SetDefaultTimesOnTokenCreation = false };

    public static string Key { get; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(32));

    /// <summary>A parent of one family in one commune.</summary>
    public static string Guardian(string tenant, Guid family, string name = "Jean Dupont", Guid? guardian = null) =>
        Issue(name, new Membership(tenant, Membership.Owner, family, guardian ?? Guid.NewGuid(), []));

    /// <summary>An agent of one commune with these permissions.</summary>
    public static string Agent(string tenant, params string[] permissions) =>
        Issue("Sophie Perrin", new Membership(tenant, Membership.Staff, null, null, permissions));

    /// <summary>An operator's question from identity to a service: it opens no commune.</summary>
    public static string Operator() =>
        Sign(Issuer, new Dictionary<string, object> { ["sub"] = Guid.NewGuid().ToString(), ["name"] = "Plateforme", ["role"] = "operator" });

    public static string Issue(string name, params Membership[] memberships) => IssueFrom(Issuer, name, memberships);

    /// <summary>As the identity service at this address issues them.</summary>
    public static string IssueFrom(string issuer, string name, params Membership[] memberships) => Sign(issuer, new Dictionary<string, object>
    {
        ["sub"] = Guid.NewGuid().ToString(),
        ["name"] = name,
        [Membership.ClaimType] = memberships.Select(m => m.ToClaim()).ToArray(),
    });

    // As OpenIddict does, without "not before"; for hours, since a measure sets the clock of hosts an hour ahead.
    private static string Sign(string issuer, Dictionary<string, object> claims) => Handler.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = issuer,
        Audience = Auth.Audience,
        TokenType = "at+jwt",
        Expires = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(4),
        SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(Convert.FromHexString(Key)), SecurityAlgorithms.HmacSha256),
        Claims = claims,
    });
}
