using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.OnlinePayment;

/// <summary>Asks for what nobody told: a notification may never come, and a browser may be
/// closed. Two replicas may ask for the same; it is posted once.</summary>
internal sealed class PollPayments(IServiceScopeFactory scopes, TimeProvider clock, ILogger<PollPayments> log) : TenantWorker(scopes, log)
{
    private const int Batch = 50;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(10);

    protected override Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var now = clock.UtcNow();
        return WithAsync<PayAttempt>(services.GetRequiredService<BillingDb>(), a => a.NextAskAt != null && a.NextAskAt <= now, ct);
    }

    protected override Task RunAsync(IServiceProvider services, int round, CancellationToken ct) => AskDueAsync(services, clock.UtcNow(), ct);

    internal static async Task AskDueAsync(IServiceProvider services, DateTime now, CancellationToken ct)
    {
        var (db, settle) = (services.GetRequiredService<BillingDb>(), services.GetRequiredService<SettleAttempt>());
        var due = await db.PayAttempts.AsNoTracking().Where(a => a.NextAskAt != null && a.NextAskAt <= now && a.IdOp != null).OrderBy(a => a.NextAskAt)
            .Take(Batch).Select(a => a.IdOp!).ToListAsync(ct);
        foreach (var idOp in due)
        {
            await settle.OfAsync(idOp, ct);
            db.ChangeTracker.Clear();
        }
    }
}
