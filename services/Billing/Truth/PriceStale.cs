using Microsoft.EntityFrameworkCore;
using Preau.Billing.Cells;
using Preau.Platform;

namespace Preau.Billing.Truth;

/// <summary>Works out stale months in the background, some payers at a time; what isn't done is found again by its mark.</summary>
internal sealed class PriceStale(IServiceScopeFactory scopes, ILogger<PriceStale> log) : TenantWorker(scopes, log)
{
    private const int Round = 500;

    // So many in a transaction: few enough that a page that writes never waits long, enough that what is read once serves many.
    private const int Together = 25;

    protected override TimeSpan Pause => TimeSpan.FromMilliseconds(500);

    protected override Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct) =>
        WithAsync<FamilyMonth>(services.GetRequiredService<BillingDb>(), m => m.Stale != 0, ct);

    protected override async Task RunAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var (db, prices) = (services.GetRequiredService<BillingDb>(), services.GetRequiredService<PriceMonths>());
        var payers = await db.Months.Where(m => m.Stale != 0).Select(m => m.Payer).Distinct().OrderBy(p => p).Take(Round).ToListAsync(ct);
        foreach (var some in payers.Chunk(Together))
        {
            await db.WriteAsync(token => prices.OfPayersAsync(some, DateOnly.MaxValue, token), ct);
            db.ChangeTracker.Clear();
        }
    }
}
