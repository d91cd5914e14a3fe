using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Billing.Invoicing;

/// <summary>Issues the invoices of runs that were told to, some payers at a time; what a kill interrupts goes on from there.</summary>
internal sealed class IssueRuns(IServiceScopeFactory scopes, ILogger<IssueRuns> log) : TenantWorker(scopes, log)
{
    // In one transaction: all of them or none, and a page that writes waits a moment at most.
    private const int Together = 20;

    protected override TimeSpan Pause => TimeSpan.FromMilliseconds(500);

    protected override Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct) =>
        WithAsync<Run>(services.GetRequiredService<BillingDb>(), r => r.State == RunState.Issuing, ct);

    protected override async Task RunAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var db = services.GetRequiredService<BillingDb>();
        foreach (var run in await db.Runs.AsNoTracking().Where(r => r.State == RunState.Issuing).Select(r => r.Id).ToListAsync(ct))
        {
            await IssueAsync(db, services.GetRequiredService<IssueInvoice>(), services.GetRequiredService<TimeProvider>(), run, ct);
        }
    }

    /// <summary>Whatever was done before is found again in the books, not in a list of what was to do.</summary>
    internal static async Task IssueAsync(BillingDb db, IssueInvoice issue, TimeProvider clock, Guid id, CancellationToken ct)
    {
        var asked = await db.Runs.AsNoTracking().SingleAsync(r => r.Id == id, ct);
        var payers = await db.Prices.Where(p => p.CashOffice == asked.CashOffice && p.Date <= asked.Until
            && p.Open != 0).Select(p => p.Payer).Distinct().ToListAsync(ct);
        foreach (var some in payers.Order().Chunk(Together))
        {
            var goOn = await db.WriteAsync(async token =>
            {
                var run = await db.Runs.SingleOrDefaultAsync(r => r.Id == id, token);
                if (run is not { State: RunState.Issuing })
                {
                    return false;
                }

                var issued = await issue.OfAsync(run, some, token);
                (run.Issued, run.IssuedCents) = (run.Issued + issued.Count, run.IssuedCents + issued.Sum(i => i.Cents));
                run.Version++;
                return true;
            }, ct);
            db.ChangeTracker.Clear();
            if (!goOn)
            {
                return;
            }
        }

        await db.WriteAsync(async token =>
        {
            if (await db.Runs.SingleOrDefaultAsync(r => r.Id == id, token) is { State: RunState.Issuing } run)
            {
                (run.State, run.IssuedAt) = (RunState.Issued, clock.UtcNow());
                run.Tell("Émis", run.By, clock.UtcNow());
            }
        }, ct);
    }
}
