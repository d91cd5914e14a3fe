namespace Preau.Identity.Federation;

/// <summary>
/// An identity provider of the state, by configuration (<c>Federation:{key}</c>): ProConnect
/// for agents, FranceConnect for parents (facts §11, domain §5.1). Without
/// <c>Authority</c>, <c>ClientId</c> and <c>ClientSecret</c> there is none; the password always stays.
/// </summary>
public sealed class Provider
{
    public string Key { get; set; } = "";

    public string Label { get; set; } = "";

    /// <summary>Issuer: "https://proconnect.gouv.fr/api/v2"; its discovery document lies beneath.</summary>
    public string Authority { get; set; } = "";

    public string ClientId { get; set; } = "";

    public string ClientSecret { get; set; } = "";

    /// <summary>"agents" or "families".</summary>
    public string For { get; set; } = "families";

    public string Scopes { get; set; } = "openid";

    /// <summary>Asked for as <c>acr_values</c>; one of the eIDAS levels must come back.</summary>
    public string Acr { get; set; } = "eidas1";

    /// <summary>Where people read what it is.</summary>
    public string? About { get; set; }

    public bool IsForAgents => For == "agents";

    /// <summary>Those that are configured, with what is the same for everyone filled in.</summary>
    public static IReadOnlyList<Provider> Read(IConfiguration configuration) =>
    [
        .. configuration.GetSection("Federation").GetChildren().Select(section =>
        {
            var provider = section.Key.Equals("proconnect", StringComparison.OrdinalIgnoreCase)
                ? new Provider { Label = "ProConnect", For = "agents", Scopes = "openid given_name usual_name email uid siret idp_id",
                    About = "https://www.proconnect.gouv.fr/" }
                : section.Key.Equals("franceconnect", StringComparison.OrdinalIgnoreCase)
                ? new Provider { Label = "FranceConnect", Scopes = "openid given_name family_name preferred_username birthdate email",
                    About = "https://franceconnect.gouv.fr/" }
                : new Provider { Label = section.Key };
            section.Bind(provider);
            provider.Key = section.Key.ToLowerInvariant();
            provider.Authority = provider.Authority.TrimEnd('/');
            return provider;
        }).Where(p => p.Authority.Length > 0 && p.ClientId.Length > 0 && p.ClientSecret.Length > 0),
    ];
}
