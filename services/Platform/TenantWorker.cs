using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;

namespace Preau.Platform;

/// <summary>
/// Round after round, does what is due in each tenant, in a scope of its own. The failure of one is logged and never keeps the others
/// waiting. Any number of replicas may run it, so what it does must be safe to do at the same time as another.
/// </summary>
public abstract partial class TenantWorker(IServiceScopeFactory scopes, ILogger log) : BackgroundService
{
    protected ILogger Log { get; } = log;

    protected abstract TimeSpan Pause { get; }

    /// <summary>The clock of the pause; what is due is judged by the product's in any case.</summary>
    protected virtual TimeProvider PauseClock => TimeProvider.System;

    /// <summary>Where is something to do, by <see cref="WithAsync{TRow}"/>.</summary>
    protected abstract Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct);

    protected abstract Task RunAsync(IServiceProvider services, int round, CancellationToken ct);

    /// <summary>The one question asked across tenants: which of them have such rows. Nothing but their names comes back.</summary>
    protected static Task<List<string>> WithAsync<TRow>(
        TenantDb db, Expression<Func<TRow, bool>> such, CancellationToken ct) where TRow : class, ITenantOwned =>
        db.TenantsWithAsync(such, ct);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, PauseClock);
        await using var own = scopes.CreateAsyncScope();
        var pulses = own.ServiceProvider.GetRequiredService<Pulses>();
        try
        {
            for (var round = 1; await timer.WaitForNextTickAsync(stoppingToken); round++)
            {
                List<string> tenants = [];
                await TryAsync(async services => tenants = await TenantsAsync(services, round, stoppingToken), pulses, stoppingToken);
                foreach (var tenant in tenants)
                {
                    await TryAsync(services =>
                    {
                        services.GetRequiredService<Tenant>().Enter(tenant);
                        return RunAsync(services, round, stoppingToken);
                    }, pulses, stoppingToken);
                }

                pulses.Beat(GetType().Name);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task TryAsync(Func<IServiceProvider, Task> act, Pulses pulses, CancellationToken ct)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await act(scope.ServiceProvider);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // the loop outlives every failure
        catch (Exception e)
#pragma warning restore CA1031
        {
            pulses.Fail(GetType().Name, e);
            // The kind alone: a message could name people.
            RoundFailed(Log, GetType().Name, e.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of {Worker} failed: {Error}")]
    private static partial void RoundFailed(ILogger logger, string worker, string error);
}

public static class TenantRows
{
    /// <summary>Names of the tenants that have such rows: for work that begins outside any of them.</summary>
    public static Task<List<string>> TenantsWithAsync<TRow>(
        this TenantDb db, Expression<Func<TRow, bool>> such, CancellationToken ct) where TRow : class, ITenantOwned =>
        db.Set<TRow>().IgnoreQueryFilters(["tenant"]).Where(such).Select(r => r.Tenant).Distinct().ToListAsync(ct);
}
