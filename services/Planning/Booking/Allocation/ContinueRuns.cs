using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Preau.Planning.Rulebook;
using Preau.Platform;

namespace Preau.Planning.Booking.Allocation;

/// <summary>Section <c>Allocation</c>.</summary>
public sealed class AllocationOptions
{
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Days an agent's own call applies; a longer period goes on in the background, and shows how far it is.</summary>
    public int DaysAtOnce { get; set; } = 5;
}

/// <summary>Ends allocations that were begun, whatever interrupted them. Any number of replicas: a day that is applied is left alone.</summary>
public sealed class ContinueRuns(IServiceScopeFactory scopes, TimeProvider clock, IOptions<AllocationOptions> settings,
    ILogger<ContinueRuns> log) : TenantWorker(scopes, log)
{
    protected override TimeSpan Pause => settings.Value.Poll;

    protected override Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct) =>
        WithAsync<AllocationRun>(services.GetRequiredService<PlanningDb>(), r => r.AppliedAt == null, ct);

    protected override async Task RunAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var db = services.GetRequiredService<PlanningDb>();
        if (await services.GetRequiredService<CurrentRules>().FindAsync(ct) is not { } inForce)
        {
            return;
        }

        var begun = await db.AllocationRuns.Where(r => r.AppliedAt == null).OrderBy(r => r.At).Select(r => new BegunRun(r.Id)).ToListAsync(ct);
        await EachRow.DoAsync(db, begun, Log, r => new ApplyRun(db, inForce.Rules, clock.GetUtcNow()).RunAsync(r.Id, int.MaxValue, ct), ct);
    }

    private sealed record BegunRun(Guid Id);
}
