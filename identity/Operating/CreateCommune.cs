using Microsoft.EntityFrameworkCore;
using Preau.Contracts;
using Preau.Contracts.Api;
using Preau.Identity.Agents;
using Preau.Identity.Communes;
using Preau.Identity.OpenId;
using Preau.Platform;

namespace Preau.Identity.Operating;

/// <summary>
/// Makes a commune while the platform runs: its facts here, the sections of the other services by event, its addresses for the fronts' sign-in, and its first
/// agent, who is invited by mail. It stays « en préparation » until somebody opens it.
/// </summary>
internal sealed class CreateCommune(IdentityDb db, CommuneCatalog catalog, Clients clients, Invitations invitations, TimeProvider clock)
{
    /// <summary>One sentence per field that is not good; empty when the commune is there.</summary>
    public async Task<IReadOnlyList<(string Field, string Sentence)>> DoAsync(NewCommune commune, string by, CancellationToken ct)
    {
        var broken = commune.Broken().ToList();
        if (broken.Count > 0)
        {
            return broken;
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(commune.TimeZone);
        var sections = Presets.Sections(commune, DateOnly.FromDateTime(clock.LocalNow(zone)));
        var taken = await db.WriteAsync(async token =>
        {
            if (await db.Communes.AnyAsync(c => c.Slug == commune.Slug, token))
            {
                return (nameof(NewCommune.Slug), "Cette adresse est déjà celle d’une commune, ou l’a été.");
            }

            if (commune.Host is not null
                && (await db.Communes.AsNoTracking().ToListAsync(token)).Find(c => CommuneFacts.Parse(c.Document).Hosts.Contains(commune.Host)) is { } other)
            {
                return (nameof(NewCommune.Host), $"{commune.Host} mène déjà à {other.Slug}.");
            }

            var made = new Commune
            {
                Slug = commune.Slug,
                Document = Presets.Tenant(commune).ToJsonString(),
                ChangedAt = clock.UtcNow(),
                Sections = sections.ToJsonString(),
                Version = 1,
            };
            db.Communes.Add(made);
            db.Changes.Add(new AgentChange { Commune = commune.Slug, At = clock.UtcNow(), By = by, What = "Commune créée" });
            db.Raise(made.Event(TenantState.Soon, clock.UtcNow()));
            await invitations.InviteAsync(commune.Slug, commune.AgentName.Trim(), commune.AgentEmail, [.. Permissions.All], Scope.All, by, token);
            return ((string Field, string Sentence)?)null;
        }, ct);
        if (taken is { } error)
        {
            return [error];
        }

        catalog.Forget();
        await clients.SynchroniseAsync((await catalog.AllAsync(ct)).Values, ct);
        return [];
    }
}
