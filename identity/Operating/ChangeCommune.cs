using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Identity.Communes;
using Preau.Platform;

namespace Preau.Identity.Operating;

/// <summary>
/// The operator opens, closes, archives or deletes a commune. An archived one can be deleted, thirty days later and not before; until then it can be taken
/// back. What is deleted is deleted in every service, by event.
/// </summary>
internal sealed class ChangeCommune(IdentityDb db, CommuneCatalog catalog, TimeProvider clock)
{
    public static readonly TimeSpan EraseDelay = TimeSpan.FromDays(30);

    /// <summary>False when there is no such commune.</summary>
    public async Task<bool> ToAsync(string slug, TenantState state, string by, CancellationToken ct)
    {
        var done = await db.WriteAsync(async token =>
        {
            if (await FindAsync(slug, token) is not { } commune)
            {
                return false;
            }

            var ofFile = CommuneFacts.Parse(commune.Document).State;
            if ((commune.StateOverride ?? ofFile) != state)
            {
                commune.StateOverride = state == ofFile ? null : state;
                commune.EraseAt = state == TenantState.Archived ? commune.EraseAt : null;
                Note(commune, by, "État : " + Word(state));
                Tell(commune, state);
            }

            return true;
        }, ct);
        catalog.Forget();
        return done;
    }

    /// <summary>Only an archived commune; null when it is not.</summary>
    public async Task<DateTime?> EraseLaterAsync(string slug, string by, CancellationToken ct)
    {
        var at = await db.WriteAsync(async token =>
        {
            if (await FindAsync(slug, token) is not { StateOverride: TenantState.Archived } commune)
            {
                return (DateTime?)null;
            }

            commune.EraseAt ??= clock.UtcNow() + EraseDelay;
            Note(commune, by, "Suppression demandée");
            return commune.EraseAt;
        }, ct);
        catalog.Forget();
        return at;
    }

    public async Task KeepAsync(string slug, string by, CancellationToken ct)
    {
        await db.WriteAsync(async token =>
        {
            if (await FindAsync(slug, token) is { EraseAt: not null } commune)
            {
                commune.EraseAt = null;
                Note(commune, by, "Suppression abandonnée");
            }
        }, ct);
        catalog.Forget();
    }

    /// <summary>Communes whose delay is over: their rows here go, the services are told. Accounts that open nothing else go too.</summary>
    public async Task EraseDueAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        foreach (var slug in await db.Communes.Where(c => c.EraseAt < now && c.StateOverride == TenantState.Archived).Select(c => c.Slug).ToListAsync(ct))
        {
            await db.WriteAsync(token => EraseAsync(slug, now, token), ct);
        }

        catalog.Forget();
    }

    public static string Word(TenantState state) => state switch
    {
        TenantState.Open => "ouverte",
        TenantState.Closed => "fermée",
        TenantState.Archived => "archivée",
        TenantState.OwnPortal => "a son propre portail",
        TenantState.Erased => "supprimée",
        _ => "en préparation",
    };

    private async Task EraseAsync(string slug, DateTime now, CancellationToken ct)
    {
        if (await FindAsync(slug, ct) is not { StateOverride: TenantState.Archived, EraseAt: { } due } commune || due >= now)
        {
            return;
        }

        (commune.StateOverride, commune.EraseAt, commune.Sections) = (TenantState.Erased, null, null);
        // What stays is that the address was taken.
        commune.Document = $$"""{"name":"{{slug}}","state":"soon","brand":"#2F6B3A","loginTitle":"","loginText":""}""";
        Tell(commune, TenantState.Erased);
        var accounts = await db.Memberships.Where(m => m.Commune == slug).Select(m => m.AccountId).Distinct().ToListAsync(ct);
        await db.Memberships.Where(m => m.Commune == slug).ExecuteDeleteAsync(ct);
        await db.GuardianAccesses.Where(g => g.Commune == slug).ExecuteDeleteAsync(ct);
        await db.Confirmations.Where(c => c.Commune == slug).ExecuteDeleteAsync(ct);
        await db.Changes.Where(c => c.Commune == slug).ExecuteDeleteAsync(ct);
        await db.Letters.Where(l => l.Commune == slug).ExecuteDeleteAsync(ct);
        foreach (var batch in accounts.Chunk(200))
        {
            var gone = await db.Accounts.Where(a => batch.Contains(a.Id) && !a.IsOperator && !a.Memberships.Any()).Select(a => a.Id).ToListAsync(ct);
            await db.Sessions.Where(s => gone.Contains(s.AccountId)).ExecuteDeleteAsync(ct);
            await db.SecondFactors.Where(f => gone.Contains(f.AccountId)).ExecuteDeleteAsync(ct);
            await db.RecoveryCodes.Where(c => gone.Contains(c.AccountId)).ExecuteDeleteAsync(ct);
            await db.SignInRecords.Where(r => gone.Contains(r.AccountId)).ExecuteDeleteAsync(ct);
            await db.PasswordLinks.Where(l => gone.Contains(l.AccountId)).ExecuteDeleteAsync(ct);
            await db.Accounts.Where(a => gone.Contains(a.Id)).ExecuteDeleteAsync(ct);
        }
    }

    private Task<Commune?> FindAsync(string slug, CancellationToken ct) =>
        db.Communes.SingleOrDefaultAsync(c => c.Slug == slug && c.StateOverride != TenantState.Erased, ct);

    private void Note(Commune commune, string by, string what)
    {
        commune.ChangedAt = clock.UtcNow();
        db.Changes.Add(new AgentChange { Commune = commune.Slug, At = clock.UtcNow(), By = by, What = what });
    }

    private void Tell(Commune commune, TenantState state)
    {
        commune.Version++;
        commune.ChangedAt = clock.UtcNow();
        db.Raise(commune.Event(state, clock.UtcNow()));
    }
}
