using System.Text.Json;
using System.Text.Json.Serialization;
using Preau.Contracts.Api;
using Preau.Identity.Accounts;

namespace Preau.Identity.Communes;

/// <summary>Section "tenant" of a commune's file; the schema beside the files describes each field.</summary>
public sealed record CommuneFacts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    public required string Name { get; init; }

    /// <summary>« Commune de Biviers »: on the sign-in page.</summary>
    public string? LongName { get; init; }

    public required TenantState State { get; init; }

    /// <summary>Agents need a second factor to sign in.</summary>
    public bool SecondFactor { get; init; } = true;

    /// <summary>14 digits: whose agents come by ProConnect.</summary>
    public string? Siret { get; init; }

    public string TimeZone { get; init; } = "Europe/Paris";

    /// <summary>Host names that lead straight to this commune, without scheme or port.</summary>
    public string[] Hosts { get; init; } = [];

    public string? Website { get; init; }

    public required string Brand { get; init; }

    public required string LoginTitle { get; init; }

    public required string LoginText { get; init; }

    /// <summary>Who to call without credentials (F-13).</summary>
    public string? LoginHelp { get; init; }

    /// <summary>How one gets credentials (F-12).</summary>
    public string? CredentialsText { get; init; }

    /// <summary>Where sign-out ends: an address (F-121), or null for the sign-in page (F-122).</summary>
    public string? LogoutTarget { get; init; }

    public PasswordRule PasswordRule { get; init; } = new();

    /// <summary>Communes sharing this portal (F-22).</summary>
    public MemberFacts[] Members { get; init; } = [];

    public static CommuneFacts Parse(string document) => JsonSerializer.Deserialize<CommuneFacts>(document, Json)!;

    public TenantView ToView(string slug, TenantState state) => new(
        slug, Name, state, TimeZone, Brand, Hosts, Website, LoginTitle, LoginText, LoginHelp, LogoutTarget,
        [.. Members.Select(m => new MemberCommune(m.Name, m.State, m.Website, m.Brand))], LongName);

    public sealed record MemberFacts
    {
        public required string Name { get; init; }

        public required TenantState State { get; init; }

        public string? Website { get; init; }

        public string? Brand { get; init; }
    }
}
