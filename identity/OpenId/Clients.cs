using OpenIddict.Abstractions;
using Preau.Identity.Communes;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Preau.Identity.OpenId;

/// <summary>The two fronts as OpenID clients. Their addresses follow from the communes: synchronised at start.</summary>
internal sealed class Clients(IOpenIddictApplicationManager applications, IConfiguration configuration, IHostEnvironment environment, PublicAddress address)
{
    public const string Families = "families";
    public const string Office = "office";

    public async Task SynchroniseAsync(IEnumerable<CommuneNow> communes, CancellationToken ct)
    {
        var all = communes.ToList();
        await SynchroniseAsync(Families, "Portail famille", "", all, ct);
        await SynchroniseAsync(Office, "Mairie", "/mairie", all, ct);
    }

    private async Task SynchroniseAsync(string id, string name, string path, List<CommuneNow> communes, CancellationToken ct)
    {
        var descriptor = new OpenIddictApplicationDescriptor
        {
            ClientId = id,
            ClientSecret = SecretOf(id),
            ClientType = ClientTypes.Confidential,
            DisplayName = name,
            ConsentType = ConsentTypes.Implicit,
            Permissions =
            {
                Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession, Permissions.Endpoints.Revocation,
                Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code, Permissions.Scopes.Profile,
                Permissions.Prefixes.Scope + OpenIdServer.ApiScope,
            },
            Requirements = { Requirements.Features.ProofKeyForCodeExchange },
        };
        foreach (var commune in communes)
        {
            foreach (var root in (string[])[$"{address.Url}/{commune.Slug}", .. commune.Facts.Hosts.Select(address.OriginOf)])
            {
                descriptor.RedirectUris.Add(new Uri($"{root}{path}/signin-oidc"));
                descriptor.PostLogoutRedirectUris.Add(new Uri($"{root}{path}/signout-callback-oidc"));
            }
        }

        try
        {
            if (await applications.FindByClientIdAsync(id, ct) is { } known)
            {
                await applications.UpdateAsync(known, descriptor, ct);
            }
            else
            {
                await applications.CreateAsync(descriptor, ct);
            }
        }
        catch (Exception e) when (e is OpenIddictExceptions.ConcurrencyException or OpenIddictExceptions.ValidationException
            or Microsoft.EntityFrameworkCore.DbUpdateException)
        {
            // Another replica starts with the same configuration and was first.
            if (await applications.FindByClientIdAsync(id, ct) is null)
            {
                throw;
            }
        }
    }

    private string SecretOf(string id)
    {
        var key = $"Clients:{char.ToUpperInvariant(id[0])}{id[1..]}:Secret";
        return configuration[key] is { Length: > 0 } secret ? secret
            : environment.IsProduction() ? throw new InvalidOperationException($"{key} is missing: the secret the front '{id}' shares with identity.")
            : $"preau-demo-{id}";
    }
}
