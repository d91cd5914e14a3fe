using Microsoft.EntityFrameworkCore;
using Preau.Contracts.Api;
using Preau.Planning.Settings;
using Preau.Platform;

namespace Preau.Planning.Absences;

/// <summary>
/// Once a minute of the product's clock: reminds of certificates, bills the days of those that never came, deletes files kept long enough.
/// Any number of replicas: each row is looked at again inside its own transaction, and its version lets one writer through.
/// </summary>
public sealed partial class WatchEvidence(IServiceScopeFactory scopes, TimeProvider clock, ILogger<WatchEvidence> log) : BackgroundService
{
    private const int BatchSize = 50;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), clock);
        try
        {
            do
            {
                await RoundAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return;
        }
    }

    private async Task RoundAsync(CancellationToken ct)
    {
        try
        {
            foreach (var (tenant, id) in await DueAsync(ct))
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<Tenant>().Enter(tenant);
                await SettleAsync(scope.ServiceProvider, id, ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            throw;
        }
#pragma warning disable CA1031 // the loop outlives every failure
        catch (Exception e)
#pragma warning restore CA1031
        {
            RoundFailed(log, e.GetType().Name);
        }
    }

    // Asked across communes: only which rows are due. Their content is read as one commune.
    private async Task<List<(string Tenant, Guid Id)>> DueAsync(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.UtcNow();
        var due = await scope.ServiceProvider.GetRequiredService<PlanningDb>().Evidence.IgnoreQueryFilters(["tenant"])
            .Where(e => (e.State == EvidenceState.Awaited && (e.DueAt <= now || e.RemindAt <= now)) || e.DeleteAt <= now)
            .OrderBy(e => e.DueAt).Select(e => new { e.Tenant, e.Id }).Take(BatchSize).ToListAsync(ct);
        return due.ConvertAll(e => (e.Tenant, e.Id));
    }

    private async Task SettleAsync(IServiceProvider services, Guid id, CancellationToken ct)
    {
        var db = services.GetRequiredService<PlanningDb>();
        if (await services.GetRequiredService<CurrentRules>().FindAsync(ct) is not { } inForce)
        {
            return;
        }

        await db.WriteAsync(async token =>
        {
            var now = clock.GetUtcNow();
            var at = now.UtcDateTime;
            var evidence = await db.Evidence.Include(e => e.Files).SingleAsync(e => e.Id == id, token);
            var settle = new SettleEvidence(db, inForce.Rules, now);
            if (evidence.State == EvidenceState.Awaited && evidence.DueAt <= at)
            {
                await settle.MissAsync(evidence, token);
            }
            else if (evidence.State == EvidenceState.Awaited && evidence.RemindAt <= at)
            {
                await settle.RemindAsync(evidence, token);
            }

            if (evidence.DeleteAt <= at)
            {
                var files = evidence.Files.Select(f => f.Id).ToList();
                await db.CertificateContents.Where(c => files.Contains(c.Id)).ExecuteDeleteAsync(token);
                evidence.Files.ForEach(f => f.DeletedAt ??= at);
                evidence.DeleteAt = null;
                evidence.Version++;
            }
        }, ct);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round over certificates failed: {Error}")]
    private static partial void RoundFailed(ILogger logger, string error);
}
