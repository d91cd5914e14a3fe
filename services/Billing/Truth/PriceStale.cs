using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Platform;

namespace Preau.Billing.Truth;

/// <summary>Works out stale months in the background, payer by payer; what isn't done is found again by its mark.</summary>
internal sealed class PriceStale(IServiceScopeFactory scopes, ILogger<PriceStale> log) : TenantWorker(scopes, log)
{
    private const int Batch = 200;

    protected override TimeSpan Pause => TimeSpan.FromMilliseconds(500);

    protected override Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct) =>
        WithAsync<FamilyMonth>(services.GetRequiredService<BillingDb>(), m => m.Stale != 0, ct);

    protected override async Task RunAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var (db, prices) = (services.GetRequiredService<BillingDb>(), services.GetRequiredService<PriceMonths>());
        var payers = await db.Months.Where(m => m.Stale != 0).Select(m => m.Payer).Distinct().OrderBy(p => p).Take(Batch).ToListAsync(ct);
        foreach (var payer in payers)
        {
            // One transaction each: a page that writes never waits long.
            await db.WriteAsync(token => prices.OfPayerAsync(payer, DateOnly.MaxValue, token), ct);
            db.ChangeTracker.Clear();
        }
    }
}
