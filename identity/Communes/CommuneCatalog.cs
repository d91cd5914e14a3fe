using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;

namespace Preau.Identity.Communes;

/// <summary>A commune as it is now: its file with the operator's choice on top.</summary>
public sealed record CommuneNow(string Slug, CommuneFacts Facts, TenantState State, bool IsOverridden, bool SecondFactor, DateTime? EraseAt)
{
    public TenantView View { get; } = Facts.ToView(Slug, State);
}

/// <summary>All communes, read once in a few seconds: sign-in pages and the gateway ask for them all the time.</summary>
public sealed class CommuneCatalog(IServiceScopeFactory scopes, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim _one = new(1, 1);
    private Snapshot? _latest;

    public async Task<IReadOnlyDictionary<string, CommuneNow>> AllAsync(CancellationToken ct)
    {
        if (_latest is { } known && clock.GetElapsedTime(known.At) < Fresh)
        {
            return known.BySlug;
        }

        await _one.WaitAsync(ct);
        try
        {
            if (_latest is { } other && clock.GetElapsedTime(other.At) < Fresh)
            {
                return other.BySlug;
            }

            await using var scope = scopes.CreateAsyncScope();
            var rows = await scope.ServiceProvider.GetRequiredService<IdentityDb>().Communes.AsNoTracking().Where(c => c.StateOverride != TenantState.Erased)
                .ToListAsync(ct);
            var bySlug = rows.ToFrozenDictionary(r => r.Slug, r =>
            {
                var facts = CommuneFacts.Parse(r.Document);
                return new CommuneNow(r.Slug, facts, r.StateOverride ?? facts.State, r.StateOverride is not null, r.SecondFactorOverride ?? facts.SecondFactor,
                    r.EraseAt);
            });
            _latest = new Snapshot(clock.GetTimestamp(), bySlug);
            return bySlug;
        }
        finally
        {
            _one.Release();
        }
    }

    public async Task<CommuneNow?> FindAsync(string? slug, CancellationToken ct) => slug is null ? null : (await AllAsync(ct)).GetValueOrDefault(slug);

    /// <summary>After a change here; other replicas see it within seconds.</summary>
    public void Forget() => _latest = null;

    public void Dispose() => _one.Dispose();

    private sealed record Snapshot(long At, IReadOnlyDictionary<string, CommuneNow> BySlug);
}
