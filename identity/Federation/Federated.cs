using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.Tokens;
using Preau.Identity.Communes;
using Preau.Platform;

namespace Preau.Identity.Federation;

/// <summary>What came of a return from a provider: an account, or a sentence, or neither: the person is asked to tie it to an account.</summary>
internal sealed record FederatedOutcome(Account? Account, string? Sentence = null, bool GivenUp = false, ProvenPerson? Person = null);

/// <summary>Sign-in by a provider: to it, back from it, tied to an account, and out again.</summary>
internal sealed class Federated(
    IReadOnlyList<Provider> providers, ProviderClient client, Pending pending, IdentityDb db, PublicAddress address, IDataProtectionProvider protection,
    TimeProvider clock, ILogger<Federated> log)
{
    private readonly IDataProtector _tokens = protection.CreateProtector("federation.tokens");

    /// <summary>Those that serve this front: an agent's page offers ProConnect, a parent's FranceConnect.</summary>
    public IEnumerable<Provider> For(bool agents) => providers.Where(p => p.IsForAgents == agents);

    public Provider? Find(string? key) => providers.FirstOrDefault(p => p.Key == key);

    /// <summary>Address of the provider's page; null when it does not answer.</summary>
    public async Task<string?> BeginAsync(HttpContext http, Provider provider, CommuneOfRequest here, CancellationToken ct)
    {
        var outward = new Outward(provider.Key, Random(), Random(), here.Commune?.Slug, here.Back);
        try
        {
            var target = await client.BeginAsync(provider, CallbackOf(provider), outward.State, outward.Nonce, ct);
            pending.Keep(http, outward);
            return target;
        }
        catch (ProviderException e)
        {
            LogProblem(e, provider);
            return null;
        }
    }

    public async Task<FederatedOutcome> ReturnAsync(
        HttpContext http, Provider provider, string? code, string? state, string? error, CommuneNow? commune, CancellationToken ct)
    {
        var outward = pending.Read<Outward>(http);
        Pending.Forget<Outward>(http);
        if (error == "access_denied")
        {
            return new FederatedOutcome(null, GivenUp: true);
        }

        if (outward is null || outward.Provider != provider.Key || string.IsNullOrEmpty(code) || string.IsNullOrEmpty(state) || !SameText(state, outward.State))
        {
            return new FederatedOutcome(null, $"Cette connexion par {provider.Label} n’a pas commencé ici, ou il y a trop longtemps. Recommencez.");
        }

        try
        {
            var person = await client.RedeemAsync(provider, code, CallbackOf(provider), outward.Nonce, ct);
            var proven = new Proven(provider.Key, person, outward.Commune);
            var account = await KnownAsync(person, ct);
            if (account is null && provider.IsForAgents)
            {
                (account, var sentence) = await AgentAsync(person, commune, ct);
                if (account is null)
                {
                    return new FederatedOutcome(null, sentence);
                }
            }

            pending.Keep(http, proven with { LinkTo = account?.Id });
            return new FederatedOutcome(account, Person: person);
        }
        catch (ProviderException e)
        {
            LogProblem(e, provider);
            return new FederatedOutcome(null, $"{provider.Label} n’a pas pu confirmer qui vous êtes. Réessayez, ou connectez-vous avec votre mot de passe.");
        }
    }

    /// <summary>How the way out to a provider began, before <see cref="ReturnAsync"/> forgets it.</summary>
    public Outward? Outward(HttpContext http) => pending.Read<Outward>(http);

    /// <summary>Who was proven in this browser and waits for an account.</summary>
    public Proven? Waiting(HttpContext http) => pending.Read<Proven>(http);

    /// <summary>The person has said, by the password or the letter's code, which account it is: tied once that one has entered.</summary>
    public void LinkTo(HttpContext http, Guid account)
    {
        if (pending.Read<Proven>(http) is { } proven)
        {
            pending.Keep(http, proven with { LinkTo = account });
        }
    }

    /// <summary>A session has begun: what was proven is tied to its account, if it was this one's to tie, and the session ends at the provider too.</summary>
    public async Task EnteredAsync(HttpContext http, Guid account, Guid session, CancellationToken ct)
    {
        if (pending.Read<Proven>(http) is not { } proven)
        {
            return;
        }

        Pending.Forget<Proven>(http);
        if (proven.LinkTo != account)
        {
            return;
        }

        var person = proven.Person;
        await db.WriteAsync(async token =>
        {
            if (!await db.FederatedIdentities.AnyAsync(f => f.Issuer == person.Issuer && f.IdpId == person.IdpId && f.Subject == person.Subject, token))
            {
                db.FederatedIdentities.Add(new FederatedIdentity
                {
                    AccountId = account,
                    Provider = proven.Provider,
                    Issuer = person.Issuer,
                    IdpId = person.IdpId,
                    Subject = person.Subject,
                    LinkedAt = clock.UtcNow()
                });
            }

            db.FederatedSessions.Add(new FederatedSession { SessionId = session, Provider = proven.Provider, IdToken = _tokens.Protect(person.IdToken) });
        }, ct);
    }

    /// <summary>Where the browser must go for the session to end at its provider; null for a session that began with a password.</summary>
    /// <param name="target">Where it ends at last.</param>
    public async Task<string?> LeaveAsync(HttpContext http, Guid session, string target, CancellationToken ct)
    {
        if (await db.FederatedSessions.AsNoTracking().SingleOrDefaultAsync(s => s.SessionId == session, ct) is not { } begun
            || Find(begun.Provider) is not { } provider)
        {
            return null;
        }

        try
        {
            var endpoint = (await client.DiscoverAsync(provider, ct)).EndSessionEndpoint;
            var leaving = new Leaving(Random(), target);
            pending.Keep(http, leaving);
            return string.IsNullOrEmpty(endpoint) ? null : endpoint + QueryString.Create(new Dictionary<string, string?>
            {
                ["id_token_hint"] = _tokens.Unprotect(begun.IdToken),
                ["state"] = leaving.State,
                ["post_logout_redirect_uri"] = EndOf(provider),
            });
        }
        catch (Exception e) when (e is ProviderException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Where to go once the provider has sent the browser back.</summary>
    public string LeftTo(HttpContext http, string? state)
    {
        var leaving = pending.Read<Leaving>(http);
        Pending.Forget<Leaving>(http);
        return leaving is not null && state is not null && SameText(state, leaving.State) ? leaving.Target : "/";
    }

    private string CallbackOf(Provider provider) => $"{address.Url}/identity/externe/{provider.Key}/retour";

    private string EndOf(Provider provider) => $"{address.Url}/identity/externe/{provider.Key}/fin";

    private Task<Account?> KnownAsync(ProvenPerson person, CancellationToken ct) =>
        db.Accounts.AsNoTracking()
            .SingleOrDefaultAsync(
                a =>
                    db.FederatedIdentities.Any(f => f.AccountId == a.Id && f.Issuer == person.Issuer && f.IdpId == person.IdpId && f.Subject == person.Subject),
                ct);

    /// <summary>An invited agent of this commune: the employer is the commune, and the address the one that was invited, of one account alone.</summary>
    private async Task<(Account?, string?)> AgentAsync(ProvenPerson person, CommuneNow? commune, CancellationToken ct)
    {
        if (commune is null || person.Siret is null || commune.Facts.Siret != person.Siret)
        {
            return (null,
                "Votre employeur n’est pas cette commune, d’après ProConnect. Connectez-vous avec l’adresse de la mairie, ou avec votre mot de passe.");
        }

        var email = person.Email?.Trim().ToUpperInvariant();
        var found = await db.Accounts.AsNoTracking()
            .Where(a =>
                a.NormalizedEmail == email && email != null
                    && a.Memberships.Any(m => m.Commune == commune.Slug && m.Role == Membership.Staff && m.EndedAt == null))
            .Take(2).ToListAsync(ct);
        return found.Count == 1
            ? (found[0], null)
            : (null, "Aucun agent de cette commune n’a été invité à cette adresse. Demandez une invitation à la personne qui gère les agents.");
    }

    // At least 32 signs, as both providers ask.
    private static string Random() => Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(32));

    private static bool SameText(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(System.Text.Encoding.UTF8.GetBytes(one), System.Text.Encoding.UTF8.GetBytes(other));

    private void LogProblem(ProviderException e, Provider provider)
    {
        // Its own words could name people: ours alone.
        if (log.IsEnabled(LogLevel.Warning))
        {
            ProviderProblem(log, provider.Key, e.Message, null);
        }
    }

    private static readonly Action<ILogger, string, string, Exception?> ProviderProblem =
        LoggerMessage.Define<string, string>(LogLevel.Warning, new EventId(1, nameof(ProviderProblem)), "Sign-in by {Provider} failed: {Problem}");
}
