using Microsoft.Extensions.Options;
using Preau.Planning.Book;
using Preau.Platform;

namespace Preau.Planning.Booking.Waiting;

/// <summary>Section <c>Waiting</c>.</summary>
public sealed class WaitingOptions
{
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Every so many rounds all lists are served anew, whatever freed a place.</summary>
    public int FullRound { get; set; } = 20;
}

/// <summary>
/// Ends offers in all communes. Any number of replicas: an offer ends once, whoever is first; the others' change runs again and finds nothing.
/// </summary>
public sealed class SweepWorker(IServiceScopeFactory scopes, TimeProvider clock, IOptions<WaitingOptions> settings,
    ILogger<SweepWorker> log) : TenantWorker(scopes, log)
{
    protected override TimeSpan Pause => settings.Value.Poll;

    protected override Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var (now, full) = (clock.UtcNow(), IsFull(round));
        return WithAsync<WaitingPlace>(services.GetRequiredService<PlanningDb>(), w =>
            (w.State == WaitingState.Offered && w.OfferUntil <= now) || (full && w.State == WaitingState.Waiting), ct);
    }

    protected override Task RunAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var sweep = services.GetRequiredService<Sweep>();
        return IsFull(round) ? sweep.ServeAllAsync(ct) : sweep.EndOffersAsync(ct);
    }

    private bool IsFull(int round) => round % settings.Value.FullRound == 0;
}
