using Microsoft.EntityFrameworkCore;
using Preau.Platform;

namespace Preau.Family.Quotients;

/// <summary>Asks for the quotients whose day has come, some at a time and below the service's 20 questions a
/// second. Any number of replicas: a later answer finds the agreement changed.</summary>
internal sealed class AskQuotients(IServiceScopeFactory scopes, TimeProvider clock, ILogger<AskQuotients> log) : TenantWorker(scopes, log)
{
    private const int Together = 200;
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(60);

    protected override TimeSpan Pause => TimeSpan.FromMinutes(10);

    protected override TimeProvider PauseClock => clock;

    protected override Task<List<string>> TenantsAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var now = clock.UtcNow();
        return WithAsync<QuotientAgreement>(services.GetRequiredService<FamilyDb>(), a => a.NextAt != null && a.NextAt <= now, ct);
    }

    protected override async Task RunAsync(IServiceProvider services, int round, CancellationToken ct)
    {
        var (db, ask) = (services.GetRequiredService<FamilyDb>(), services.GetRequiredService<AskForQuotient>());
        var rules = await FamilyRules.InForceAsync(services.GetRequiredService<SettingsCache>(), db, ct);
        var now = clock.UtcNow();
        foreach (var family in await db.QuotientAgreements.Where(a => a.NextAt != null && a.NextAt <= now).OrderBy(a => a.NextAt).Select(a => a.FamilyId)
            .Take(Together).ToListAsync(ct))
        {
            if (await ask.HandleAsync(family, rules, "API Particulier", ct) is null)
            {
                continue;
            }

            db.ChangeTracker.Clear();
            await Task.Delay(Apart, ct);
        }
    }
}
