using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Preau.Platform;

namespace Preau.Planning.Waiting;

/// <summary>Section <c>Waiting</c>.</summary>
public sealed class WaitingOptions
{
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Every so many rounds all lists are served anew, whatever freed a place.</summary>
    public int FullRound { get; set; } = 20;
}

/// <summary>Ends offers in all communes. Any number of replicas: an offer ends once, whoever is first; the others' change runs again and finds nothing.</summary>
public sealed partial class SweepWorker(IServiceScopeFactory scopes, TimeProvider clock, IOptions<WaitingOptions> settings, ILogger<SweepWorker> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The pause is real time; what is over is judged by the product's clock.
        using var timer = new PeriodicTimer(settings.Value.Poll);
        for (var round = 1; await NextAsync(timer, stoppingToken); round++)
        {
            try
            {
                await RoundAsync(round % settings.Value.FullRound == 0, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // the loop outlives every failure
            catch (Exception e)
#pragma warning restore CA1031
            {
                RoundFailed(log, e);
            }
        }
    }

    private static async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken ct)
    {
        try
        {
            return await timer.WaitForNextTickAsync(ct);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task RoundAsync(bool full, CancellationToken ct)
    {
        foreach (var tenant in await TenantsAsync(full, ct))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<Tenant>().Enter(tenant);
            var sweep = scope.ServiceProvider.GetRequiredService<Sweep>();
            await (full ? sweep.ServeAllAsync(ct) : sweep.EndOffersAsync(ct));
        }
    }

    // The one question asked across communes: where is something to do. Nothing but their names comes back.
    private async Task<List<string>> TenantsAsync(bool full, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.UtcNow();
        return await scope.ServiceProvider.GetRequiredService<PlanningDb>().WaitingPlaces.IgnoreQueryFilters(["tenant"])
            .Where(w => (w.State == WaitingState.Offered && w.OfferUntil <= now) || (full && w.State == WaitingState.Waiting)).Select(w => w.Tenant).Distinct().ToListAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A round of the waiting lists failed")]
    private static partial void RoundFailed(ILogger logger, Exception e);
}
